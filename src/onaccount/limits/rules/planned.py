"""What a cut meets 计划额度: lines approved earlier for later days, and temporary limits; what it takes back, and what it leaves."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from onaccount.limits.rules.fold import CUTTING, fold
from onaccount.limits.rules.proposals import Draft
from onaccount.limits.rules.words import Line


@dataclass(frozen=True, slots=True)
class Planned:
    """A line that would still speak after the first day of a cut, and whether the cut takes it back."""

    line: Line
    is_taken_back: bool


def planned_beside(*, lines: Iterable[Line], cut: Draft) -> tuple[Planned, ...]:
    """List what a cut of the base meets, by first day; nothing where the change is no cut. `lines` are all of its place."""
    known = tuple(lines)
    if cut.act not in CUTTING or cut.is_temporary or not known:
        return ()
    newest = max(line.posted_at for line in known)
    posted = Line(id=max(line.id for line in known) + 1, posted_at=newest, **asdict(cut))
    before, after = ({span.line for span in fold(found)} for found in (known, (*known, posted)))
    ahead = [line for line in known if line.id in before and _is_ahead(line, cut)]
    return tuple(Planned(line, line.id not in after) for line in sorted(ahead, key=lambda line: line.valid_from))


def _is_ahead(line: Line, cut: Draft) -> bool:
    is_over = line.valid_to is not None and line.valid_to <= cut.valid_from
    return not is_over and (line.is_temporary or line.valid_from > cut.valid_from)
