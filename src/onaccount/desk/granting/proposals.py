"""The proposal for one customer 授信建议 with its arithmetic, and what if: grade, sales, security and term moved by hand."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from onaccount.assessment.rules import GRADES
from onaccount.assessment.rules.in_force import usual_probability
from onaccount.desk.components.fields import AmountField
from onaccount.kernel.money import Money
from onaccount.limits import access, labels
from onaccount.limits.queries import limit_of
from onaccount.limits.queries.granting import granting_number, granting_policy, ground_of
from onaccount.limits.rules import Dimension, Place, Reach
from onaccount.limits.rules.granting import SHIPPED, Ground, Proposed, propose_limit
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission

HUNDRED = Decimal(100)


class WhatIf(forms.Form):
    """What one may move: grade, sales in percent, security, term in days."""

    grade = forms.ChoiceField(label=_("Grade"), choices=[(each, each) for each in GRADES], required=False)
    sales = forms.IntegerField(label=_("Sales, % of the last year"), min_value=0, max_value=300, required=False)
    secured = AmountField(label=_("Security"), min_value=0, max_digits=15, required=False)
    days = forms.IntegerField(
        label=_("Credit days asked for (0: as customary)"), min_value=0, max_value=180, required=False
    )
    deal = AmountField(label=_("Largest single deal"), min_value=0, max_digits=15, required=False)
    monthly = AmountField(
        label=_("Expected monthly purchases (new customer)"), min_value=0, max_digits=15, required=False
    )
    public = forms.BooleanField(label=_("A public body"), required=False)


@permission("limits.view")
def proposal(request: SignedRequest, customer_id: int) -> HttpResponse:
    """Show what the policy proposes for a customer, and what it would with other figures."""
    own = access.viewable(person=request.person, today=request.today)
    customer = get_object_or_404(own, pk=customer_id)
    policy, ground = granting_policy(on=request.today), ground_of(customer=customer, today=request.today)
    typed = WhatIf(request.GET or None)
    moved = _moved(ground, typed.cleaned_data) if typed.is_bound and typed.is_valid() else ground
    now, then = (propose_limit(ground=each, policy=policy or SHIPPED) for each in (ground, moved))
    place = Place(customer.pk, None, Dimension.EXPOSURE, Reach.OWN)
    standing = limit_of(place=place, on=request.today)
    context = {
        "customer": customer,
        "is_shipped": policy is None,
        "number": granting_number(on=request.today),
        "form": typed,
        "given": _given(ground, moved),
        "grades": GRADES,
        "now": _told(now, customer.currency),
        "then": _told(then, customer.currency),
        "differs": moved != ground,
        "standing": standing,
        "ground": moved,
        "may_propose": may(person=request.person, permission=access.PROPOSE, today=request.today),
    }
    return render(request, "granting/proposal.html", context)


def _moved(ground: Ground, typed: dict[str, Any]) -> Ground:
    """The ground as somebody moved it; what was left empty stays."""
    share = Decimal(typed["sales"] if typed["sales"] is not None else 100) / HUNDRED
    grade = typed["grade"] or ground.grade
    return replace(
        ground,
        grade=grade,
        probability=ground.probability if grade == ground.grade else usual_probability(grade),
        monthly_sales=tuple(each * share for each in ground.monthly_sales),
        monthly_payments=tuple(each * share for each in ground.monthly_payments),
        secured=ground.secured if typed["secured"] is None else typed["secured"],
        wanted_days=typed["days"] or 0,
        deal=typed["deal"] or ground.deal,
        expected_monthly_sales=typed["monthly"],
        is_public_body=typed["public"],
    )


def _given(ground: Ground, moved: Ground) -> dict[str, Any]:
    """Where the sliders stand."""
    before, after = sum(ground.monthly_sales), sum(moved.monthly_sales)
    largest = max(ground.secured * 2, Decimal(1_000_000))
    return {
        "grade": moved.grade or SHIPPED.ungraded,
        "sales": round(after / before * HUNDRED) if before else 100,
        "secured": round(moved.secured),
        "largest": round(largest),
        "days": moved.wanted_days,
        "deal": moved.deal,
        "monthly": moved.expected_monthly_sales,
        "public": moved.is_public_body,
    }


def _told(found: Proposed, currency: str) -> dict[str, Any]:
    def money(amount: Decimal | None) -> Money | None:
        return None if amount is None else Money(amount, currency).rounded()

    return {
        "segment": found.segment,
        "limit": money(found.limit),
        "plain": found.limit,
        "days": found.days,
        "bound_by": labels.METHODS[found.bound_by],
        "days_bound_by": labels.DAYS_BOUND_BY[found.days_bound_by],
        "bases": [(labels.METHODS[f.code], f.method, money(f.amount), f.weight) for f in found.bases],
        "caps": [(labels.METHODS[f.code], f.method, money(f.amount), f.code == found.bound_by) for f in found.caps],
        "security": money(found.security),
        "instalments": [money(each) for each in found.instalments],
        "disagreements": found.disagreements_in(currency=currency),
        "loss": money(found.expected_loss),
        "margin": money(found.margin),
    }
