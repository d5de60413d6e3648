"""Views of the whole portfolio: the list of grades, standard values, assessing everybody at once."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.assessment import access, labels, queries
from onaccount.assessment.rules.industry import RATIOS
from onaccount.desk.assessments import forms
from onaccount.desk.assessments.lists import AssessmentList, BenchmarkList
from onaccount.desk.components.answers import refusal_in
from onaccount.lifecycle import portfolio_assessed, questions_answered
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.work.underway import finding_of

AT_MOST = 30


@permission(access.VIEW)
def listed(request: SignedRequest) -> HttpResponse:
    """List the customers with the grade that holds today."""
    return AssessmentList().respond(request)


@permission(access.VIEW)
def benchmarks(request: SignedRequest) -> HttpResponse:
    """List the standard values of industries."""
    return BenchmarkList().respond(request)


@permission(access.GRADE)
def load(request: SignedRequest) -> HttpResponse:
    """Load a CSV of standard values."""
    form = forms.BenchmarkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            loaded = questions_answered.load_benchmarks(
                drafts=form.drafts(today=request.today),
                source=form.cleaned_data["source"],
                actor=request.actor,
                today=request.today,
            )
            messages.success(request, _("%(count)s rows loaded.") % {"count": loaded})
            return redirect("assessments:benchmarks")
    ratios = [(code, labels.DATA_POINTS[code]) for code in RATIOS]
    return render(request, "assessments/load.html", {"form": form, "ratios": ratios})


@permission(access.VIEW)
def runs(request: SignedRequest) -> HttpResponse:
    """List the runs over the whole portfolio and offer to begin one."""
    found = [(run, _counts(run), run.work and finding_of(run.work)) for run in queries.runs(is_trial=False)[:AT_MOST]]
    context = {
        "runs": found,
        "moves": list(labels.MOVES.values()),
        "may_begin": may(person=request.person, permission=access.GRADE, today=request.today),
        "customers": queries.customers_in_all(),
    }
    return render(request, "assessments/runs.html", context)


@permission(access.GRADE)
@require_POST
def begin(request: SignedRequest) -> HttpResponse:
    """Assess all customers, in the background."""
    portfolio_assessed.ask_for_assessment(actor=request.actor, today=request.today)
    messages.success(request, _("Begun. The grades count once a second person approves them."))
    return redirect("assessments:runs")


@permission(access.VIEW)
def progress(request: SignedRequest, run_id: int) -> HttpResponse:
    """Say how far a run has come."""
    run = queries.run_of(run_id=run_id)
    if run is None:
        raise Http404
    return render(request, "assessments/parts/running.html", {"run": run})


def _counts(run: object) -> list[int]:
    counts = getattr(run, "counts", {})
    return [counts.get(name, 0) for name in labels.MOVES]
