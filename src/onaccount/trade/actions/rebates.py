"""Rebates 返利 are accrued, confirmed by a credit note, or withdrawn; only the credit note moves value."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_group
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.trade.actions.items import credit_note
from onaccount.trade.models import Account, Item, Rebate, Segment
from onaccount.trade.queries.rebates import standing_rebates
from onaccount.trade.rules import Confirming, ItemDraft, RebateDraft, checked_confirming, checked_rebate


@transaction.atomic
def accrue_rebate(
    *, draft: RebateDraft, customer: Customer, segment: Segment, currency: str, today: date, actor: Actor
) -> Rebate:
    """
    Note a rebate a customer has earned. It moves no value.

    Refuses what `rules.checked_rebate` refuses, and `trade.number_taken` while the customer has one under the number.
    """
    lock_group(customer.group_id)
    checked_rebate(draft, code=currency, today=today)
    if standing_rebates(customer_id=customer.pk).filter(number=draft.number).exists():
        raise Refusal("trade.number_taken", number=draft.number, document="rebate")
    made = Rebate.objects.create(
        group_id=customer.group_id,
        customer=customer,
        segment=segment,
        currency=currency,
        actor=actor.name,
        **{name: getattr(draft, name) for name in RebateDraft.__struct_fields__},
    )
    told = {"agreement": made.agreement, "period_from": made.period_from, "period_to": made.period_to}
    _record("trade.rebate_accrued", made, actor, after=told | {"amount": made.amount})
    return made


@transaction.atomic
def confirm_rebate(*, rebate: Rebate, confirming: Confirming, account: Account, actor: Actor) -> Item:
    """
    Make the credit note that confirms a rebate, on the customer's account for its currency; what it does not cover lapses.

    Refuses what `rules.checked_confirming` refuses, `trade.rebate_ended`, and what `credit_note` refuses.
    """
    rebate = _open(rebate)
    checked_confirming(confirming, accrued=rebate.amount, code=rebate.currency)
    day = confirming.document_date
    note = credit_note(draft=ItemDraft(confirming.number, -confirming.amount, day, day), account=account, actor=actor)
    rebate.ended_on, rebate.credit_note = day, note
    rebate.save(update_fields=["ended_on", "credit_note"])
    after = {"credit_note": note.number, "confirmed": confirming.amount, "lapsed": rebate.amount - confirming.amount}
    _record("trade.rebate_confirmed", rebate, actor, after=after)
    return note


@transaction.atomic
def withdraw_rebate(*, rebate: Rebate, reason: str, today: date, actor: Actor) -> Rebate:
    """Take an accrued rebate back, with the reason; its number is free again. Refuses `trade.rebate_ended`."""
    return _withdrawn(rebate, reason, max(today, rebate.accrued_on), actor)


@transaction.atomic
def withdraw_rebates(*, run: int, reason: str, actor: Actor) -> int:
    """
    Withdraw what an import accrued, as of the day it was accrued, and say how many there were.

    Refuses `trade.rebate_ended` where one of them is confirmed; those withdrawn before are left as they are.
    """
    found = list(Rebate.objects.filter(intake_run=run).exclude(ended_on__isnull=False, credit_note=None).order_by("pk"))
    for rebate in found:
        _withdrawn(rebate, reason, rebate.accrued_on, actor)
    return len(found)


def _withdrawn(rebate: Rebate, reason: str, day: date, actor: Actor) -> Rebate:
    rebate = _open(rebate)
    rebate.ended_on, rebate.credit_note = day, None
    rebate.save(update_fields=["ended_on", "credit_note"])
    _record("trade.rebate_withdrawn", rebate, actor, after={"amount": rebate.amount}, reason=reason)
    return rebate


def _open(rebate: Rebate) -> Rebate:
    """The rebate as it stands under its customer's lock, if nothing has ended it."""
    lock_group(rebate.customer.group_id)
    found = Rebate.objects.select_related("customer", "segment", "credit_note").get(pk=rebate.pk)
    if found.ended_on is not None and (found.credit_note is None or found.credit_note.cancelled_at is None):
        raise Refusal("trade.rebate_ended", number=found.number)
    return found


def _record(act: str, rebate: Rebate, actor: Actor, *, after: Mapping[str, Any], reason: str = "") -> None:
    named = {"number": rebate.number, "currency": rebate.currency}
    subject = Subject("rebate", rebate.pk, rebate.customer_id, rebate.customer.group_id)
    journal.record(act=act, actor=actor, subject=subject, reason=reason, before=None, after=named | dict(after))
