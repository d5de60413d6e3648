"""Marks on open items 账项备注: disputes, promises and demands begin by a row and end by a row; no money moves."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from onaccount.customers.queries import lock_group
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.trade.models import (
    Demand,
    DemandEnd,
    Dispute,
    DisputeEnd,
    Item,
    Promise,
    PromiseEnd,
)
from onaccount.trade.queries.marks import paid_days, ripe_promises
from onaccount.trade.rules import (
    DemandDraft,
    DisputeDraft,
    DisputeOutcome,
    Ending,
    Marked,
    PromiseDraft,
    PromiseOutcome,
    checked_demand,
    checked_ending,
    checked_promise,
    disputed_amount,
    outcome_of_earlier,
    outcome_of_promise,
)

AnyMark = Dispute | Promise | Demand


@transaction.atomic
def raise_dispute(*, item: Item, draft: DisputeDraft, today: date, actor: Actor) -> Dispute:
    """
    Note that the customer disputes an item; the claim itself stays what it is.

    Refuses what `rules.disputed_amount` refuses, and `trade.disputed_already`.
    """
    (item,) = _locked([item])
    if Dispute.objects.filter(item=item, end=None).exists():
        raise Refusal("trade.disputed_already", number=item.number)
    amount = disputed_amount(draft, item=_marked(item), today=today)
    dispute = Dispute.objects.create(
        **_owner(item, actor),
        item=item,
        cause=draft.cause,
        amount=amount,
        raised_on=draft.raised_on,
        remark=draft.remark.strip(),
    )
    after = {"amount": amount, "currency": item.currency, "cause": draft.cause}
    _record("trade.dispute_raised", [item], actor, reason=dispute.remark, after=after)
    return dispute


@transaction.atomic
def end_dispute(*, dispute: Dispute, outcome: DisputeOutcome, ending: Ending, today: date, actor: Actor) -> DisputeEnd:
    """
    Note how a dispute ended. A credit note it leads to is entered apart.

    Refuses `trade.ended_already` and what `rules.checked_ending` refuses.
    """
    fields = _ended(dispute, ending, began=dispute.raised_on, today=today, actor=actor)
    ended = DisputeEnd.objects.create(dispute=dispute, outcome=outcome, **fields)
    _record("trade.dispute_ended", [dispute.item], actor, reason=ended.remark, after={"outcome": outcome})
    return ended


@transaction.atomic
def make_promise(*, items: Sequence[Item], draft: PromiseDraft, today: date, actor: Actor) -> tuple[Promise, ...]:
    """
    Note for each item the day by which its payment is promised.

    A promise that stood before ends: as broken if its day had passed, else as moved. Refuses what `rules.checked_promise`
    refuses.
    """
    items = _locked(items)
    checked_promise(draft, items=[_marked(item) for item in items], today=today)
    for earlier in Promise.objects.filter(item__in=items, end=None).select_related("item"):
        outcome = outcome_of_earlier(promised_date=earlier.promised_date, given_on=draft.given_on)
        day = max(earlier.given_on, draft.given_on)
        PromiseEnd.objects.create(
            promise=earlier, outcome=outcome, group_id=earlier.item.group_id, ended_on=day, actor=actor.name
        )
    promises = tuple(
        Promise.objects.create(
            **_owner(item, actor),
            item=item,
            given_on=draft.given_on,
            given_by=draft.given_by.strip(),
            promised_date=draft.promised_date,
            remark=draft.remark.strip(),
        )
        for item in items
    )
    _record("trade.promised", items, actor, reason=draft.remark, after={"promised_date": draft.promised_date})
    return promises


@transaction.atomic
def end_promise(*, promise: Promise, outcome: PromiseOutcome, ending: Ending, today: date, actor: Actor) -> PromiseEnd:
    """Note what became of a promise. Refuses like `end_dispute`."""
    fields = _ended(promise, ending, began=promise.given_on, today=today, actor=actor)
    ended = PromiseEnd.objects.create(promise=promise, outcome=outcome, **fields)
    _record("trade.promise_ended", [promise.item], actor, reason=ended.remark, after={"outcome": outcome})
    return ended


def end_ripe_promises(*, group_id: int, today: date, actor: Actor) -> tuple[PromiseEnd, ...]:
    """
    End the promises of a group that were kept or broken by now; the caller holds the group's lock.

    A promise is kept when its item was paid in full by its day; where the item was cancelled, it is withdrawn.
    """
    ripe = list(ripe_promises(today=today).filter(item__group=group_id))
    days = paid_days(item_ids=[each.item_id for each in ripe]) if ripe else {}
    ended = []
    for each in ripe:
        paid_on = days.get(each.item_id) if each.item.open_amount == 0 else None
        outcome = outcome_of_promise(promised_date=each.promised_date, paid_on=paid_on, today=today)
        outcome = PromiseOutcome.WITHDRAWN if each.item.cancelled_at else outcome
        if outcome is not None:
            ending = Ending(max(today, each.given_on), "")
            ended.append(end_promise(promise=each, outcome=outcome, ending=ending, today=today, actor=actor))
    return tuple(ended)


@transaction.atomic
def record_demand(*, items: Sequence[Item], draft: DemandDraft, today: date, actor: Actor) -> tuple[Demand, ...]:
    """Note for each item that it was demanded at a level. Refuses what `rules.checked_demand` refuses."""
    items = _locked(items)
    checked_demand(draft, items=[_marked(item) for item in items], today=today)
    demands = tuple(
        Demand.objects.create(
            **_owner(item, actor), item=item, level=draft.level, sent_on=draft.sent_on, remark=draft.remark.strip()
        )
        for item in items
    )
    _record("trade.demanded", items, actor, reason=draft.remark, after={"level": draft.level})
    return demands


@transaction.atomic
def withdraw_demand(*, demand: Demand, ending: Ending, today: date, actor: Actor) -> DemandEnd:
    """Take a demand back. Refuses like `end_dispute`."""
    fields = _ended(demand, ending, began=demand.sent_on, today=today, actor=actor)
    ended = DemandEnd.objects.create(demand=demand, **fields)
    _record("trade.demand_withdrawn", [demand.item], actor, reason=ended.remark, after={"level": demand.level})
    return ended


def _locked(items: Sequence[Item]) -> list[Item]:
    """The items as they stand under their group's lock, the oldest due first."""
    for group_id in sorted({item.group_id for item in items}):
        lock_group(group_id)
    return list(Item.objects.filter(pk__in=[item.pk for item in items]).order_by("due_date", "pk"))


def _marked(item: Item) -> Marked:
    return Marked(item.number, item.customer_id, item.open_amount, item.currency)


def _owner(item: Item, actor: Actor) -> dict[str, Any]:
    return {"group_id": item.group_id, "customer_id": item.customer_id, "actor": actor.name}


def _ended(mark: AnyMark, ending: Ending, *, began: date, today: date, actor: Actor) -> dict[str, Any]:
    """The columns of a mark's end, if it may end so."""
    lock_group(mark.item.group_id)
    if type(mark).objects.filter(pk=mark.pk, end__isnull=False).exists():
        raise Refusal("trade.ended_already")
    checked_ending(ending, began=began, today=today)
    return {
        "group_id": mark.item.group_id,
        "ended_on": ending.ended_on,
        "remark": ending.remark.strip(),
        "actor": actor.name,
    }


def _record(act: str, items: Sequence[Item], actor: Actor, *, reason: str, after: dict[str, Any]) -> None:
    """One entry of the customer's timeline that names the items."""
    first = items[0]
    journal.record(
        act=act,
        actor=actor,
        subject=Subject("item", first.pk, first.customer_id, first.group_id),
        reason=reason.strip(),
        before=None,
        after={"number": ", ".join(item.number for item in items)} | after,
    )
