"""What was granted in words for the customer 授信内容: each limit by its name, its amount or days and what they were, from when and until when."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from onaccount.kernel.period import last_day_before
from onaccount.limits import labels
from onaccount.limits.rules import Change, CreditLimit, Dimension, LimitType, change_from_json
from onaccount.limits.rules.proposals import Draft


def granted_in_words(*, changes: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Say each change a request was approved with and what it replaces, in the language that is switched on."""
    read = [change_from_json(each) for each in changes]
    return [(_name(change), _("; ").join(_line(change, line) for line in change.lines)) for change in read]


def _name(change: Change) -> str:
    if change.lines[0].is_temporary:
        return str(labels.WISHED["temporary"])
    return str(labels.DIMENSIONS[change.place.dimension])


def _line(change: Change, line: Draft) -> str:
    last = last_day_before(line.valid_to)
    span = _("%(first)s to %(last)s") if last else _("from %(first)s")
    return _(", ").join((_figures(change, line), span % {"first": line.valid_from, "last": last}))


def _figures(change: Change, line: Draft) -> str:
    dimension, before = change.place.dimension, change.before
    now = _value(dimension, line)
    if line is not change.lines[0] or line.is_temporary or before.type is LimitType.NONE:
        return now
    was = _value(dimension, before)
    return now if was == now else _("%(now)s instead of %(before)s") % {"now": now, "before": was}


def _value(dimension: Dimension, said: Draft | CreditLimit) -> str:
    if said.value is None:
        return str(labels.TYPES[said.type])
    if dimension is Dimension.CREDIT_DAYS:
        return _("%(days)s days") % {"days": f"{said.value:.0f}"}
    return f"{said.value:,.2f} {said.currency}".strip()
