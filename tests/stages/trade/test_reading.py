"""What the ledger tells: open items and aging as of any day, history, lists; always in a fixed number of queries."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.ledger import DAY, ME, an_account, an_invoice, an_order, item, order_draft, payment

from onaccount.customers.models import Customer
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.models import Account, Item
from onaccount.trade.queries import AgingQuestion
from onaccount.trade.rules import AgedItem, Basis, Choice, Credits, Method, aging, default_buckets

pytestmark = pytest.mark.django_db
EVERYBODY = Customer.objects.all()
LATER = DAY + timedelta(days=60)


def pay(account: Account, amount: str, *, on: date, number: str = "P1", named: tuple[Item, ...] = ()) -> None:
    chosen = [Choice(one.pk) for one in named]
    draft = payment(number, amount, received=on)
    trade.receive(draft=draft, account=account, chosen=chosen, method=Method.OLDEST_DUE, actor=ME)


def asked(as_of: date, *, basis: Basis = Basis.DUE_DATE, credits_go: Credits = Credits.IN_BUCKETS) -> AgingQuestion:
    return AgingQuestion(as_of, basis, default_buckets(basis), credits_go)


def stood(as_of: date) -> dict[str, Decimal]:
    return {one.number: one.open_on for one in queries.open_items(customers=EVERYBODY, as_of=as_of)}


def test_a_day_in_the_past_knows_nothing_of_what_came_later() -> None:
    account = an_account()
    an_invoice(account, "100", number="I1")
    an_invoice(account, "50", number="I2", dated=DAY + timedelta(days=10))
    pay(account, "120", on=LATER)
    assert stood(DAY - timedelta(days=1)) == {}
    assert stood(DAY) == {"I1": 100}
    assert stood(LATER - timedelta(days=1)) == {"I1": 100, "I2": 50}
    assert stood(LATER) == {"I2": 30}


def test_a_reversal_does_not_change_what_a_day_before_it_looked_like() -> None:
    account = an_account()
    invoice = an_invoice(account, "100")
    pay(account, "100", on=DAY + timedelta(days=5))
    settlement = queries.settlements_of(item=invoice)[0]
    trade.reverse_allocation(settlement=settlement, effective_date=LATER, reason="bounced", actor=ME)
    assert stood(DAY) == {"I1": 100}
    assert stood(DAY + timedelta(days=5)) == {}
    assert stood(LATER) == {"I1": 100, "P1": -100}


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("credits_go", Credits)
@pytest.mark.parametrize("days", [-1, 0, 31, 60, 61, 200])
def test_the_database_and_the_rule_age_alike(basis: Basis, credits_go: Credits, days: int) -> None:
    account = an_account()
    for n, (amount, due) in enumerate([("100", 0), ("70", 30), ("50", -40), ("20", 90)]):
        an_invoice(account, amount, number=f"I{n}", days=due)
    trade.credit_note(draft=item("CN1", "-15", days=0), account=account, actor=ME)
    pay(account, "60", on=LATER)
    question = asked(DAY + timedelta(days=days), basis=basis, credits_go=credits_go)
    items = [
        AgedItem(one.open_on, one.document_date, one.due_date)
        for one in queries.open_items(customers=EVERYBODY, as_of=question.as_of)
    ]
    expected = aging(items=items, buckets=question.buckets, as_of=question.as_of, basis=basis, credits_go=credits_go)
    found = queries.aging_of(customers=EVERYBODY, question=question)
    assert found == ({"CNY": expected} if items else {})
    rows = list(queries.aging_lines(customers=EVERYBODY, question=question))
    assert [queries.aging_in(row=row, question=question) for row in rows] == ([expected] if items else [])


def test_a_bucket_is_drilled_down_to_its_items() -> None:
    account = an_account()
    late = an_invoice(account, "100", days=-40)
    an_invoice(account, "70", number="I2")
    lines = queries.open_lines(customers=EVERYBODY, as_of=DAY)
    found = queries.bucket_lines(lines=lines, question=asked(DAY), code="31_60")
    assert list(found.values_list("item_id", "amount")) == [(late.pk, 100)]


def test_the_worst_customer_comes_first() -> None:
    for number, amount in (("C1", "10"), ("C2", "90")):
        an_invoice(an_account(number), amount, number=f"I{number}", days=-1)
    rows = queries.aging_lines(customers=EVERYBODY, question=asked(DAY))
    assert [(row["number"], row["overdue"]) for row in rows] == [("C2", 90), ("C1", 10)]


def test_nothing_of_customers_out_of_sight_is_counted() -> None:
    an_invoice(an_account("C1"), "10", number="I1")
    hidden = an_account("C2")
    an_invoice(hidden, "90", number="I2")
    mine = EVERYBODY.exclude(pk=hidden.customer_id)
    assert queries.aging_of(customers=mine, question=asked(DAY))["CNY"].total == 10
    assert [one.number for one in queries.open_items(customers=mine, as_of=DAY)] == ["I1"]
    assert [row.number for row in queries.with_ledger(customers=mine, as_of=DAY)] == ["C1"]


def test_a_list_of_customers_shows_what_each_uses() -> None:
    account = an_account()
    order = an_order(account, "100")
    trade.deliver(order=order, number="D1", amount=Decimal(30), delivery_date=DAY, actor=ME)
    trade.enter_order(draft=order_draft("O2", "500"), account=account, status="held", today=DAY, actor=ME)
    an_invoice(account, "40", days=-3)
    row = queries.with_ledger(customers=EVERYBODY, as_of=DAY).get()
    assert (row.used, row.receivable, row.delivered, row.held) == (140, 40, 30, 500)
    assert (row.overdue, row.oldest_due) == (40, DAY - timedelta(days=3))


def test_history_shows_every_month() -> None:
    account = an_account()
    january = date(2026, 1, 15)
    for n, (day, amount) in enumerate([(january, "100"), (january, "300"), (DAY, "50")]):
        draft = order_draft(f"O{n}", amount)
        dated = type(draft)(number=draft.number, amount=draft.amount, order_date=day, ship_date=day)
        trade.enter_order(draft=dated, account=account, status="released", today=DAY, actor=ME)
    an_invoice(account, "80", dated=january)
    pay(account, "80", on=DAY)
    months = queries.payment_history(customer=account.customer, currency="CNY", today=DAY, months=3)
    told = [(month.first_day.month, month.ordered, month.orders, month.invoiced, month.paid) for month in months]
    assert told == [(1, 400, 2, 80, 0), (2, 0, 0, 0, 0), (3, 50, 1, 0, 80)]


def test_days_beyond_terms_weigh_by_amount_and_leave_out_what_was_undone() -> None:
    account = an_account()
    small, large = an_invoice(account, "100", days=0), an_invoice(account, "300", number="I2", days=0)
    pay(account, "100", on=DAY + timedelta(days=40), named=(small,))
    pay(account, "300", on=DAY + timedelta(days=20), number="P2", named=(large,))

    def late() -> Decimal | None:
        return queries.days_beyond_terms(customer=account.customer, currency="CNY", since=DAY, until=LATER)

    assert late() == 25
    undone = queries.settlements_of(item=small)[0]
    trade.reverse_allocation(settlement=undone, effective_date=LATER, reason="", actor=ME)
    assert late() == 20


def test_the_balance_rises_with_claims_and_falls_with_what_is_settled_unless_it_is_undone() -> None:
    account = an_account()
    invoice = an_invoice(account, "100", days=0)
    pay(account, "40", on=DAY + timedelta(days=4), named=(invoice,))
    trade.reverse_allocation(
        settlement=queries.settlements_of(item=invoice)[0], effective_date=LATER, reason="", actor=ME
    )
    changes = queries.balance_changes(customer=account.customer, currency="CNY", until=LATER)
    assert sorted(changes) == [(DAY, 100), (DAY + timedelta(days=4), -40), (LATER, 40)]
    assert queries.balance_changes(customer=account.customer, currency="EUR", until=LATER) == ()


def test_reconciliation_names_the_document_that_is_wrong() -> None:
    account = an_account()
    invoice = an_invoice(account, "100")
    Item.objects.filter(pk=invoice.pk).update(open_amount=90)
    told = {(found.what, found.document_id, found.expected, found.found) for found in queries.reconcile()}
    assert told == {
        ("totals_documents", None, Decimal(100), Decimal(90)),
        ("document_movements", invoice.pk, Decimal(90), Decimal(100)),
        ("item_settlements", invoice.pk, Decimal(90), Decimal(100)),
    }


READS: dict[str, Callable[[], object]] = {
    "open items": lambda: [
        (one.customer.name, one.account.segment.code, one.order, one.delivery)
        for one in queries.open_items(customers=EVERYBODY, as_of=DAY)
    ],
    "aging": lambda: queries.aging_of(customers=EVERYBODY, question=asked(DAY)),
    "aging lines": lambda: list(queries.aging_lines(customers=EVERYBODY, question=asked(DAY))),
    "customers": lambda: list(queries.with_ledger(customers=EVERYBODY, as_of=DAY)),
    "payments": lambda: [
        (one.customer.name, one.unapplied.open_amount) for one in queries.payments_of(customers=EVERYBODY)
    ],
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_list_of_three_takes_as_many_queries_as_a_list_of_one(read: Callable[[], object]) -> None:
    dated = (READS["open items"], READS["aging"], READS["aging lines"])
    usual = 2 if read in dated else 1  # whether anything was settled after the day is asked first

    def taken(number: str) -> int:
        account = an_account(number)
        an_invoice(account, "100", number=f"I{number}")
        pay(account, "10", on=DAY, number=f"P{number}")
        with CaptureQueriesContext(connection) as queried:
            read()
        return len(queried)

    assert [taken(number) for number in ("C1", "C2", "C3")] == [usual, usual, usual]


def test_the_balance_of_today_reads_open_items_by_their_index() -> None:
    account = an_account()
    for number in range(20):
        an_invoice(account, "100", number=f"OLD-{number}")
        pay(account, "100", on=DAY, number=f"P{number}")
    an_invoice(account, "100")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE trade_item")
        cursor.execute("SET LOCAL enable_seqscan = off")
    own = Customer.objects.filter(pk=account.customer_id)
    for day in (DAY, DAY - timedelta(days=1)):  # once of what is open now, once with later settlements taken back
        plan = queries.open_lines(customers=own, as_of=day).explain()
        assert ("items_open" in plan, "Seq Scan" in plan) == (True, False), plan
