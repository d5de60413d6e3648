"""Financial statements: years side by side, editing by hand, and templates."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onaccount.connectors.statements.template import template
from onaccount.customers import queries
from onaccount.customers.rules.statements import Period, Scope
from onaccount.desk.components.finding import customer_for
from onaccount.desk.file.rights import may_edit
from onaccount.desk.file.statement_forms import StatementForm
from onaccount.desk.file.years import scopes_of, spread, version_of
from onaccount.kernel.calendar import month_end
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import statement_received
from onaccount.office.access.routes import SignedRequest, permission

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@permission("customers.file")
def years(request: SignedRequest, number: str) -> HttpResponse:
    """Show the statements of a customer, years side by side."""
    customer = customer_for(request, number, "customers.file")
    found = queries.statements_of(customer_id=customer.pk, as_of=request.today)
    scopes = scopes_of(found, wanted=request.GET.get("scope", ""))
    here = next((scope["code"] for scope in scopes if scope["here"]), Scope.SINGLE)
    context = {
        "customer": customer,
        "scopes": scopes,
        "spread": spread([one for one in found if one.scope == here], language=get_language() or "zh-hans"),
        "versions": [version_of(row) for row in queries.statement_versions(customer=customer)],
        "may_edit": may_edit(request),
    }
    return render(request, "file/statements.html", context)


@permission("customers.edit")
def edit(request: SignedRequest, number: str) -> HttpResponse:
    """Take in one period by hand, starting from the version on file where there is one."""
    customer = customer_for(request, number, "customers.edit")
    held = _held(request, customer)
    form = StatementForm(request.POST or None, held=held, today=request.today)
    if request.method == "POST" and form.is_valid():
        try:
            statement_received.take_in(customer=customer, draft=form.draft(), actor=request.actor, today=request.today)
        except Refusal as refusal:
            form.blame(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("file:statements", number=number)
    return render(request, "file/statement.html", {"form": form, "customer": customer, "held": held})


@permission("customers.file")
def form(request: SignedRequest, number: str, language: str) -> HttpResponse:
    """Give the template in a language, filled with what is on file of the last three years."""
    customer = customer_for(request, number, "customers.file")
    if language not in {"zh", "en"}:
        raise Http404
    found = queries.statements_of(customer_id=customer.pk, as_of=request.today)
    scope = Scope.CONSOLIDATED if request.GET.get("scope") == Scope.CONSOLIDATED else Scope.SINGLE
    full = {one.period_end: one for one in found if one.months == 12 and one.scope is scope}
    newest = max(full, default=month_end(date(request.today.year - 1, 12, 1)))
    years = {end: one.amounts for end, one in full.items()}
    like = full.get(newest)
    content = template(language=language, number=customer.number, scope=scope, newest=newest, years=years, like=like)
    name = f"statements-{customer.number}-{scope}-{language}.xlsx"
    return HttpResponse(content, content_type=EXCEL, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _held(request: SignedRequest, customer: Any) -> Any:
    """The version in force of the period in the address; None for a new one."""
    try:
        end, months = date.fromisoformat(request.GET.get("end", "")), int(request.GET.get("months", "12"))
        period = Period(end, months, Scope(request.GET.get("scope", Scope.SINGLE)))
    except ValueError:
        return None
    return queries.statement_in_force(customer_id=customer.pk, period=period)
