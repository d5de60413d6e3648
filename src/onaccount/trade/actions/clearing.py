"""Set-off 抵销 and factoring 保理: an invoice ends by a paper instead of money, or is sold and stays ours to answer for."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor
from onaccount.trade.actions.items import refuse_above_open, write_settlement
from onaccount.trade.actions.posting import Move, locked, post, record, stage_of
from onaccount.trade.models import Clearing, Item, Settlement
from onaccount.trade.rules import FactoringDraft, SetOffDraft, checked_clearing


@transaction.atomic
def set_off(*, item: Item, draft: SetOffDraft, today: date, actor: Actor) -> Clearing:
    """
    Settle a part of an invoice by what we owe the customer, under a signed agreement.

    Refuses what `rules.checked_clearing` refuses, `trade.number_taken`, `trade.wrong_sign` and `trade.more_than_open`.
    """
    item = locked(item)
    _refuse(draft, today)
    if draft.amount <= 0 or item.amount < 0:
        raise Refusal("trade.wrong_sign", number=item.number, amount=draft.amount)
    refuse_above_open(item, draft.amount)
    settlement = _settled(item, draft.amount, Settlement.Kind.SET_OFF, draft.cleared_on, actor)
    made = _kept(item, draft, draft.amount, settlement, actor)
    after = {"amount": draft.amount, "against": draft.their_document, "agreement": draft.agreement}
    record("trade.set_off", item, actor, before=None, after=after | {"document": made.number})
    return made


@transaction.atomic
def factor(*, item: Item, draft: FactoringDraft, today: date, actor: Actor) -> Clearing:
    """
    Note that an invoice was sold: without recourse what is open of it leaves the exposure, with recourse it stays.

    Refuses what `rules.checked_clearing` refuses, `trade.number_taken`, `trade.item_not_open` and `trade.factored_already`.
    """
    item = locked(item)
    _refuse(draft, today)
    if item.open_amount <= 0:
        raise Refusal("trade.item_not_open", number=item.number)
    if Clearing.objects.filter(item=item, kind="factoring", has_recourse=True).exists():
        raise Refusal("trade.factored_already", number=item.number)
    amount = item.open_amount
    kind = Settlement.Kind.FACTORED
    settlement = None if draft.has_recourse else _settled(item, amount, kind, draft.cleared_on, actor)
    made = _kept(item, draft, amount, settlement, actor)
    after = {"amount": amount, "factor": draft.factor, "has_recourse": draft.has_recourse, "document": made.number}
    after |= {"pay_account": made.pay_account} if made.pay_account else {}
    record("trade.factored", item, actor, before=None, after=after)
    return made


def _refuse(draft: SetOffDraft | FactoringDraft, today: date) -> None:
    checked_clearing(draft, today=today)
    if Clearing.objects.filter(number=draft.number).exists():
        raise Refusal("trade.number_taken", number=draft.number, document="clearing")


def _settled(item: Item, amount: Decimal, kind: str, day: date, actor: Actor) -> Settlement:
    settlement = write_settlement(item, amount, kind, day, actor)
    post(moves=[Move(item, stage_of(item), -amount)], cause=item, actor=actor)
    return settlement


def _kept(
    item: Item, draft: SetOffDraft | FactoringDraft, amount: Decimal, settlement: Settlement | None, actor: Actor
) -> Clearing:
    is_sold = isinstance(draft, FactoringDraft)
    return Clearing.objects.create(
        group_id=item.group_id,
        customer_id=item.customer_id,
        item=item,
        settlement=settlement,
        kind="factoring" if is_sold else "set_off",
        number=draft.number,
        counterparty=draft.factor if isinstance(draft, FactoringDraft) else draft.their_document,
        agreement=draft.agreement,
        agreed_on=draft.agreed_on,
        cleared_on=draft.cleared_on,
        amount=amount,
        has_recourse=isinstance(draft, FactoringDraft) and draft.has_recourse,
        pay_account=draft.pay_account if isinstance(draft, FactoringDraft) else "",
        actor=actor.name,
    )
