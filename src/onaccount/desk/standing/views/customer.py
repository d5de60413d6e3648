"""One customer's standing, and the plain forms that change it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from onaccount.assessment import access as assessment
from onaccount.cover import access as cover_access
from onaccount.customers import access as customers
from onaccount.customers import queries as classes
from onaccount.customers.rules import DetailKind
from onaccount.desk.components.answers import accepted
from onaccount.desk.components.finding import customer_in
from onaccount.desk.standing import forms
from onaccount.desk.standing.entering import entered
from onaccount.desk.standing.page import shown
from onaccount.lifecycle import (
    cover_recorded,
    customer_classified,
    details_changed,
    grade_given,
    listing_placed,
    review_date_set,
)
from onaccount.limits import access as limits
from onaccount.limits import queries as limit_queries
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.reporting import queries as reporting

EDIT = "customers.edit"


@permission(limits.VIEW)
def one(request: SignedRequest, number: str) -> HttpResponse:
    """Show what holds for one customer whatever it orders."""
    customer = customer_in(limits.viewable(person=request.person, today=request.today), number)
    found = reporting.standing_of(customer=customer, today=request.today)
    return render(request, "standing/one.html", shown(found=found, request=request))


@permission(cover_access.EDIT)
def cover(request: SignedRequest, number: str) -> HttpResponse:
    """Enter something that secures us."""
    customer = customer_in(cover_access.editable(person=request.person, today=request.today), number)
    opened = {"currency": customer.currency, "percent": 100, "valid_from": request.today}
    form = forms.CoverForm(request.POST or None, initial=opened)

    def act(typed: Any) -> object:
        return cover_recorded.record_cover(
            customer=customer, draft=typed.draft(), actor=request.actor, today=request.today
        )

    return entered(request, customer=customer, title=_("Enter security"), form=form, act=act)


@permission(limits.SUSPEND)
def listing(request: SignedRequest, number: str) -> HttpResponse:
    """Put the customer on a list."""
    customer = customer_in(limits.suspendable(person=request.person, today=request.today), number)
    form = forms.ListingForm(request.POST or None, initial={"kind": "negative", "valid_from": request.today})
    note = _("From a negative or sanctions list only a second person can take a customer off again.")

    def act(typed: Any) -> object:
        return listing_placed.put_on_list(
            customer=customer, draft=typed.draft(), actor=request.actor, today=request.today
        )

    return entered(request, customer=customer, title=_("Put on a list"), form=form, act=act, note=note)


@permission(assessment.GRADE)
def grade(request: SignedRequest, number: str) -> HttpResponse:
    """Give the customer a grade."""
    customer = customer_in(assessment.gradable(person=request.person, today=request.today), number)
    form = forms.GradeForm(request.POST or None, initial={"grade": "BBB", "given_on": request.today})

    def act(typed: Any) -> object:
        return grade_given.give_grade(customer=customer, draft=typed.draft(), actor=request.actor, today=request.today)

    return entered(request, customer=customer, title=_("Give a grade"), form=form, act=act)


@permission(limits.PROPOSE)
def review(request: SignedRequest, number: str) -> HttpResponse:
    """Set the day of the next review."""
    customer = customer_in(limits.proposable(person=request.person, today=request.today), number)
    standing = limit_queries.review_dates(customer_ids=[customer.pk]).get(customer.pk)
    form = forms.ReviewForm(request.POST or None, initial={"review_date": standing})

    def act(typed: Any) -> object:
        said = typed.cleaned_data
        return review_date_set.set_review_date(
            customer=customer,
            review_date=said["review_date"],
            reason=said["reason"],
            actor=request.actor,
            today=request.today,
        )

    return entered(request, customer=customer, title=_("Next review"), form=form, act=act)


@permission(EDIT)
def classify(request: SignedRequest, number: str) -> HttpResponse:
    """Set the classes of the customer."""
    customer = customer_in(customers.visible(person=request.person, permission=EDIT, today=request.today), number)
    now = classes.classes_of(customer_ids=[customer.pk]).get(customer.pk, ())
    form = forms.ClassesForm(request.POST or None, initial={"codes": now}, classes=classes.classes())

    def act(typed: Any) -> object:
        codes = typed.cleaned_data["codes"]
        return customer_classified.classify(customer=customer, codes=codes, actor=request.actor, today=request.today)

    return entered(request, customer=customer, title=_("Classes"), form=form, act=act)


@permission(EDIT)
def detail(request: SignedRequest, number: str) -> HttpResponse:
    """Note a new ship-to address or new bank details."""
    customer = customer_in(customers.visible(person=request.person, permission=EDIT, today=request.today), number)
    form = forms.DetailForm(request.POST or None)

    def act(typed: Any) -> object:
        said = typed.cleaned_data
        return details_changed.change_detail(
            customer=customer,
            kind=DetailKind(said["kind"]),
            value=said["value"],
            told_by=said["told_by"],
            actor=request.actor,
            today=request.today,
        )

    return entered(request, customer=customer, title=_("Ship-to address or bank details"), form=form, act=act)


@permission(EDIT)
def new_class(request: SignedRequest) -> HttpResponse:
    """Show the classes there are and add one."""
    form = forms.NewClassForm(request.POST or None)
    if accepted(
        request,
        form,
        lambda: customer_classified.add_class(**form.cleaned_data, actor=request.actor),
        done=_("Saved."),
    ):
        return redirect("standing:classes")
    return render(request, "standing/classes.html", {"form": form, "classes": classes.classes_with_members()})
