"""
A plain form, whatever it is about: shown, typed, done or refused with the reason, and back to the customer's standing.

Every view of the workplace that takes something in is one call of `entered` or `ended`.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onaccount.desk.components.answers import accepted
from onaccount.desk.components.status import Word
from onaccount.office.access.routes import SignedRequest


def entered(
    request: SignedRequest,
    *,
    customer: Any,
    title: Word,
    form: forms.Form,
    act: Callable[[Any], object],
    note: Word = "",
) -> HttpResponse:
    """Show the form or do what it says, and lead to the customer's standing; a refusal is said in the form."""
    if accepted(request, form, lambda: act(form), done=_("Saved.")):
        return redirect("standing:one", number=customer.number)
    context = {"customer": customer, "title": title, "form": form, "note": note}
    return render(request, "standing/form.html", context)


def row_in(rows: Any, key: int) -> Any:
    """Give the row with this key if it is one of these; otherwise the answer is as for none."""
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found
