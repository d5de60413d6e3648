"""What stands in the forms of limits when a returned request is asked anew: exactly what was asked for, to be changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from onaccount.desk.components.anew import returned
from onaccount.desk.limits.forms import plain
from onaccount.desk.limits.wishes import FIELDS
from onaccount.kernel.period import last_day_before
from onaccount.limits.rules import Change, Dimension, Draft, Expiry, Place, change_from_json
from onaccount.office.access.routes import SignedRequest


def place_again(request: SignedRequest, customer_id: int) -> Place | None:
    """Where the returned request asked for a change of this customer's limits; None without one."""
    changes = _changes(returned(request, kind="limit"))
    return next((each.place for each in changes if each.place.customer_id == customer_id), None)


def limits_again(request: SignedRequest) -> dict[str, Any]:
    """The fields of the permanent limits as the returned request asked for them; nothing without one."""
    asked = returned(request, kind="limit")
    found: dict[str, Any] = {"reason": asked.content["reason"]} if asked else {}
    for change in _changes(asked):
        if not change.lines[0].is_temporary:
            found |= _field(change) | {"valid_from": max(request.today, change.lines[0].valid_from)}
    return found


def temporary_again(request: SignedRequest) -> dict[str, Any]:
    """The fields of the temporary limit as the returned request asked for it; nothing without one."""
    asked = returned(request, kind="limit")
    lines = [change.lines[0] for change in _changes(asked) if change.lines[0].is_temporary]
    return _temporary(lines[0], request.today) | {"reason": asked.content["reason"]} if lines else {}


def correction_again(request: SignedRequest, line_id: int) -> dict[str, Any]:
    """The fields of a correction of this line as the returned request asked for it; nothing without one."""
    asked = returned(request, kind="limit")
    for change in _changes(asked):
        line = change.lines[0]
        if line.corrects == line_id:
            return _line(line) | _follows(change) | {"valid_from": line.valid_from, **_error(asked.content)}
    return {}


def opening_again(request: SignedRequest) -> dict[str, Any]:
    """The figures of first limits as the returned request asked for them; nothing without one."""
    asked = returned(request, kind="limit")
    changes = _changes(asked)
    figures = {f"limit_{each.place.customer_id}": plain(each.lines[0].value) for each in changes}
    return figures | {"reason": asked.content["reason"]} if changes else {}


def _changes(asked: Any) -> list[Change]:
    return [change_from_json(each) for each in asked.content["changes"]] if asked else []


def _field(change: Change) -> dict[str, Any]:
    line = change.lines[0]
    if change.place.dimension is not Dimension.EXPOSURE:
        return {FIELDS[change.place.dimension]: plain(line.value)}
    currency = {"currency": line.currency} if line.currency else {}
    return _line(line) | currency | _follows(change)


def _follows(change: Change) -> dict[str, Any]:
    """What the limit was asked to fall back to, or that nothing follows its end."""
    if len(change.lines) == 1:
        return {"expiry": Expiry.NOTHING, "fall_back": ""}
    return {"expiry": Expiry.FALL_BACK, "fall_back": plain(change.lines[1].value)}


def _line(line: Draft) -> dict[str, Any]:
    return {"type": line.type, "value": plain(line.value), "last_day": last_day_before(line.valid_to)}


def _temporary(line: Draft, today: date) -> dict[str, Any]:
    return _line(line) | {"valid_from": max(today, line.valid_from), "end": line.value is None}


def _error(content: Mapping[str, Any]) -> dict[str, Any]:
    fields = ("cause", "departments", "verified_with", "measure", "follow_up_on", "reason")
    return {name: content[name] for name in fields}
