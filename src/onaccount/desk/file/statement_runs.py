"""Taking in workbooks of statements of many companies 批量导入财务报表: handed to the worker, followed, and told set by set."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from onaccount.connectors.statements.template import template
from onaccount.customers import queries
from onaccount.customers.rules.statements import Scope, StatementFault
from onaccount.desk.components.answers import refused
from onaccount.desk.components.faults import fault_text
from onaccount.desk.file.statement_forms import ImportForm
from onaccount.desk.file.words import in_figures
from onaccount.kernel.calendar import month_end
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import statements_imported
from onaccount.office.access.routes import SignedRequest, permission

SHOWN = 20
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@permission("customers.edit")
def bring_in(request: SignedRequest) -> HttpResponse:
    """Hand workbooks to the worker and show the latest runs."""
    form = ImportForm(request.POST or None, request.FILES or None, initial={"received_on": request.today})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            run = statements_imported.ask_for_import(
                files=[(file.name, file.read()) for file in said["workbooks"]],
                received_on=said["received_on"],
                reason=said["reason"],
                actor=request.actor,
                today=request.today,
            )
        except Refusal as refusal:
            form.add_error("workbooks", refused(refusal))
        else:
            return redirect("file:run", run_id=run.pk)
    return render(request, "file/import.html", {"form": form, "runs": queries.statement_runs()[:SHOWN]})


@permission("customers.edit")
def one(request: SignedRequest, run_id: int) -> HttpResponse:
    """Show how far a run has come, or what became of each set, those left out first."""
    return render(request, "file/run.html", {"run": _run(run_id), **_told(_run(run_id))})


@permission("customers.edit")
def progress(request: SignedRequest, run_id: int) -> HttpResponse:
    """Say how far a run has come; at its end the page is loaded anew."""
    run = _run(run_id)
    answer = render(request, "file/parts/running.html", {"run": run})
    if run.work.state not in {"waiting", "running"}:
        answer["HX-Refresh"] = "true"
    return answer


@permission("customers.file")
def form(request: SignedRequest, language: str) -> HttpResponse:
    """Give the empty template in a language, for a company that is not named yet."""
    if language not in {"zh", "en"}:
        raise Http404
    newest = month_end(date(request.today.year - 1, 12, 1))
    content = template(language=language, number="", scope=Scope.SINGLE, newest=newest, years={}, like=None)
    headers = {"Content-Disposition": f'attachment; filename="statements-{language}.xlsx"'}
    return HttpResponse(content, content_type=EXCEL, headers=headers)


def _run(run_id: int) -> Any:
    found = queries.statement_run(run_id=run_id)
    if found is None:
        raise Http404
    return found


def _told(run: Any) -> dict[str, Any]:
    outcomes = sorted(_outcomes(run), key=lambda one: not one["faults"])
    return {
        "outcomes": outcomes,
        "kept": sum(one["kept"] for one in outcomes),
        "left_out": sum(bool(one["faults"]) for one in outcomes),
    }


def _outcomes(run: Any) -> Iterator[Mapping[str, Any]]:
    for file in run.files.defer("content").order_by("pk"):
        for one in file.outcomes or ():
            faults = [fault_text(fault=_fault(fault)) for fault in one["faults"]]
            yield one | {"file": file.name, "faults": faults}


def _fault(kept: Mapping[str, Any]) -> StatementFault:
    return StatementFault(**{**kept, "facts": in_figures(kept["facts"], unit=Decimal(1))})
