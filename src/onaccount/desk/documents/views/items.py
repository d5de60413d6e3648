"""One item and how it was settled; what puts the ledger right 更正: settle outside, credit, cancel, book, allocate, undo."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import answered
from onaccount.desk.components.finding import customer_named, segment_named
from onaccount.desk.components.plain import remark_in
from onaccount.desk.documents.forms import (
    AllocateForm,
    CreditNoteForm,
    FactoringForm,
    NewCreditForm,
    PartForm,
    SetOffForm,
)
from onaccount.desk.documents.sheet import (
    CORRECT,
    RECEIVE,
    Sheet,
    data,
    fill,
    item_address,
    item_in,
    items_address,
    reached,
    sheet_on,
)
from onaccount.kernel.money import Money
from onaccount.lifecycle import invoice_booked, item_cleared, ledger_corrected
from onaccount.office.access.queries import full_names, may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.company.queries import own_currency
from onaccount.trade import queries as trade
from onaccount.trade.labels import CLEARINGS, ITEM_KINDS, SETTLEMENT_KINDS
from onaccount.trade.rules import Choice, ItemDraft, Method

CLAIMS, MOST = ("invoice", "retention", "debit_note", "opening"), 60


@permission("trade.view")
def item(request: SignedRequest, item_id: int) -> HttpResponse:
    """Show one item: what it is, how it was settled, and what may be done with it."""
    found = item_in(request, item_id, "trade.view")
    rows = list(trade.settlements_of(item=found))
    corrects = may(person=request.person, permission=CORRECT, today=request.today)
    is_claim, is_open = found.amount > 0, found.open_amount != 0 and found.cancelled_at is None
    context = {
        "item": found,
        "kind": ITEM_KINDS[found.kind],
        "settlements": [(row, SETTLEMENT_KINDS[row.kind], corrects and _may_be_undone(row)) for row in rows],
        "names": full_names(usernames=(row.actor for row in rows)),
        "clearings": [(row, CLEARINGS[row.kind]) for row in trade.clearings_of(item=found)],
        "may_settle": corrects and is_open,
        "may_credit": corrects and is_claim and is_open,
        "may_cancel": corrects and found.kind in CLAIMS and is_open and found.open_amount == found.amount,
        "may_book": corrects and not found.is_posted and found.cancelled_at is None,
        "may_allocate": corrects and not is_claim and is_open,
    }
    return render(request, "documents/item.html", context)


@permission(CORRECT)
def settle(request: SignedRequest, item_id: int) -> HttpResponse:
    """Settle a part of an item by what happened elsewhere."""
    found = item_in(request, item_id, CORRECT)
    sign = -1 if found.amount < 0 else 1

    def act(said: dict[str, Any]) -> None:
        ledger_corrected.settle_outside(
            item=found,
            amount=sign * said["amount"],
            reason=said["reason"],
            actor=request.actor,
            today=request.today,
        )

    sheet = _sheet(
        found,
        gettext_lazy("Settle outside"),
        gettext_lazy("For what was settled elsewhere: the amount is open no more, and no money is recorded."),
    )
    form = PartForm(data(request), initial={"amount": _whole(found, abs(found.open_amount))})
    return fill(request, sheet=sheet, form=form, act=act)


@permission(RECEIVE)
def new_credit(request: SignedRequest) -> HttpResponse:
    """Enter a credit note that names no item."""
    opened = {"document_date": request.today, "currency": own_currency(on=request.today)}
    form = NewCreditForm(data(request), initial=opened)
    sheet = Sheet(
        gettext_lazy("Enter a credit note"),
        gettext_lazy("It lowers what the customer owes and stays a credit until it is allocated to items."),
        items_address(),
        gettext_lazy("The credit note is entered."),
    )

    def act(said: dict[str, Any]) -> None:
        day = said["document_date"]
        ledger_corrected.credit_customer(
            draft=ItemDraft(said["number"], -said["amount"], day, day),
            customer=customer_named(text=said["customer"], customers=reached(request, RECEIVE)),
            segment=segment_named(code=said["segment"]),
            currency=said["currency"],
            actor=request.actor,
            today=request.today,
        )

    return fill(request, sheet=sheet, form=form, act=act)


@permission(CORRECT)
def credit(request: SignedRequest, item_id: int) -> HttpResponse:
    """Enter a credit note for an item and settle the item with it."""
    found = item_in(request, item_id, CORRECT)

    def act(said: dict[str, Any]) -> None:
        day = said["document_date"]
        ledger_corrected.credit_item(
            draft=ItemDraft(said["number"], -said["amount"], day, day),
            item=found,
            actor=request.actor,
            today=request.today,
        )

    sheet = _sheet(
        found,
        gettext_lazy("Credit note"),
        gettext_lazy("The credit note settles this item; what exceeds it stays a credit of the customer."),
    )
    opened = {"amount": _whole(found, found.open_amount), "document_date": request.today}
    return fill(request, sheet=sheet, form=CreditNoteForm(data(request), initial=opened), act=act)


@permission(CORRECT)
def set_off(request: SignedRequest, item_id: int) -> HttpResponse:
    """Set a part of an invoice off against what we owe the customer."""
    found = item_in(request, item_id, CORRECT)
    form = SetOffForm(data(request), initial={"amount": _whole(found, found.open_amount), "cleared_on": request.today})
    note = gettext_lazy("A customer who is also a supplier counts gross; only a signed agreement allows to net.")
    return fill(
        request,
        sheet=_sheet(found, gettext_lazy("Set off"), note),
        form=form,
        act=lambda _said: item_cleared.set_off_item(
            item=found, draft=form.draft(), actor=request.actor, today=request.today
        ),
    )


@permission(CORRECT)
def sell(request: SignedRequest, item_id: int) -> HttpResponse:
    """Note that an invoice was sold to a factor."""
    found = item_in(request, item_id, CORRECT)
    form = FactoringForm(data(request), initial={"cleared_on": request.today, "has_recourse": True})
    note = gettext_lazy(
        "Sold with recourse it stays in the exposure. Without, it leaves: the customer pays the factor, and we demand nothing."
    )
    return fill(
        request,
        sheet=_sheet(found, gettext_lazy("Sell to a factor"), note),
        form=form,
        act=lambda _said: item_cleared.factor_item(
            item=found, draft=form.draft(), actor=request.actor, today=request.today
        ),
    )


@permission(CORRECT)
def allocate(request: SignedRequest, item_id: int) -> HttpResponse:
    """Settle chosen items with what a payment or credit note still has."""
    found = item_in(request, item_id, CORRECT)
    form = AllocateForm(data(request), claims=trade.claims_of(account=found.account)[:MOST])

    def act(_said: dict[str, Any]) -> None:
        ledger_corrected.allocate_credit(
            credit=found,
            chosen=[Choice(key, amount) for key, amount in form.chosen()],
            method=Method.NAMED_ONLY,
            actor=request.actor,
            today=request.today,
        )

    left = Money(-found.open_amount, found.currency).rounded().amount
    sheet = _sheet(
        found,
        gettext_lazy("Allocate"),
        _("%(left)s %(currency)s are left to settle with.") % {"left": f"{left:,}", "currency": found.currency},
    )
    return fill(request, sheet=sheet, form=form, act=act)


@permission(CORRECT)
@require_POST
def cancel(request: SignedRequest, item_id: int) -> HttpResponse:
    """Cancel an item of which nothing is settled; its value returns to the delivery or order."""
    found = item_in(request, item_id, CORRECT)
    return _done(
        request,
        found,
        lambda reason: ledger_corrected.cancel_invoice(
            item=found, reason=reason, actor=request.actor, today=request.today
        ),
    )


@permission(CORRECT)
@require_POST
def book(request: SignedRequest, item_id: int) -> HttpResponse:
    """Book an invoice that was made only."""
    found = item_in(request, item_id, CORRECT)
    return _done(request, found, lambda _reason: invoice_booked.book_invoice(item=found, actor=request.actor))


@permission(CORRECT)
@require_POST
def reverse(request: SignedRequest, item_id: int, settlement_id: int) -> HttpResponse:
    """Undo one allocation or settlement outside, with a reason."""
    found = item_in(request, item_id, CORRECT)
    settlement = trade.settlements_of(item=found).filter(pk=settlement_id).first()
    if settlement is None:
        raise Http404
    return _done(
        request,
        found,
        lambda reason: ledger_corrected.reverse_allocation(
            settlement=settlement, reason=reason, actor=request.actor, today=request.today
        ),
    )


def _done(request: SignedRequest, found: Any, act: Callable[[str], object]) -> HttpResponse:
    answered(request, lambda: act(remark_in(request)), done=_("Done."))
    return redirect(item_address(found.pk))


def _sheet(found: Any, title: Any, note: Any) -> Sheet:
    return sheet_on(found, title=title, note=note, back=item_address(found.pk))


def _may_be_undone(row: Any) -> bool:
    return row.kind in {"allocation", "outside", "set_off", "factored"} and not hasattr(row, "reversed_by")


def _whole(found: Any, amount: Any) -> Any:
    """As people type it: to the currency's minor unit."""
    return Money(amount, found.currency).rounded().amount
