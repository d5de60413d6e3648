"""Whether the program lives, whether it can work, and the page that says more to those who run it."""

from http import HTTPStatus
from typing import Any, Final

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from onaccount.desk.components.preferences import manner_of
from onaccount.desk.components.sentences import reason_sentence
from onaccount.desk.components.status import Tone
from onaccount.lifecycle import history_replayed
from onaccount.office.access.routes import SignedRequest, permission, public
from onaccount.office.health import labels, queries, rules
from onaccount.office.work import queries as works
from onaccount.office.work.underway import finding_of

TONES: Final = {rules.Condition.GOOD: Tone.GOOD, rules.Condition.WATCH: Tone.WATCH, rules.Condition.BAD: Tone.STOPPED}


@public("tells only that the process answers; asked by container platforms")
def live(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Say that the process answers; it touches no table."""
    return JsonResponse({"status": "live"})


@public("tells only whether work can be done; asked by container platforms and load balancers")
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Say 200 when the database answers and its tables fit the program, 503 otherwise."""
    try:
        behind = queries.unapplied_migrations()
    except Error:
        return JsonResponse({"status": "no database"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    if behind:
        return JsonResponse({"status": "tables are behind"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse({"status": "ready"})


@permission("settings.manage", "jobs.view")
def machine_room(request: SignedRequest) -> HttpResponse:
    """Show every check of the machine room and the latest backups."""
    lines = [
        {"tone": TONES[check.condition], "word": labels.CONDITIONS[check.condition], "reason": check.reason}
        for check in rules.checks(queries.facts_for_health())
    ]
    context = {"checks": lines, "backups": queries.latest_backups(count=7), "replay": _replay(request)}
    return render(request, "health/page.html", context)


@permission("settings.manage", "jobs.view")
def replay_progress(request: SignedRequest) -> HttpResponse:
    """Say how far judging all history again has come, and what it found."""
    return render(request, "health/replay.html", {"replay": _replay(request)})


@permission("settings.manage", "jobs.view")
@require_POST
def begin_replay(request: SignedRequest) -> HttpResponse:
    """Judge every decision again, in the background."""
    history_replayed.ask_for_replay(actor=request.actor)
    return redirect("health:machine_room")


def _replay(request: SignedRequest) -> dict[str, Any]:
    """The newest replay of history: the work, whether it is under way, its state and its finding in words."""
    work = works.latest_of_kind(kind=history_replayed.REPLAY)
    finding = None if work is None else finding_of(work)
    said = "" if finding is None else reason_sentence(reason=finding, manner=manner_of(request=request))
    return {"work": work, "runs": work is not None and work.finished_at is None, "said": said}
