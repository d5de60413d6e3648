"""Views of score validation: the portfolio's own past scores, and a table somebody uploads; nothing is kept."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from onaccount.assessment import access, queries
from onaccount.desk.assessments.proving import OutcomesForm, WindowsForm
from onaccount.desk.components.answers import refused
from onaccount.kernel.reasons import Refusal
from onaccount.office.access.routes import SignedRequest, permission


@permission(access.VIEW)
def proving(request: SignedRequest) -> HttpResponse:
    """Show how well the scores of a window told, and how far the scores moved since."""
    form = _windows(request, request.GET)
    told: dict[str, Any] = {}
    if form.is_valid():
        reached = access.viewable(person=request.person, today=request.today)
        told = form.told(customers=reached, today=request.today)
    return render(request, "assessments/proving.html", {"form": form, "upload": OutcomesForm(), **told})


@permission(access.VIEW)
@require_POST
def table(request: SignedRequest) -> HttpResponse:
    """Show the same of an uploaded table."""
    upload = OutcomesForm(request.POST, request.FILES)
    told: dict[str, Any] = {}
    if upload.is_valid():
        try:
            told = upload.told()
        except Refusal as refusal:
            upload.add_error("table", refused(refusal))
    context = {"form": _windows(request, None), "upload": upload, "is_upload": True, **told}
    return render(request, "assessments/proving.html", context)


def _windows(request: SignedRequest, data: Any) -> WindowsForm:
    return WindowsForm(data, today=request.today, cards=queries.cards_in_force(on=request.today))
