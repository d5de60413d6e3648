"""Disputes, promises and demands on items: who stands where on a day, and what is never edited."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.ledger import DAY, ME, an_account, an_invoice, payment

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.models import Entry
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Demand, Dispute, Item, Promise
from onaccount.trade.queries import accepted_rests, demand_levels, promised, promises_with_state
from onaccount.trade.rules import (
    DemandDraft,
    DisputeCause,
    DisputeDraft,
    DisputeOutcome,
    Ending,
    Method,
    PromiseDraft,
    PromiseOutcome,
)

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)
THEN = DAY + timedelta(days=10)
ALL = Customer.objects.all()


@pytest.fixture
def account() -> Account:
    return an_account()


@pytest.fixture
def invoice(account: Account) -> Item:
    return an_invoice(account, "100")


def dispute(item: Item, *, day: date = DAY, amount: str | None = None) -> Dispute:
    draft = DisputeDraft(DisputeCause.QUANTITY, None if amount is None else Decimal(amount), day, "two pallets short")
    return trade.raise_dispute(item=item, draft=draft, today=day, actor=ME)


def promise(*items: Item, given: date = DAY, for_day: date = THEN) -> tuple[Promise, ...]:
    draft = PromiseDraft(given, "Ms Lin", for_day, "")
    return trade.make_promise(items=items, draft=draft, today=given, actor=ME)


def demand(*items: Item, level: int, day: date = DAY) -> tuple[Demand, ...]:
    return trade.record_demand(items=items, draft=DemandDraft(level, day, ""), today=day, actor=ME)


def pay(account: Account, amount: str, *, day: date = DAY) -> None:
    draft = payment(f"P{amount}", amount, received=day)
    trade.receive(draft=draft, account=account, chosen=(), method=Method.OLDEST_DUE, actor=ME)


def test_a_disputed_item_is_disputed_until_the_day_the_dispute_ends(invoice: Item) -> None:
    raised = dispute(invoice, amount="40")
    ending = Ending(NEXT, "credit note sent")
    trade.end_dispute(dispute=raised, outcome=DisputeOutcome.JUSTIFIED, ending=ending, today=NEXT, actor=ME)
    days = (DAY - timedelta(days=1), DAY, NEXT)
    found = [accepted_rests(group_id=invoice.group_id, as_of=day) for day in days]
    assert [set(rests) for rests in found] == [set(), {invoice.pk}, set()]


def test_an_item_is_disputed_once_at_a_time_and_ends_once(invoice: Item) -> None:
    raised = dispute(invoice)
    with pytest.raises(Refusal, match="disputed_already"):
        dispute(invoice)
    end = {"outcome": DisputeOutcome.UNFOUNDED, "ending": Ending(DAY, ""), "today": DAY, "actor": ME}
    trade.end_dispute(dispute=raised, **end)
    with pytest.raises(Refusal, match="ended_already"):
        trade.end_dispute(dispute=raised, **end)
    assert dispute(invoice).amount == 100


def test_the_latest_promise_of_an_item_is_the_one_that_stands(account: Account) -> None:
    one, two = an_invoice(account, "100"), an_invoice(account, "50", number="I2")
    promise(one, two, for_day=DAY)
    promise(one, given=NEXT, for_day=THEN)
    assert promised(group_id=account.group_id, as_of=DAY) == {two.pk: DAY, one.pk: DAY}
    assert promised(group_id=account.group_id, as_of=NEXT) == {two.pk: DAY, one.pk: THEN}
    assert [made.end.outcome for made in Promise.objects.filter(item=one, end__isnull=False)] == ["broken"]


def test_a_promise_is_kept_or_taken_back_by_a_row(account: Account, invoice: Item) -> None:
    (made,) = promise(invoice)
    trade.end_promise(
        promise=made, outcome=PromiseOutcome.WITHDRAWN, ending=Ending(NEXT, "no money"), today=NEXT, actor=ME
    )
    assert promised(group_id=account.group_id, as_of=NEXT) == {}


def test_a_promise_says_where_it_stands(account: Account, invoice: Item) -> None:
    def states(day: date) -> list[str]:
        return [row.state for row in promises_with_state(customers=ALL, today=day)]

    promise(invoice, for_day=NEXT)
    assert [states(day) for day in (DAY, NEXT, THEN)] == [["to_come"], ["today"], ["late"]]
    promise(invoice, given=THEN, for_day=THEN)
    assert states(THEN) == ["today", "broken"]
    pay(account, "100")
    assert states(THEN) == ["paid", "broken"]


def test_the_highest_level_counts_of_items_that_are_open_on_the_day(account: Account) -> None:
    old, new = an_invoice(account, "100", days=1), an_invoice(account, "50", number="I2", days=60)
    demand(old, new, level=1)
    demand(old, level=3, day=NEXT)
    pay(account, "100", day=THEN)
    levels = [demand_levels(customer_ids=[account.customer_id], as_of=day) for day in (DAY, NEXT, THEN)]
    assert levels == [{account.customer_id: 1}, {account.customer_id: 3}, {account.customer_id: 1}]


def test_a_withdrawn_demand_no_longer_counts(account: Account, invoice: Item) -> None:
    (sent,) = demand(invoice, level=2)
    trade.withdraw_demand(demand=sent, ending=Ending(DAY, "sent by mistake"), today=DAY, actor=ME)
    assert demand_levels(customer_ids=[account.customer_id], as_of=DAY) == {}


def test_marks_of_another_group_are_not_ours(invoice: Item) -> None:
    other = an_invoice(an_account("C2"), "10", number="I9")
    dispute(other)
    promise(other)
    demand(other, level=5)
    assert accepted_rests(group_id=invoice.group_id, as_of=DAY) == {}
    assert promised(group_id=invoice.group_id, as_of=DAY) == {}
    assert demand_levels(customer_ids=[invoice.customer_id], as_of=DAY) == {}


def test_each_act_is_one_entry_of_the_customers_timeline(account: Account) -> None:
    one, two = an_invoice(account, "100"), an_invoice(account, "50", number="I2")
    promise(one, two)
    entry = Entry.objects.get(act="trade.promised")
    assert (entry.customer_id, entry.after) == (
        account.customer_id,
        {"number": "I1, I2", "promised_date": THEN.isoformat()},
    )
