"""Views of the industry file 行业档案: every note, and the form that adds one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onaccount.assessment import access
from onaccount.desk.assessments.forms import IndustryForm
from onaccount.desk.assessments.lists import IndustryList
from onaccount.desk.components.answers import refused
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import questions_answered
from onaccount.office.access.routes import SignedRequest, permission


@permission(access.VIEW)
def listed(request: SignedRequest) -> HttpResponse:
    """List what is thought of industries."""
    return IndustryList().respond(request)


@permission(access.GRADE)
def note(request: SignedRequest) -> HttpResponse:
    """Note what is thought of an industry."""
    start = {
        "dated": request.today,
        "industry": request.GET.get("industry", ""),
        "outlook": "stable",
        "sector_grade": 3,
    }
    form = IndustryForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            questions_answered.note_industry(draft=form.draft(), actor=request.actor, today=request.today)
        except Refusal as refusal:
            form.add_error("dated" if refusal.code == "assessment.in_the_future" else None, refused(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("assessments:industries")
    return render(request, "assessments/industry.html", {"form": form})
