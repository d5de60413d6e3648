"""
Small figures drawn in the row itself: the exposure bar and the aging strip, as SVG with the same words for ears.

Terms: exposure bar 额度占用条 (used by stage, held orders, free, limit mark, temporary part hatched), aging strip 账龄条.
Colours come from classes, so both themes and print follow; places are percentages in attributes, so no inline style is needed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from onaccount.desk.components.figures import Manner, money_text, share_text
from onaccount.desk.components.status import Word
from onaccount.kernel.money import Money

WHOLE: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of a bar: a class suffix of the style sheet, its word and its amount."""

    code: str
    word: Word
    amount: Money


@dataclass(frozen=True, slots=True)
class ExposureBar:
    """
    What one account uses of what it may use, in one currency.

    `used` are the stages of exposure (order, delivered, invoiced ...: codes used-1 to used-4 from early to late), `held` the
    orders on hold, `limit` the permanent limit and `temporary` what stands on top of it for a while.
    """

    used: tuple[Part, ...]
    held: Money
    limit: Money
    temporary: Money

    @property
    def used_amount(self) -> Money:
        """All stages together, without the held orders."""
        return Money(sum((part.amount.amount for part in self.used), Decimal(0)), self.limit.currency)

    @property
    def free(self) -> Money:
        """What may still be used; negative when the limit is exceeded."""
        return self.limit + self.temporary - self.used_amount

    @property
    def used_share(self) -> Decimal | None:
        """Used of the limit in force; None without a limit."""
        whole = self.limit + self.temporary
        return self.used_amount / whole if whole else None


@dataclass(frozen=True, slots=True)
class AgingStrip:
    """Open amount by age, youngest first; the codes are age-0 (not yet due) to age-5 (oldest)."""

    buckets: tuple[Part, ...]


def exposure_words(*, bar: ExposureBar, manner: Manner) -> str:
    """Say an exposure bar in one sentence, for screen readers and the tooltip."""
    return _("Used %(used)s of %(limit)s (%(share)s), held orders %(held)s, free %(free)s") % {
        "used": money_text(value=bar.used_amount, manner=manner),
        "limit": money_text(value=bar.limit + bar.temporary, manner=manner),
        "share": share_text(value=bar.used_share),
        "held": money_text(value=bar.held, manner=manner),
        "free": money_text(value=bar.free, manner=manner),
    }


def exposure_svg(*, bar: ExposureBar, manner: Manner) -> SafeString:
    """Draw an exposure bar; the mark stands at the permanent limit and turns red when the use exceeds all."""
    ceiling, reach = bar.limit + bar.temporary, bar.used_amount + bar.held
    scale = max(ceiling.amount, reach.amount, Decimal(1))
    return _drawn(
        css="bar bar-over" if reach.amount > ceiling.amount else "bar",
        words=exposure_words(bar=bar, manner=manner),
        shapes=(
            _stretch("free", Decimal(0), ceiling.amount, scale),
            _stretch("temporary", bar.limit.amount, bar.temporary.amount, scale),
            *_stretches(parts=bar.used, scale=scale),
            _stretch("held", bar.used_amount.amount, bar.held.amount, scale),
            f'<rect class="bar-mark" x="{_place(bar.limit.amount, scale)}%" width="2" height="100%" transform="translate(-2 0)"/>',
        ),
    )


def aging_words(*, strip: AgingStrip, manner: Manner) -> str:
    """Say an aging strip as "bucket amount" pairs, leaving out the empty buckets."""
    said = [
        f"{part.word} {money_text(value=part.amount, manner=manner)}" for part in strip.buckets if part.amount.amount
    ]
    return _(", ").join(said) or _("Nothing open")


def aging_svg(*, strip: AgingStrip, manner: Manner) -> SafeString:
    """Draw open amounts by age as one stacked strip."""
    owed = [part for part in strip.buckets if part.amount.amount > 0]
    scale = sum((part.amount.amount for part in owed), Decimal(0)) or Decimal(1)
    shapes = (_stretch("free", Decimal(0), scale, scale), *_stretches(parts=owed, scale=scale))
    return _drawn(css="strip", words=aging_words(strip=strip, manner=manner), shapes=shapes)


def _drawn(*, css: str, words: str, shapes: Iterable[str]) -> SafeString:
    """Only the words come from outside, so only they are escaped; lists draw hundreds of these."""
    said = escape(words)
    return SafeString(f'<svg class="{css}" role="img" aria-label="{said}"><title>{said}</title>{"".join(shapes)}</svg>')


def _stretches(*, parts: Sequence[Part], scale: Decimal) -> Iterator[str]:
    reached = Decimal(0)
    for part in parts:
        if part.amount.amount > 0:
            yield _stretch(part.code, reached, part.amount.amount, scale)
            reached += part.amount.amount


def _stretch(code: str, start: Decimal, amount: Decimal, scale: Decimal) -> str:
    if amount <= 0:
        return ""
    place, width = _place(start, scale), _place(amount, scale)
    return f'<rect class="bar-{code}" x="{place}%" width="{width}%" height="75%" y="12.5%"/>'


def _place(amount: Decimal, scale: Decimal) -> Decimal:
    return (amount * WHOLE / scale).quantize(Decimal("0.01"))
