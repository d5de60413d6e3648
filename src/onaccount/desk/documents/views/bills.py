"""Bills 票据: the list by due date, one bill with its steps, and each step on its way."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from onaccount.customers import access
from onaccount.desk.components.finding import customer_named, segment_named
from onaccount.desk.documents.forms import BillForm, DishonourForm, HonourForm, PassOnForm, SplitForm, TermsForm
from onaccount.desk.documents.lists import BillList
from onaccount.desk.documents.sheet import RECEIVE, Sheet, bill_address, bill_in, data, fill, reached, sheet_on
from onaccount.lifecycle import bill_ended, bill_received, bills_weighed
from onaccount.lifecycle.bill_ended import PassedOn
from onaccount.lifecycle.bill_received import NewBill
from onaccount.office.access.queries import full_names, may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.company.queries import own_currency
from onaccount.trade import queries as trade
from onaccount.trade.labels import ACCEPTOR_CLASSES, BILL_STATUSES
from onaccount.trade.rules import Method


@permission("trade.view")
def bills(request: SignedRequest) -> HttpResponse:
    """Show the bills of the customers the person may see."""
    return BillList().respond(request)


@permission("trade.view")
def bill(request: SignedRequest, bill_id: int) -> HttpResponse:
    """Show one bill: who promised to pay it, how much counts, what happened to it."""
    found = bill_in(request, bill_id, "trade.view")
    acts = may(person=request.person, permission=RECEIVE, today=request.today)
    steps = list(trade.steps_of(bill=found))
    is_held, passed_on = found.status == "held", found.status in {"endorsed", "discounted"}
    context = {
        "bill": found,
        "status": BILL_STATUSES[found.status],
        "acceptor_class": ACCEPTOR_CLASSES[found.acceptor_class],
        "effective_term": (found.due_date - found.begun_on).days,
        "days_left": max(0, (found.due_date - request.today).days),
        "steps": [(step, BILL_STATUSES[step.status]) for step in steps],
        "names": full_names(usernames=(step.actor for step in steps)),
        "may_pass_on": acts and is_held,
        "may_end": acts and (is_held or passed_on),
        "may_dishonour": acts and (is_held or (passed_on and found.has_recourse)),
    }
    return render(request, "documents/bill.html", context)


@permission(RECEIVE)
def new(request: SignedRequest) -> HttpResponse:
    """Record a bill a customer paid with."""
    form = BillForm(
        data(request),
        initial={"received_date": request.today, "currency": own_currency(on=request.today), "allocate": True},
    )
    note = gettext_lazy("It settles invoices like money; the bill itself occupies credit until it is honoured.")
    sheet = Sheet(
        gettext_lazy("Record a bill"), note, reverse("documents:bills"), gettext_lazy("The bill is recorded.")
    )

    def act(said: dict[str, Any]) -> None:
        new_bill = NewBill(
            customer=customer_named(text=said["customer"], customers=reached(request, RECEIVE)),
            segment=segment_named(code=said["segment"]),
            currency=said["currency"],
            draft=form.draft(),
            chosen=(),
            method=Method.OLDEST_DUE if said["allocate"] else Method.NAMED_ONLY,
        )
        bill_received.receive_bill(new=new_bill, actor=request.actor, today=request.today)

    return fill(request, sheet=sheet, form=form, act=act)


@permission(RECEIVE)
def endorse(request: SignedRequest, bill_id: int) -> HttpResponse:
    """Hand a bill on to pay somebody with it."""
    return _pass_on(request, bill_id, gettext_lazy("Endorse"), bill_ended.endorse_bill)


@permission(RECEIVE)
def discount(request: SignedRequest, bill_id: int) -> HttpResponse:
    """Sell a bill to a bank."""
    return _pass_on(request, bill_id, gettext_lazy("Discount the bill"), bill_ended.discount_bill)


@permission(RECEIVE)
def honour(request: SignedRequest, bill_id: int) -> HttpResponse:
    """Record that a bill was paid."""
    found = bill_in(request, bill_id, RECEIVE)
    sheet = _sheet(
        found, gettext_lazy("Honoured"), gettext_lazy("The risk ends; the bill occupies no credit any more.")
    )
    form = HonourForm(data(request), initial={"step_date": request.today})
    return fill(
        request,
        sheet=sheet,
        form=form,
        act=lambda said: bill_ended.honour_bill(bill=found, actor=request.actor, today=request.today, **said),
    )


@permission(RECEIVE)
def dishonour(request: SignedRequest, bill_id: int) -> HttpResponse:
    """Record that a bill was not paid."""
    found = bill_in(request, bill_id, RECEIVE)
    note = gettext_lazy("What it settled is open again, with the due dates it had.")
    form = DishonourForm(data(request), initial={"step_date": request.today})
    return fill(
        request,
        sheet=_sheet(found, gettext_lazy("Dishonoured"), note),
        form=form,
        act=lambda said: bill_ended.dishonour_bill(bill=found, actor=request.actor, today=request.today, **said),
    )


@permission(RECEIVE)
def split(request: SignedRequest, bill_id: int) -> HttpResponse:
    """Split a bill into parts."""
    found = bill_in(request, bill_id, RECEIVE)
    form = SplitForm(data(request), initial={"step_date": request.today})
    return fill(
        request,
        sheet=_sheet(found, gettext_lazy("Split"), gettext_lazy("Each part goes its own way from then on.")),
        form=form,
        act=lambda said: bill_ended.split_bill(bill=found, actor=request.actor, today=request.today, **said),
    )


@permission("settings.manage")
def weights(request: SignedRequest) -> HttpResponse:
    """Ask a second person for other terms: how much of a bill counts, how much we take of an acceptor."""
    form = TermsForm(data(request), initial=TermsForm.opened(trade.bill_terms(on=request.today)))
    note = gettext_lazy(
        "A second person approves. Percentages are for bills received from then on; those received before keep what they have."
    )
    done = gettext_lazy("Sent for approval; it counts once a second person has approved it.")
    sheet = Sheet(gettext_lazy("Terms for bills"), note, reverse("settings:company"), done)
    return fill(
        request,
        sheet=sheet,
        form=form,
        act=lambda _said: bills_weighed.ask_to_weigh_bills(
            terms=form.terms(), today=request.today, actor=request.actor
        ),
    )


@permission("trade.view")
def acceptors(request: SignedRequest) -> HttpResponse:
    """
    Show on whom we depend: bills at risk by class and by acceptor, against what we take of each.

    Of acceptors whose bills come only from customers the reader may not see, nothing is told.
    """
    own = own_currency(on=request.today)
    seen = access.visible(person=request.person, permission="trade.view", today=request.today)
    names = set(trade.bills_of(customers=seen).values_list("acceptor", flat=True))
    uses = trade.acceptor_uses(currency=own, terms=trade.bill_terms(on=request.today), names=names)
    rows = [
        {
            "name": ACCEPTOR_CLASSES[each.name] if each.is_class else each.name,
            "is_class": each.is_class,
            "held": each.held,
            "allowed": each.allowed,
            "left": None if each.allowed is None else each.allowed - each.held,
        }
        for each in uses
    ]
    return render(request, "documents/acceptors.html", {"rows": rows, "currency": own})


def _pass_on(request: SignedRequest, bill_id: int, title: Any, act: Any) -> HttpResponse:
    found = bill_in(request, bill_id, RECEIVE)
    note = gettext_lazy("With recourse it occupies credit until it is honoured; without, the risk is gone.")
    form = PassOnForm(data(request), initial={"step_date": request.today, "has_recourse": True})
    return fill(
        request,
        sheet=_sheet(found, title, note),
        form=form,
        act=lambda said: act(bill=found, passed=PassedOn(**said), actor=request.actor, today=request.today),
    )


def _sheet(found: Any, title: Any, note: Any) -> Sheet:
    return sheet_on(found, title=title, note=note, back=bill_address(found.pk))
