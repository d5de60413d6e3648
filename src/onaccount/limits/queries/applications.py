"""Reading online applications 客户授信申请: one by its code, those that wait, and what we know of the company."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from onaccount.customers.models import Customer
from onaccount.customers.queries import needs_on
from onaccount.customers.rules.completeness import NeedKind, asked_of
from onaccount.limits.models import Application
from onaccount.limits.queries.granting import granting_policy
from onaccount.limits.queries.in_force import suspensions_in_force
from onaccount.limits.queries.listings import listings_in_force
from onaccount.limits.rules.application import Applied, Known, code_digest
from onaccount.limits.rules.granting import SHIPPED
from onaccount.office.company.queries import own_currency
from onaccount.office.trays.queries import letters
from onaccount.office.vault.content import unsealed

ONLINE_PAPERS = ("business_licence", "credit_application", "personal_consent")
"""What a company can hand in itself; what else the amount asks for is gathered by us."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who applied for the company, opened for whoever may work on it."""

    name: str
    email: str
    phone: str


def application_by_code(*, code: str) -> Application | None:
    """Find an application by the code its applicant was given."""
    return Application.objects.filter(code_digest=code_digest(code), erased_at=None).first()


def application_of(*, application_id: int) -> Application | None:
    """Find one application."""
    return Application.objects.select_related("customer", "handled_by").filter(pk=application_id).first()


def applications() -> QuerySet[Application]:
    """List what was sent in, the newest first."""
    rows = Application.objects.filter(submitted_at__isnull=False, erased_at=None).select_related(
        "customer", "handled_by"
    )
    return rows.order_by("-submitted_at")


def contact_of(*, application: Application) -> Contact:
    """Open the sealed contact of an application; empty where none was given yet."""
    if application.contact is None:
        return Contact("", "", "")
    return Contact(**json.loads(unsealed(kept=bytes(application.contact))))


def is_answered(*, application: Application) -> bool:
    """Say whether the applicant was written to: it was declined, or what was decided about the company's limit was told."""
    if application.handled_at is None:
        return False
    told = letters().filter(kind="decision", customer_id=application.customer_id, queued_at__gte=application.handled_at)
    return bool(application.declined_for) or (application.customer_id is not None and told.exists())


def papers_wanted(*, amount: Decimal, on: date) -> tuple[str, ...]:
    """Name the papers an applicant shall hand in for an amount, as the policy of the file asks for them."""
    needs = asked_of(needs=needs_on(on=on), amount=amount, classes=())
    asked = {need.code for need in needs if need.kind is NeedKind.PAPER}
    return tuple(paper for paper in ONLINE_PAPERS if paper in asked and paper != "credit_application")


def applied_of(*, application: Application) -> Applied:
    """Give what stands in an application as the rules take it."""
    answers: Mapping[str, str] = application.answers
    return Applied(
        name=answers.get("name", ""),
        uscc=answers.get("uscc", ""),
        country=answers.get("country", "CN"),
        amount=Decimal(answers.get("amount") or 0),
        days=int(answers.get("days") or 0),
        monthly=Decimal(answers.get("monthly") or 0),
        email=contact_of(application=application).email,
        papers=frozenset(application.papers.values_list("type", flat=True)),
        consents=frozenset(each["code"] for each in application.consents),
    )


def known_of(*, application: Application, on: date) -> Known:
    """Say what we know of the company that applies."""
    customer = customer_like(application=application)
    pks = [customer.pk] if customer else []
    stopped = suspensions_in_force(customer_ids=pks) or listings_in_force(customer_ids=pks, on=on)
    policy = granting_policy(on=on) or SHIPPED
    amount = Decimal(application.answers.get("amount") or 0)
    return Known(
        is_customer=customer is not None,
        is_stopped=bool(stopped),
        papers=papers_wanted(amount=amount, on=on),
        longest_days=policy.longest_days,
        currency=own_currency(on=on),
    )


def customer_like(*, application: Application) -> Customer | None:
    """Find the customer with the same unified social credit code, or the same name where there is none."""
    code, name = application.answers.get("uscc", ""), application.answers.get("name", "")
    own = Customer.objects.filter(withdrawn_at=None)
    return own.filter(uscc=code).first() if code else own.filter(name=name).first()
