"""What was granted in words for the customer 授信内容: each limit by its name, its amount or days and what they were, from when and until when."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from onaccount.kernel.period import last_day_before
from onaccount.limits import labels
from onaccount.limits.queries.in_force import lines_at
from onaccount.limits.rules import Change, CreditLimit, Dimension, LimitType, Line, change_from_json, planned_beside
from onaccount.limits.rules.proposals import Draft


def granted_in_words(*, changes: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Say each change a request was approved with and what it replaces, in the language that is switched on."""
    read = [change_from_json(each) for each in changes]
    return [(_name(change), _("; ").join(_line(change, line) for line in change.lines)) for change in read]


def planned_in_words(*, changes: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, bool]]:
    """Say what was planned beside the cuts a request asks for: name, figures, and whether the cut takes it back."""
    return [
        (_named(change.place.dimension, each.line), _told(change.place.dimension, each.line), each.is_taken_back)
        for change in map(change_from_json, changes)
        for each in planned_beside(lines=lines_at(place=change.place), cut=change.lines[0])
    ]


def _name(change: Change) -> str:
    return _named(change.place.dimension, change.lines[0])


def _named(dimension: Dimension, line: Draft | Line) -> str:
    return str(labels.WISHED["temporary"] if line.is_temporary else labels.DIMENSIONS[dimension])


def _line(change: Change, line: Draft) -> str:
    return _dated(_figures(change, line), line)


def _told(dimension: Dimension, line: Line) -> str:
    return _dated(_value(dimension, line), line)


def _dated(figures: str, line: Draft | Line) -> str:
    last = last_day_before(line.valid_to)
    span = _("%(first)s to %(last)s") if last else _("from %(first)s")
    return _(", ").join((figures, span % {"first": line.valid_from, "last": last}))


def _figures(change: Change, line: Draft) -> str:
    dimension, before = change.place.dimension, change.before
    now = _value(dimension, line)
    if line is not change.lines[0] or line.is_temporary or before.type is LimitType.NONE:
        return now
    was = _value(dimension, before)
    return now if was == now else _("%(now)s instead of %(before)s") % {"now": now, "before": was}


def _value(dimension: Dimension, said: Draft | Line | CreditLimit) -> str:
    if said.value is None:
        return str(labels.TYPES[said.type])
    if dimension is Dimension.CREDIT_DAYS:
        return _("%(days)s days") % {"days": f"{said.value:.0f}"}
    return f"{said.value:,.2f} {said.currency}".strip()
