"""The customer is told what was decided 授信决定通知书: a letter in its language with the limit and terms, or the principal reasons."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from onaccount import limits
from onaccount.customers.models import Contact, Customer
from onaccount.limits import labels
from onaccount.limits.queries.told import granted_in_words
from onaccount.limits.rules import Direction, change_from_json, direction_of
from onaccount.office.approval.models import Request
from onaccount.office.approval.rules import Outcome
from onaccount.office.company.queries import company
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.paper.press import print_pdf
from onaccount.office.tasks import actions as tasks
from onaccount.office.trays import actions as trays

TEMPLATE = Path(limits.__file__ or "").parent / "paper" / "decision.typ"
AGREEMENT_DAYS = 7
TOLD = frozenset({Outcome.APPROVED, Outcome.REJECTED})
OPENINGS = {
    Direction.MORE: gettext_noop("We are glad to grant you credit on account as follows:"),
    Direction.LESS: gettext_noop("From now on we grant you credit on account as follows:"),
    Direction.CHANGED: gettext_noop("We have changed the credit on account that we grant you, as follows:"),
}


@transaction.atomic
def tell(*, request: Request, actor: Actor, today: date) -> bool:
    """
    Write to the customer what was decided about its limit, and give the maker the task of the agreement.

    Only what was asked along the granting policy is told, and only where somebody can be written to; says whether it was.
    """
    customer = None if request.customer_id is None else Customer.objects.filter(pk=request.customer_id).first()
    if customer is None or request.outcome not in TOLD or "level" not in request.content:
        return False
    is_less = _direction(request) is Direction.LESS  # nobody asks for less in the customer's name, nor signs for it
    if request.outcome == Outcome.REJECTED and is_less:
        return False
    if request.outcome == Outcome.APPROVED and not is_less:
        _agreement(request, customer, actor, today)
    contact = _contact(customer)
    if contact is None:
        return False
    with override(customer.language):
        data = _letter(request, customer, contact, today)
    envelope = trays.Envelope(
        kind="decision",
        customer_id=customer.pk,
        recipient=contact.email,
        recipient_name=contact.name,
        language=customer.language,
        subject=data["title"],
        body="\n\n".join((data["salutation"], data["paragraphs"][0], *data["lines"], *data["paragraphs"][1:])),
        attachment_name=f"{data['reference']}.pdf",
        attachment=print_pdf(template=TEMPLATE, data=data),
    )
    trays.queue_letter(envelope=envelope, actor=actor)
    return True


def _letter(request: Request, customer: Customer, contact: Contact, today: date) -> dict[str, Any]:
    own = company(on=today)
    granted = request.outcome == Outcome.APPROVED
    rows = [list(pair) for pair in granted_in_words(changes=request.content["changes"])] if granted else []
    return {
        "company": own.name if own else "",
        "customer": customer.name,
        "contact": contact.name,
        "date": today.isoformat(),
        "reference": f"{customer.number}-{request.pk}",
        "lang": customer.language[:2],
        "title": _("Our decision on your credit"),
        "salutation": _("Dear Sir or Madam,"),
        "paragraphs": _granted(request) if granted else _refused(request.content),
        "rows": rows,
        "lines": [_("%(request)s: %(done)s") % {"request": word, "done": value} for word, value in rows],
    }


def _direction(request: Request) -> Direction:
    return direction_of(map(change_from_json, request.content["changes"]))


def _granted(request: Request) -> list[str]:
    direction = _direction(request)
    holds = _("It holds until we write otherwise. Deliveries that would exceed it wait until it is free again.")
    signed = _(
        "It holds until we write otherwise. Deliveries that would exceed it wait until it is free again. An agreement for your signature follows."
    )
    return [_(OPENINGS[direction]), holds if direction is Direction.LESS else signed]


def _refused(content: Mapping[str, Any]) -> list[str]:
    """The principal reasons in words a customer may read: never a colleague's remark, never a score."""
    codes = {reason["code"] for reason in content.get("level_reasons", ())}
    reasons = [str(words) for code, words in labels.TOLD_REASONS.items() if code in codes]
    return [
        _("We have looked at your request with care and cannot grant it for now."),
        _("The principal reasons: %(reasons)s.")
        % {"reasons": _("; ").join(reasons or [str(labels.TOLD_REASONS["authority.above_proposal"])])},
        _("You are welcome to order against prepayment, to give security, and to ask again with newer papers."),
    ]


def _contact(customer: Customer) -> Contact | None:
    return customer.contacts.exclude(email_key="").order_by("purpose", "pk").first()


def _agreement(request: Request, customer: Customer, actor: Actor, today: date) -> None:
    with override(request.maker.language):
        title = _("Have the credit agreement signed: %(customer)s") % {"customer": customer.name}
    tasks.assign(
        subject=Subject("customer", customer.pk, customer.pk, customer.group_id),
        title=title,
        assignee_id=request.maker_id,
        due_date=today + timedelta(days=AGREEMENT_DAYS),
        actor=actor,
    )
