"""Whether the program lives, whether it can work, and the page that says more to those who run it."""

from http import HTTPStatus
from typing import Final

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from onaccount.desk.components.status import Tone
from onaccount.office.access.routes import SignedRequest, permission, public
from onaccount.office.health import labels, queries, rules

TONES: Final = {rules.Condition.GOOD: Tone.GOOD, rules.Condition.WATCH: Tone.WATCH, rules.Condition.BAD: Tone.STOPPED}


@public("tells only that the process answers; asked by container platforms")
def live(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """This function will say that the process answers; it touches no table."""
    return JsonResponse({"status": "live"})


@public("tells only whether work can be done; asked by container platforms and load balancers")
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """This function will say 200 when the database answers and its tables fit the program, 503 otherwise."""
    try:
        behind = queries.unapplied_migrations()
    except Error:
        return JsonResponse({"status": "no database"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    if behind:
        return JsonResponse({"status": "tables are behind"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse({"status": "ready"})


@permission("settings.manage", "jobs.view")
def machine_room(request: SignedRequest) -> HttpResponse:
    """This function will show every check of the machine room and the latest backups."""
    lines = [
        {"tone": TONES[check.condition], "word": labels.CONDITIONS[check.condition], "reason": check.reason}
        for check in rules.checks(queries.facts_for_health())
    ]
    return render(request, "health/page.html", {"checks": lines, "backups": queries.latest_backups(count=7)})
