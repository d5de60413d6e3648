"""The customers' pages: list, one customer, timeline, file, contacts, dunning letter."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.customers import access
from onaccount.desk.components.finding import customer_for, customer_named
from onaccount.desk.components.plain import number_in
from onaccount.desk.components.sentences import refusal_text
from onaccount.desk.customers.forms import ContactForm, FileForm, GroupForm, LetterForm, said_of
from onaccount.desk.customers.lists import CustomerList
from onaccount.desk.customers.page import shown
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import dunning_letter_sent, file_changed, file_opened, group_joined
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.company.queries import company, own_currency
from onaccount.office.journal import queries as journal
from onaccount.reporting import queries as reporting

MOMENTS, PAGE = 12, 50


@permission("customers.view")
def customers(request: SignedRequest) -> HttpResponse:
    """Show the list of customers the person may see."""
    return CustomerList().respond(request)


@permission("customers.view")
def one(request: SignedRequest, number: str) -> HttpResponse:
    """Show everything about one customer on one page."""
    customer = customer_for(request, number, "customers.view")
    portrait = reporting.portrait_of(customer=customer, today=request.today, moments=MOMENTS)
    may_edit = may(person=request.person, permission="customers.edit", today=request.today)
    context = shown(portrait=portrait, today=request.today)
    return render(request, "customers/one.html", context | {"may_edit": may_edit})


@permission("customers.view")
def timeline(request: SignedRequest, number: str) -> HttpResponse:
    """Show a page of what happened to the customer, newest first."""
    customer = customer_for(request, number, "customers.view")
    skip = number_in(request.GET.get("skip", "")) or 0
    moments = journal.timeline_of(customer_id=customer.pk, skip=skip, limit=PAGE + 1)
    shown_now, more = moments[:PAGE], len(moments) > PAGE
    context = {"customer": customer, "moments": shown_now, "next": skip + PAGE if more else None, "skip": skip}
    return render(request, "customers/timeline.html", context)


@permission("customers.edit")
def new(request: SignedRequest) -> HttpResponse:
    """Open a credit file."""
    form = FileForm(
        request.POST or None,
        initial={"currency": own_currency(on=request.today), "country": "CN", "opened_on": request.today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            opened = file_opened.open_file(new=file_opened.NewFile(form.draft()), actor=request.actor)
        except Refusal as refusal:
            form.add_error(None, _said(request, refusal))
        else:
            messages.success(request, _("The credit file of %(name)s is open.") % {"name": opened.name})
            return redirect("customers:one", number=opened.number)
    return render(request, "customers/file.html", {"form": form, "customer": None})


@permission("customers.edit")
def file(request: SignedRequest, number: str) -> HttpResponse:
    """Change the company's data; the old values stay in the journal."""
    customer = customer_for(request, number, "customers.edit")
    form = FileForm(request.POST or None, initial=said_of(customer=customer))
    if request.method == "POST" and form.is_valid():
        try:
            changed = file_changed.change_file(customer=customer, draft=form.draft(), actor=request.actor)
        except Refusal as refusal:
            form.add_error(None, _said(request, refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("customers:one", number=changed.number)
    return render(request, "customers/file.html", {"form": form, "customer": customer})


@permission("customers.edit")
def group(request: SignedRequest, number: str) -> HttpResponse:
    """Move a company, with everything below it, to another group; its open documents go with it."""
    customer = customer_for(request, number, "customers.edit")
    parent = customer.parent.number if customer.parent else ""
    form = GroupForm(request.POST or None, initial={"parent": parent})
    if request.method == "POST" and form.is_valid():
        try:
            above = _named(request, form.cleaned_data["parent"])
            group_joined.join_group(customer=customer, parent=above, actor=request.actor, today=request.today)
        except Refusal as refusal:
            form.add_error(None, _said(request, refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("customers:one", number=number)
    return render(request, "customers/group.html", {"form": form, "customer": customer})


@permission("customers.edit")
def add_contact(request: SignedRequest, number: str) -> HttpResponse:
    """Add somebody to write to."""
    customer = customer_for(request, number, "customers.edit")
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        file_changed.add_contact(customer=customer, draft=form.draft(), actor=request.actor)
        messages.success(request, _("Saved."))
        return redirect("customers:one", number=number)
    return render(request, "customers/contact.html", {"form": form, "customer": customer})


@permission("customers.edit")
@require_POST
def erase_contact(request: SignedRequest, number: str, contact_id: int) -> HttpResponse:
    """Erase a contact, as the person may ask at any time; the journal keeps that it was there."""
    customer = customer_for(request, number, "customers.edit")
    contact = get_object_or_404(customer.contacts, pk=contact_id)
    file_changed.remove_contact(contact=contact, actor=request.actor)
    messages.success(request, _("The contact is erased."))
    return redirect("customers:one", number=number)


@permission("letters.send")
def letter(request: SignedRequest, number: str) -> HttpResponse:
    """Put a dunning letter into the outbox, after showing what it will claim."""
    customer = customer_for(request, number, "letters.send")
    portrait = reporting.portrait_of(customer=customer, today=request.today, moments=0)
    currencies = [use.currency for use in portrait.uses]
    form = LetterForm(request.POST or None, currencies=currencies, initial={"language": customer.language})
    if request.method == "POST" and form.is_valid():
        try:
            sent = _send(request, customer, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, _said(request, refusal))
        else:
            messages.success(
                request, _("The letter to %(recipient)s is in the outbox.") % {"recipient": sent.recipient}
            )
            return redirect("customers:one", number=number)
    context = {"form": form, "customer": customer, "portrait": portrait, "today": request.today}
    return render(request, "customers/letter.html", context)


def _send(request: SignedRequest, customer: Any, asked: dict[str, Any]) -> Any:
    own = company(on=request.today)
    return dunning_letter_sent.send_dunning_letter(
        customer=customer,
        company=own.name if own else "",
        currency=asked["currency"],
        language=asked["language"],
        actor=request.actor,
        today=request.today,
    )


def _named(request: SignedRequest, text: str) -> Any:
    """The company the form names, None for none. Refuses `customers.unknown`."""
    if not text.strip():
        return None
    visible = access.visible(person=request.person, permission="customers.edit", today=request.today)
    return customer_named(text=text, customers=visible)


def _said(request: SignedRequest, refusal: Refusal) -> str:
    return refusal_text(refusal=refusal, language=request.LANGUAGE_CODE)
