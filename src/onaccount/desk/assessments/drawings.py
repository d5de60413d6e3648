"""
Small multiples 小型多图: one ratio over the years as a little line, with the industry's average across it.

Drawn as SVG on the server, so it prints, follows both themes by classes, and needs no script; the figures stand beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString

WIDTH, HEIGHT, MARGIN = Decimal(160), Decimal(48), Decimal(6)


@dataclass(frozen=True, slots=True)
class Small:
    """One small plot: the values from old to new, the level to compare with (None for none), and the same in words."""

    values: tuple[Decimal, ...]
    level: Decimal | None
    words: str


def small_svg(small: Small) -> SafeString:
    """Draw the line, a dot on the newest value, and a dashed line at the level."""
    shown = [*small.values, *([] if small.level is None else [small.level])]
    low, high = min(shown), max(shown)
    points = [(_x(at, len(small.values)), _y(value, low, high)) for at, value in enumerate(small.values)]
    path = " ".join(f"{x},{y}" for x, y in points)
    across = "" if small.level is None else _level(_y(small.level, low, high))
    last_x, last_y = points[-1]
    said = escape(small.words)
    return SafeString(
        f'<svg class="small-plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{said}"><title>{said}</title>'
        f'{across}<polyline class="small-line" points="{path}"/><circle class="small-dot" cx="{last_x}" cy="{last_y}" r="3"/></svg>'
    )


def waterfall(
    *, names: Sequence[str], effects: Sequence[Decimal], start: Decimal, labels: tuple[str, str]
) -> dict[str, object]:
    """Give the steps from the start over each effect to the sum, as the plot component draws them."""
    steps: list[dict[str, object]] = [{"name": labels[0], "from": 0, "to": _plain(start), "whole": True}]
    reached = start
    for name, effect in zip(names, effects, strict=True):
        steps.append({"name": name, "from": _plain(reached), "to": _plain(reached + effect)})
        reached += effect
    steps.append({"name": labels[1], "from": 0, "to": _plain(reached), "whole": True})
    return {"kind": "waterfall", "across": True, "steps": steps}


def _x(at: int, count: int) -> Decimal:
    if count == 1:
        return WIDTH / 2
    return (MARGIN + (WIDTH - 2 * MARGIN) * at / (count - 1)).quantize(Decimal("0.1"))


def _y(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    if high == low:
        return HEIGHT / 2
    return (HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (value - low) / (high - low)).quantize(Decimal("0.1"))


def _level(y: Decimal) -> str:
    return f'<line class="small-level" x1="0" x2="{WIDTH}" y1="{y}" y2="{y}"/>'


def _plain(value: Decimal) -> float:
    """A plot reads numbers of the page's script; nothing is reckoned with them."""
    return float(round(value, 2))
