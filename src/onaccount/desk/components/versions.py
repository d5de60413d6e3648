"""Where a version of a policy 政策版本 stands, as a status with its tone, and who may edit; the same on every page of a policy."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.contrib import messages

from onaccount.desk.components.answers import refused
from onaccount.desk.components.status import Status, Tone
from onaccount.kernel.reasons import Refusal
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest
from onaccount.office.policy import labels, queries

_TONES: Final = {
    "returned": Tone.LATE,
    "approved": Tone.GOOD,
    "coming": Tone.GOOD,
    "in_force": Tone.GOOD,
    "past": Tone.CLOSED,
}


def status_of(*, version: Any, today: date) -> Status:
    """Say where a version stands; what still waits for somebody has the tone of waiting."""
    state = queries.state_of(version=version, today=today)
    return Status(_TONES.get(state, Tone.WATCH), labels.STATES[state])


def versions_of(*, kind: str, today: date) -> Iterator[tuple[Any, Status]]:
    """Give the versions of a kind of policy, the newest first, each with where it stands."""
    return ((version, status_of(version=version, today=today)) for version in queries.versions(kind=kind))


def may_edit(request: SignedRequest) -> bool:
    """Say whether the reader may draft and edit versions."""
    return may(person=request.person, permission="policy.edit", today=request.today)


def may_activate(request: SignedRequest) -> bool:
    """Say whether the reader may put an approved version in force, and take it back before its day."""
    return any(
        may(person=request.person, permission=each, today=request.today) for each in ("policy.edit", "policy.approve")
    )


def is_edited(*, request: SignedRequest, state: str) -> bool:
    """Say whether the reader edits this version, a draft; who saves what was submitted meanwhile is told that nothing was kept."""
    edits = may_edit(request)
    if edits and request.method == "POST" and state != "draft":
        messages.error(request, refused(Refusal("policy.submitted_already")))
    return edits and state == "draft"
