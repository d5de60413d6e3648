"""One act on one document: a page with a form, one call, and back to the document. All acts of this workplace look alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from onaccount.customers import access as customers
from onaccount.desk.components.answers import accepted
from onaccount.desk.components.status import Word
from onaccount.office.access.routes import SignedRequest
from onaccount.ordercheck.rules import Asked
from onaccount.trade import queries as trade

CORRECT, RECEIVE = "trade.correct", "trade.receive"


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    What the page says: title, a note on what will happen, where it belongs, what it says after, the document it is about.

    The document's customer, amount and what is still open stand above the form; a new document has none yet.
    """

    title: Word
    note: Word
    back: str
    said: Word
    document: Any = None


def sheet_on(document: Any, *, title: Word, note: Word, back: str) -> Sheet:
    """The page of one act on an item, a bill or an order."""
    return Sheet(title, note, back, _("Done."), document)


def fill(
    request: SignedRequest, *, sheet: Sheet, form: forms.Form, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Show the form and, sent, do the act; what the business refuses stands on the form."""
    if accepted(request, form, lambda: act(form.cleaned_data), done=sheet.said):
        return redirect(sheet.back)
    return render(request, "documents/sheet.html", {"sheet": sheet, "form": form})


def data(request: SignedRequest) -> Any:
    """What was sent, or nothing when the page is only opened."""
    return request.POST if request.method == "POST" else None


def reached(request: SignedRequest, permission: str) -> Any:
    """The customers for whom the person has the permission."""
    return customers.visible(person=request.person, permission=permission, today=request.today)


def item_in(request: SignedRequest, item_id: int, permission: str) -> Any:
    """The item of a customer the person may reach; 404 for any other."""
    return _found(trade.item_of(item_id=item_id, customers=reached(request, permission)))


def bill_in(request: SignedRequest, bill_id: int, permission: str) -> Any:
    """The bill of a customer the person may reach; 404 for any other."""
    return _found(trade.bill_of(bill_id=bill_id, customers=reached(request, permission)))


def order_in(request: SignedRequest, order_id: int, permission: str) -> Any:
    """The order of a customer the person may reach; 404 for any other."""
    orders = trade.orders_of(customers=reached(request, permission)).select_related("account__customer")
    return _found(orders.filter(pk=order_id).first())


def item_address(item_id: int) -> str:
    """The page of an item."""
    return reverse("documents:item", args=[item_id])


def items_address() -> str:
    """The list of what is open."""
    return reverse("receivables:items")


def order_address(order_id: int) -> str:
    """The documents of an order."""
    return reverse("documents:order", args=[order_id])


def bill_address(bill_id: int) -> str:
    """The page of a bill."""
    return reverse("documents:bill", args=[bill_id])


def asked(request: SignedRequest, form: forms.Form) -> Asked:
    """Who asks under which key: a second click of the same form is answered as the first."""
    said = {name: value for name, value in form.cleaned_data.items() if name != "key"}
    body = {"path": request.path} | said
    return Asked.of(client=f"desk:{request.person.pk}", key=str(form.cleaned_data["key"]), body=body)


def _found(row: Any) -> Any:
    if row is None:
        raise Http404
    return row
