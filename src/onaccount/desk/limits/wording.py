"""Limits in the reader's words: the last twelve months beside a field, the effect of a proposal, lines of the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onaccount.desk.components.figures import Manner, Unit, count_text, money_text
from onaccount.desk.components.sentences import reason_sentence
from onaccount.desk.limits.wishes import question_key
from onaccount.kernel.money import Money
from onaccount.kernel.period import last_day_before
from onaccount.kernel.reasons import Reason
from onaccount.limits import labels
from onaccount.limits.queries import Assessed, TreeRow
from onaccount.limits.rules import (
    MONEY,
    Change,
    CreditLimit,
    Dimension,
    Draft,
    Effect,
    Experience,
    LimitType,
    Place,
    asked_as,
)

Word = str | Promise


@dataclass(frozen=True, slots=True)
class EffectShown:
    """What one wish would do, in sentences: from what to what, what would have been held, what is refused or asked back."""

    customer: Any
    field: Word
    old: str
    new: str
    sentences: tuple[str, ...]
    refusals: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class InForceShown:
    """One limit in force as the page shows it; `until` names the last days of its parts."""

    field: str
    value: str
    until: str


@dataclass(frozen=True, slots=True)
class TreeRowShown:
    """One company of a group: its figures, and words where a limit is no amount."""

    row: TreeRow
    indent: str
    own: Word
    group: Word


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of the journal as the page shows it."""

    row: Any
    act: Word
    field: Word
    value: str
    last_day: Any
    is_wrong: bool


def beside(*, experience: Mapping[Dimension, Experience], currency: str, manner: Manner) -> dict[str, str]:
    """
    Write the last twelve months of each dimension as one short sentence, by the field's name.

    In single units whatever the reader prefers: it stands beside a field in which single units are typed.
    """
    exact = Manner(language=manner.language, unit=Unit.ONE)
    return {str(dimension): _experience(dimension, found, currency, exact) for dimension, found in experience.items()}


def effects(*, assessed: Sequence[Assessed], manner: Manner) -> list[EffectShown]:
    """Say what each wish would do."""
    return [_effect_shown(each, manner) for each in assessed]


def in_force(*, limits: Mapping[Place, CreditLimit], segments: Mapping[int, str]) -> list[InForceShown]:
    """List the limits that are set, the credit limit always; one in a segment with the segment's name."""
    order = list(Dimension)
    shown = [(place, limit) for place, limit in limits.items() if limit.type is not LimitType.NONE]
    shown.sort(key=lambda each: (order.index(each[0].dimension), each[0].reach, each[0].segment_id or 0))
    return [
        InForceShown(
            " · ".join(
                filter(
                    None,
                    (
                        str(field_name(dimension=place.dimension, is_temporary=False, reach=place.reach)),
                        segments.get(place.segment_id or 0),
                    ),
                )
            ),
            _value(limit.type, limit.whole, limit.currency),
            _until(limit),
        )
        for place, limit in shown
    ] or [InForceShown(str(labels.DIMENSIONS["exposure"]), str(labels.TYPES["none"]), "")]


def tree_rows(*, rows: Sequence[TreeRow]) -> list[TreeRowShown]:
    """Write the rows of a group's tree."""
    return [
        TreeRowShown(
            row,
            "　" * row.depth + ("└ " if row.depth else ""),
            labels.TYPES[row.own.type],
            labels.TYPES[row.group.type],
        )
        for row in rows
    ]


def journal_lines(*, lines: Sequence[Any]) -> list[LineShown]:
    """Write journal lines: act, field, figure, last day."""
    return [
        LineShown(
            row=row,
            act=labels.LINE_ACTS[row.act],
            field=field_name(dimension=row.dimension, is_temporary=row.is_temporary, reach=row.reach),
            value=figure_of(row=row),
            last_day=last_day_before(row.valid_to),
            is_wrong=row.is_wrong,
        )
        for row in lines
    ]


def field_name(*, dimension: str, is_temporary: bool, reach: str) -> str:
    """Name a field: the dimension, and whether it is the temporary part or the group's."""
    parts: list[Word] = [labels.DIMENSIONS[dimension]]
    if is_temporary:
        parts.append(labels.LINE_ACTS["temporary"])
    if reach == "group":
        parts.append(labels.REACHES[reach])
    return " · ".join(str(part) for part in parts)


def _until(limit: CreditLimit) -> str:
    parts = []
    if limit.temporary_until:
        last = last_day_before(limit.temporary_until)
        parts.append(_("of it %(amount)s temporary until %(day)s") % {"amount": f"{limit.temporary:,.0f}", "day": last})
    if limit.valid_to:
        parts.append(_("until %(day)s") % {"day": last_day_before(limit.valid_to)})
    return _(", ").join(parts)


def _experience(dimension: Dimension, found: Experience, currency: str, manner: Manner) -> str:
    def said(figure: Decimal) -> str:
        if dimension in MONEY:
            return money_text(value=Money(figure, currency).rounded(), manner=manner)
        return count_text(value=figure)

    return _("12 months: median %(median)s · largest %(largest)s · peak %(month)s %(peak)s") % {
        "median": said(found.median),
        "largest": said(found.largest),
        "month": f"{found.peak_month:%Y-%m}",
        "peak": said(found.peak),
    }


def _effect_shown(each: Assessed, manner: Manner) -> EffectShown:
    change = each.change
    return EffectShown(
        customer=each.wish.customer,
        field=field_name(
            dimension=change.place.dimension, is_temporary=change.lines[0].is_temporary, reach=change.place.reach
        ),
        old=_old(change),
        new="; ".join(_draft(line) for line in change.lines),
        sentences=() if change.effect is None else tuple(_effect(change.effect)),
        refusals=tuple(_said(reason, manner) for reason in each.checked.refusals),
        questions=tuple(
            (question_key(wish=each.wish, code=reason.code), _said(reason, manner)) for reason in each.checked.questions
        ),
    )


def _effect(effect: Effect) -> list[str]:
    now = ngettext(
        "%(held)d of %(orders)d open order would be over it.",
        "%(held)d of %(orders)d open orders would be over it.",
        effect.open_orders,
    ) % {"held": effect.open_held, "orders": effect.open_orders}
    past = _("%(percent)d %% of last year's orders would have been held (%(held)d of %(orders)d).") % {
        "percent": effect.past_percent,
        "held": effect.past_held,
        "orders": effect.past_orders,
    }
    return [now if effect.open_orders else _("No order is open."), past]


def _old(change: Change) -> str:
    if change.wrong is not None:
        return _draft(change.wrong)
    before = change.before
    if change.lines[0].is_temporary:
        return _value(LimitType.AMOUNT, before.temporary, before.currency) if before.temporary else "--"
    return _value(before.type, before.value, before.currency)


def _draft(line: Draft) -> str:
    last = last_day_before(line.valid_to)
    until = _("%(first)s to %(last)s") if last else _("from %(first)s")
    span = until % {"first": line.valid_from, "last": last}
    return _("%(figure)s, %(span)s") % {"figure": figure_of(row=line), "span": span}


def figure_of(*, row: Any) -> str:
    """Write the figure of a journal line with its currency, after the percentage it was asked as, or the word where it is no amount."""
    return asked_as(percent=row.percent, figure=_value(row.type, row.value, row.currency))


def _value(kind: str, value: Decimal | None, currency: str) -> str:
    return str(labels.TYPES[kind]) if value is None else f"{value:,.2f}".removesuffix(".00") + f" {currency}".rstrip()


def _said(reason: Reason, manner: Manner) -> str:
    return reason_sentence(reason=reason, manner=manner)
