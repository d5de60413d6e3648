"""What imports propose and a person decides: spellings and duplicates of customers, items missing from a full file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from onaccount.customers import access
from onaccount.desk.components.answers import refused
from onaccount.desk.components.plain import numbers_in
from onaccount.desk.imports.lists import Missing, Spellings
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import ledger_imported, spelling_decided
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.trays.intake import queries as intake


@permission("customers.edit")
def spellings(request: SignedRequest) -> HttpResponse:
    """List the names that wait for a decision."""
    return Spellings().respond(request)


@permission("customers.edit")
@require_POST
def same(request: SignedRequest) -> HttpResponse:
    """Keep the chosen spellings as other names of their customers."""
    return _decide(request, "same")


@permission("customers.edit")
@require_POST
def different(request: SignedRequest) -> HttpResponse:
    """Note that the chosen names are other companies, so that nobody is asked again."""
    return _decide(request, "different")


@permission("imports.run")
def missing(request: SignedRequest) -> HttpResponse:
    """List the items that are missing from complete files."""
    return Missing().respond(request)


@permission("imports.run")
@require_POST
def missing_settled(request: SignedRequest) -> HttpResponse:
    """Settle the chosen items as of the day their file speaks of."""
    return _take(request, "settled")


@permission("imports.run")
@require_POST
def missing_kept(request: SignedRequest) -> HttpResponse:
    """Keep the chosen items open, so that nobody is asked again for this file."""
    return _take(request, "kept")


def _take(request: SignedRequest, outcome: str) -> HttpResponse:
    count = 0
    for run, ids in intake.proposed_by_run(ids=_chosen(request)).items():
        try:
            count += ledger_imported.settle_vanished(
                run_id=run.pk,
                proposal_ids=ids,
                outcome=outcome,
                effective_date=parse_date(str(run.options["balance_date"])) or request.today,
                actor=request.actor,
            )
        except Refusal as refusal:
            messages.error(request, refused(refusal))
    told = ngettext("%(count)d item was decided.", "%(count)d items were decided.", count)
    messages.success(request, told % {"count": count})
    return redirect("imports:missing")


def _chosen(request: SignedRequest) -> list[int]:
    return numbers_in(request.POST.getlist("selected"))


def _decide(request: SignedRequest, outcome: str) -> HttpResponse:
    visible = access.visible(person=request.person, permission="customers.edit", today=request.today)
    try:
        count = spelling_decided.decide(
            proposal_ids=_chosen(request), customers_seen=visible, outcome=outcome, actor=request.actor
        )
        messages.success(request, _("Decided: %(count)d") % {"count": count})
    except Refusal as refusal:
        messages.error(request, refused(refusal))
    return redirect("imports:spellings")
