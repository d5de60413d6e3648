"""
From journal lines to the limit on a day, as known at a moment.

Terms: valid time 生效日 (which days a line speaks about), known at 入账时间 (when we learned it); span 生效区间.
Two tracks, base and temporary, follow one rule: **on a day the line that began last speaks (of several that began on the same
day, the one posted last); when its own end has come, nothing speaks.** So a limit that ends falls back to nothing unless
another line begins on that day, and a temporary limit lapses by date alone. A correction takes the wrong line's place, and that
of the amount the wrong line was to fall back to, for it says anew what follows; both are still there for whoever asks what was
known before.
**A cut stays a cut**: on the base track a cut or an expiry takes back whatever was posted before it to begin on one of its own
days and to allow more, a planned raise as well as the amount a limit falls back to. What is posted after it stands.
Source: domain decision "limits are effective-dated; correction is bitemporal; a temporary limit adds".
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from onaccount.kernel.period import Period
from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules.words import Act, LimitType, Line

CUTTING = frozenset({Act.CUT, Act.EXPIRE})


@dataclass(frozen=True, slots=True)
class Span:
    """One line in force over a stretch of days, on the base or the temporary track."""

    is_temporary: bool
    type: LimitType
    value: Decimal | None
    currency: str
    validity: Period
    line: int


@dataclass(frozen=True, slots=True)
class CreditLimit:
    """
    The limit on one day: `value` of the base, plus `temporary`, which lapses on `temporary_until`.

    `temporary_until` and `valid_to` are exclusive: the first day on which that part gives way to something else or to
    nothing. `value` is None unless the type is `amount`. Without any line the type is `none`, which is "limit missing", not
    "no credit"; `expired_on` then says when the last base ended.
    """

    type: LimitType
    value: Decimal | None
    currency: str
    temporary: Decimal
    temporary_until: date | None
    valid_to: date | None
    expired_on: date | None

    @classmethod
    def missing(cls, *, expired_on: date | None) -> "CreditLimit":
        """No policy yet, or none any more: neither a bound nor a permission."""
        return cls(LimitType.NONE, None, "", Decimal(0), None, None, expired_on)

    @property
    def whole(self) -> Decimal | None:
        """The bound, temporary part included; None unless the type is `amount`."""
        return None if self.value is None else self.value + self.temporary

    def free(self, used: Decimal) -> Decimal | None:
        """What is left of the bound after `used`, negative when it is exceeded; None where there is no amount."""
        return None if self.whole is None else self.whole - used


def in_force(*, lines: Iterable[Line], known_at: datetime) -> tuple[Span, ...]:
    """Fold the lines of one limit that had been posted at that moment (inclusive) into spans."""
    return fold(line for line in lines if line.posted_at <= known_at)


def fold(lines: Iterable[Line]) -> tuple[Span, ...]:
    """Fold all these lines of one limit into spans: per track without overlap, by first day."""
    known = sorted(lines, key=lambda line: (line.posted_at, line.id))
    standing = not_corrected(known)
    base = _without_what_cuts_took([line for line in standing if not line.is_temporary], known)
    return (*_track(base, is_temporary=False), *_track(standing, is_temporary=True))


def not_corrected(lines: Iterable[Line]) -> list[Line]:
    """Leave out the lines of one limit that a correction stands in the place of."""
    known = tuple(lines)
    return without(lines=known, wrong={line.corrects for line in known if line.corrects is not None})


def without(*, lines: Iterable[Line], wrong: Collection[int]) -> list[Line]:
    """Leave wrong lines out, and what each was to fall back to: the line of its request that begins where it ends."""
    by_id = {line.id: line for line in lines}
    ends = {(line.request, line.valid_to) for line in by_id.values() if line.id in wrong and _can_fall_back(line)}
    return [line for line in by_id.values() if line.id not in wrong and not _falls_back(_first(line, by_id), ends)]


def _can_fall_back(line: Line) -> bool:
    return not line.is_temporary and line.request is not None


def _falls_back(line: Line, ends: Collection[tuple[int | None, date | None]]) -> bool:
    return not line.is_temporary and (line.request, line.valid_from) in ends


def _without_what_cuts_took(base: Iterable[Line], known: Iterable[Line]) -> list[Line]:
    """The base lines in the order of posting, less those a later cut took back; a correction cuts as what it corrects did."""
    by_id = {line.id: line for line in known}
    kept: list[Line] = []
    for line in base:
        if _first(line, by_id).act in CUTTING:
            kept = [planned for planned in kept if not _takes_back(line, planned)]
        kept.append(line)
    return kept


def _first(line: Line, by_id: Mapping[int, Line]) -> Line:
    wrong = None if line.corrects is None else by_id.get(line.corrects)
    return line if wrong is None else _first(wrong, by_id)


def _takes_back(cut: Line, planned: Line) -> bool:
    if planned.valid_from <= cut.valid_from or (cut.valid_to is not None and planned.valid_from >= cut.valid_to):
        return False
    is_other_money = planned.type is cut.type and planned.currency != cut.currency  # which is more nobody can say
    return is_other_money or _size(planned.type, planned.value) > _size(cut.type, cut.value)


def limit_on(*, spans: Iterable[Span], day: date) -> CreditLimit:
    """
    Say the limit on a day: base plus temporary.

    A temporary amount over a missing base or over `prepay` counts as over base 0; over `unlimited` it changes nothing.
    Refuses `limits.currency_differs` when base and temporary are in two currencies, which posting never allows.
    """
    spans = tuple(spans)
    today = [span for span in spans if span.validity.contains(day)]
    base = next((span for span in today if not span.is_temporary), None)
    extra = next((span for span in today if span.is_temporary), None)
    expired_on = None if base else _last_end(spans, day)
    if extra is None or (base and base.type is LimitType.UNLIMITED):
        return _of_base(base) if base else CreditLimit.missing(expired_on=expired_on)
    if base and base.value is not None and base.currency != extra.currency:
        raise Refusal("limits.currency_differs", base=base.currency, temporary=extra.currency)
    return CreditLimit(
        type=LimitType.AMOUNT,
        value=(base.value if base else None) or Decimal(0),
        currency=extra.currency,
        temporary=extra.value or Decimal(0),
        temporary_until=extra.validity.valid_to,
        valid_to=base.validity.valid_to if base else extra.validity.valid_to,
        expired_on=expired_on,
    )


def _of_base(base: Span) -> CreditLimit:
    return CreditLimit(base.type, base.value, base.currency, Decimal(0), None, base.validity.valid_to, None)


def _last_end(spans: tuple[Span, ...], day: date) -> date | None:
    ends = [span.validity.valid_to for span in spans if not span.is_temporary and span.validity.valid_to]
    return max((end for end in ends if end <= day), default=None)


def refuse_two_currencies(spans: Iterable[Span]) -> None:
    """Refuse `limits.currency_differs` where base and temporary limit share a day but no currency."""
    spans = tuple(spans)
    for extra in (span for span in spans if span.is_temporary):
        for base in (span for span in spans if not span.is_temporary and span.type is LimitType.AMOUNT):
            if base.currency != extra.currency and base.validity.overlaps(extra.validity):
                raise Refusal("limits.currency_differs", base=base.currency, temporary=extra.currency)


def act_for(*, before: CreditLimit, type: LimitType, value: Decimal | None, currency: str) -> Act:  # noqa: A002
    """
    Name a change of the base: `set` where there was none or the currency is another, else by size.

    Pay first is the smallest limit, then amounts from zero up, then unlimited. Type `none` is `expire`.
    """
    if type is LimitType.NONE:
        return Act.EXPIRE
    if before.type is LimitType.NONE or (before.currency and currency and before.currency != currency):
        return Act.SET
    return Act.RAISE if _size(type, value) >= _size(before.type, before.value) else Act.CUT


_RANK = {LimitType.NONE: 0, LimitType.PREPAY: 1, LimitType.AMOUNT: 2, LimitType.UNLIMITED: 3}


def _size(type: LimitType, value: Decimal | None) -> tuple[int, Decimal]:  # noqa: A002
    return _RANK[type], value or Decimal(0)


def _track(lines: list[Line], *, is_temporary: bool) -> Iterable[Span]:
    last = {line.valid_from: line for line in lines if line.is_temporary is is_temporary}
    begun = [last[day] for day in sorted(last)]
    for line, following in pairwise([*begun, None]):
        assert line is not None
        span = _span(line, until=following.valid_from if following else None)
        if span is not None:
            yield span


def _span(line: Line, *, until: date | None) -> Span | None:
    if line.type is LimitType.NONE:  # an expiry only silences what began before it
        return None
    ends = [day for day in (line.valid_to, until) if day is not None]
    validity = Period(line.valid_from, min(ends, default=None))
    return Span(line.is_temporary, line.type, line.value, line.currency, validity, line.id)
