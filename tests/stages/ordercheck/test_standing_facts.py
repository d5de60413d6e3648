"""What the tables say of a customer reaches the check: security, lists, grade, marks on items, deliveries, classes, batches."""

from datetime import timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.credit import a_policy, grant, pay, person, place, ship
from tests.ledger import a_customer, an_invoice, item
from tests.people import MACHINE, TODAY, acting

from onaccount.assessment import actions as assessment
from onaccount.assessment.rules import GradeDraft
from onaccount.assessment.rules.payment import points_for
from onaccount.cover import actions as cover
from onaccount.cover.rules import CoverDraft, CoverKind
from onaccount.customers import actions as customers
from onaccount.customers.rules.papers import PaperDraft
from onaccount.lifecycle import bill_received, file_kept, goods_invoiced, group_joined, payment_received
from onaccount.lifecycle.bill_received import NewBill
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.lifecycle.payment_received import NewPayment
from onaccount.limits import actions as limits
from onaccount.limits.rules import ListingDraft, ListingKind, Reach
from onaccount.office.rates import actions as rates
from onaccount.ordercheck import queries
from onaccount.ordercheck.rules import (
    STARTING_POLICY,
    Around,
    Batch,
    Checkpoint,
    Contract,
    OverdueSwitches,
    RuleSetting,
)
from onaccount.trade import actions as trade
from onaccount.trade.models import Item, Order
from onaccount.trade.rules import (
    BillDraft,
    Choice,
    DemandDraft,
    DisputeCause,
    DisputeDraft,
    Method,
    PaymentDraft,
    PromiseDraft,
    Retention,
)

pytestmark = pytest.mark.django_db
LATE = TODAY - timedelta(days=70)  # due 40 days ago


@pytest.fixture
def account():
    a_policy()
    customer = a_customer("C1")
    grant(customer, "1000")
    return trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")


def standing(account, *rules, today=TODAY, **more):
    policy = replace(queries.policy_in_force(on=today), number=99, **more)
    policy = replace(policy, rules=(*policy.rules, *rules))
    return queries.standings_of(accounts=[account], policy=policy, as_of=today)[account.pk].standing


def facts(account, *rules, **more):
    return standing(account, *rules, **more).facts


def me():
    return acting(person("wang"))


def secured(account, value, *, percent="50", order="", until=None, **more):
    told = {
        "kind": CoverKind.GUARANTEE,
        "value": Decimal(value),
        "currency": "CNY",
        "percent": Decimal(percent),
        "is_in_exposure": False,
        "valid_from": TODAY - timedelta(days=9),
        "valid_to": until,
        "giver": "bank",
        "reference": f"G-{value}",
        "order_number": order,
    }
    cover.record_cover(customer=account.customer, draft=CoverDraft(**told | more), actor=me())


def test_security_of_the_customer_lifts_its_own_limit_and_not_that_of_its_group(account):
    parent = a_customer("P")
    group_joined.join_group(customer=account.customer, parent=parent, actor=MACHINE, today=TODAY)
    parent.refresh_from_db()
    grant(parent, "5000", reach=Reach.GROUP)
    account.customer.refresh_from_db()
    account = trade.account_for(customer=account.customer, segment=account.segment, currency="CNY")
    secured(account, "400")
    assert {node.number: [each.value for each in node.security] for node in standing(account).nodes} == {
        "C1": [Decimal(400)],
        "P": [],
    }


def test_security_counts_to_its_last_day_and_is_missed_from_the_next(account):
    secured(account, "400", until=TODAY + timedelta(days=1))
    assert facts(account).lapsed == ()
    after = standing(account, today=TODAY + timedelta(days=1))
    assert [node.security for node in after.nodes] == [()]
    assert [each.kind for each in after.facts.lapsed] == ["guarantee"]


def test_a_secured_order_counts_only_with_what_is_not_secured_now_and_for_the_next_order(account):
    secured(account, "900", percent="100", order="SO-1")
    assert place(account.customer, "SO-1", "1800").outcome == "release"
    assert place(account.customer, "SO-2", "100").outcome == "release"
    assert place(account.customer, "SO-3", "0.01").outcome == "hold"
    assert ship("SO-1", "D-1", "1000").outcome == "release"
    assert ship("SO-1", "D-2", "800").outcome == "release"


def test_disputed_items_are_out_and_promised_ones_in_unless_the_policy_says_otherwise(account):
    disputed = an_invoice(account, "10", number="I-1", dated=LATE - timedelta(days=9))
    promised = an_invoice(account, "20", number="I-2", dated=LATE)
    draft = DisputeDraft(DisputeCause.QUALITY, None, TODAY, "")
    trade.raise_dispute(item=disputed, draft=draft, today=TODAY, actor=me())
    promise = PromiseDraft(TODAY, "Zhang", TODAY + timedelta(days=5), "")
    trade.make_promise(items=[promised], draft=promise, today=TODAY, actor=me())
    assert (facts(account).overdue.item, facts(account).overdue.amount) == ("I-2", Decimal(20))
    assert facts(account, overdue=OverdueSwitches(disputed=True)).overdue.item == "I-1"
    assert facts(account, overdue=OverdueSwitches(promised=False)).overdue.days == 0


def test_of_an_item_in_dispute_what_the_customer_accepts_is_overdue_like_any_other(account):
    item = an_invoice(account, "100", number="I-1", dated=LATE)
    draft = DisputeDraft(DisputeCause.PRICE, Decimal(30), TODAY, "")
    trade.raise_dispute(item=item, draft=draft, today=TODAY, actor=me())
    partly = facts(account)
    assert (partly.overdue.item, partly.overdue.amount, partly.balance) == ("I-1", 70, 70)
    assert facts(account, overdue=OverdueSwitches(disputed=True)).overdue.amount == 100
    assert facts(account, overdue=OverdueSwitches(tiny_below=Decimal(71))).overdue.items == 0
    pay(account.customer, "P-1", "60")
    assert facts(account).overdue.amount == 10
    pay(account.customer, "P-2", "10")
    assert facts(account).overdue.items == 0
    assert facts(account, overdue=OverdueSwitches(unapplied=True)).balance == 0


def test_the_disputed_part_of_an_invoice_keeps_no_batch_open(account):
    place(account.customer, "SO-1", "100")
    ship("SO-1", "D-1", "100")
    new = NewInvoice("SO-1", "D-1", "I-1", Decimal(100), TODAY, None)
    item = goods_invoiced.invoice_goods(new=new, actor=me(), today=TODAY)
    draft = DisputeDraft(DisputeCause.QUANTITY, Decimal(40), TODAY, "")
    trade.raise_dispute(item=item, draft=draft, today=TODAY, actor=me())
    rule = RuleSetting("previous_batch")
    assert [each.open for each in facts(account, rule).batches] == [60]
    assert [each.open for each in facts(account, rule, overdue=OverdueSwitches(disputed=True)).batches] == [100]
    pay(account.customer, "P-1", "60")
    assert facts(account, rule).batches == ()


def test_an_invoice_of_which_no_delivery_is_known_is_a_batch_like_one(account):
    place(account.customer, "SO-1", "300")
    for number, order in (("I-1", None), ("I-2", Order.objects.get())):
        draft = item(number, "100", dated=TODAY - timedelta(days=31 if order else 60))
        trade.invoice(draft=draft, account=account, order=order, delivery=None, actor=me())
    ship("SO-1", "D-1", "150")
    rules = [RuleSetting("previous_batch", batch=kind) for kind in Batch]
    assert [(each.kind, each.key, each.total, each.open) for each in facts(account, *rules).batches] == [
        (Batch.DELIVERY, "I-1", 100, 100),
        (Batch.DELIVERY, "I-2", 100, 100),
        (Batch.DELIVERY, "D-1", 150, 50),
        (Batch.ORDER, "I-1", 100, 100),
        (Batch.ORDER, "SO-1", 150, 150),
        (Batch.MONTH, "2026-01", 200, 200),
        (Batch.MONTH, "2026-03", 150, 50),
    ]


def test_what_was_paid_in_full_of_a_month_or_an_order_is_part_of_what_it_came_to(account):
    place(account.customer, "SO-1", "300")
    for number, amount, order in (
        ("I-1", "80", None),
        ("I-2", "20", None),
        ("I-3", "70", "SO-1"),
        ("I-4", "30", "SO-1"),
    ):
        draft = item(number, amount, dated=TODAY - timedelta(days=31))
        trade.invoice(draft=draft, account=account, order=order and Order.objects.get(), delivery=None, actor=me())
    for number in ("I-1", "I-3"):
        paid = Item.objects.get(number=number)
        draft = PaymentDraft(f"P-{number}", paid.amount, TODAY)
        choice = [Choice(paid.pk, paid.amount)]
        trade.receive(draft=draft, account=account, chosen=choice, method=Method.NAMED_ONLY, actor=me())
    rules = [RuleSetting("previous_batch", batch=kind, percent=Decimal(75)) for kind in Batch]
    assert [(each.kind, each.key, each.total, each.open) for each in facts(account, *rules).batches] == [
        (Batch.DELIVERY, "I-2", 20, 20),
        (Batch.DELIVERY, "I-4", 30, 30),
        (Batch.ORDER, "I-2", 20, 20),
        (Batch.ORDER, "SO-1", 100, 30),
        (Batch.MONTH, "2026-01", 200, 50),
    ]


def test_a_batch_in_another_currency_is_told_in_the_accounts_own(account):
    rates.enter_rate(
        kind="fx:USD:CNY", value=Decimal(7), valid_from=TODAY, source="central bank", is_sure=False, actor=MACHINE
    )
    dollars = trade.account_for(customer=account.customer, segment=account.segment, currency="USD")
    an_invoice(dollars, "5", number="I-1", dated=TODAY)
    an_invoice(account, "20", number="I-2", dated=TODAY)
    rule = RuleSetting("previous_batch", batch=Batch.MONTH, percent=Decimal(50))
    assert [(each.total, each.open) for each in facts(account, rule).batches] == [(55, 55)]


def test_retention_money_keeps_no_batch_open_before_its_day(account):
    place(account.customer, "SO-1", "100")
    ship("SO-1", "D-1", "100")
    kept = Retention(Decimal(10), TODAY + timedelta(days=365))
    new = NewInvoice("SO-1", "D-1", "I-1", Decimal(100), TODAY, None, retention=kept)
    goods_invoiced.invoice_goods(new=new, actor=me(), today=TODAY)
    rule = RuleSetting("previous_batch")
    assert [each.open for each in facts(account, rule).batches] == [90]
    pay(account.customer, "P-1", "90")
    assert facts(account, rule).batches == ()
    Item.objects.filter(kind=Item.Kind.RETENTION).update(due_date=TODAY - timedelta(days=1))
    assert [each.open for each in facts(account, rule).batches] == [10]


@pytest.mark.parametrize(("left", "late"), [("9.99", 0), ("10", 1)])
def test_a_remnant_makes_nobody_late_under_the_policy_one_begins_with(account, left, late):
    an_invoice(account, left, dated=LATE)
    assert facts(account, overdue=STARTING_POLICY.overdue).overdue.items == late


def test_tiny_items_are_out_and_credits_are_taken_off_the_oldest(account):
    an_invoice(account, "5", number="I-1", dated=LATE - timedelta(days=9))
    an_invoice(account, "20", number="I-2", dated=LATE)
    assert facts(account, overdue=OverdueSwitches(tiny_below=Decimal(6))).overdue.item == "I-2"
    pay(account.customer, "P-1", "100")
    an_invoice(account, "50", number="I-3", dated=LATE)
    assert facts(account).overdue.amount == Decimal(50)
    with_cash = facts(account, overdue=OverdueSwitches(unapplied=True))
    assert (with_cash.overdue.days, with_cash.balance) == (0, Decimal(0))


def test_money_in_one_currency_makes_no_item_of_another_less_late(account):
    rates.enter_rate(
        kind="fx:USD:CNY", value=Decimal(7), valid_from=TODAY, source="central bank", is_sure=False, actor=MACHINE
    )
    dollars = trade.account_for(customer=account.customer, segment=account.segment, currency="USD")
    an_invoice(dollars, "5", number="I-1", dated=LATE)
    pay(account.customer, "P-1", "0.01")
    found = facts(account, overdue=OverdueSwitches(unapplied=True)).overdue
    assert (found.item, found.days > 0) == ("I-1", True)
    an_invoice(account, "20", number="I-2", dated=LATE - timedelta(days=1))
    assert facts(account, overdue=OverdueSwitches(unapplied=True)).overdue.item == "I-2"


def test_old_debt_is_summed_by_the_days_the_policy_asks_for(account):
    an_invoice(account, "30", number="I-1", dated=LATE)
    an_invoice(account, "70", number="I-2")
    found = facts(account, RuleSetting("overdue_share", Decimal(10), days=Decimal(39)))
    assert (found.balance, found.older_than(39), found.older_than(60)) == (Decimal(100), Decimal(30), Decimal(0))


def test_grade_list_review_demand_class_and_changed_detail_are_seen(account):
    buyer = account.customer
    item = an_invoice(account, "30", dated=LATE)
    assessment.give_grade(customer=buyer, draft=GradeDraft("BBB", TODAY, None, "visit", ""), today=TODAY, actor=me())
    listing = ListingDraft(ListingKind.NEGATIVE, "court", "x", TODAY, None)
    limits.put_on_list(customer=buyer, draft=listing, today=TODAY, actor=me())
    limits.set_review_date(customer=buyer, review_date=TODAY, reason="yearly", actor=me())
    trade.record_demand(items=[item], draft=DemandDraft(2, TODAY, ""), today=TODAY, actor=me())
    customers.add_class(code="export", name="Export", actor=me())
    customers.classify(customer=buyer, codes=["export"], today=TODAY, actor=me())
    found = standing(account)
    assert (found.facts.grade, found.facts.grade_rank, found.facts.dunning_level) == ("BBB", 4, 2)
    assert (found.facts.listings, found.facts.review_date) == ((ListingKind.NEGATIVE,), TODAY)
    assert found.customer.classes == ("export",)


def test_what_waits_for_its_invoice_and_which_batches_are_open(account):
    place(account.customer, "SO-1", "300")
    ship("SO-1", "D-1", "100")
    ship("SO-1", "D-2", "150")
    rules = [RuleSetting("previous_batch", batch=kind) for kind in Batch]
    found = facts(account, *rules)
    assert (found.not_invoiced.delivery, found.not_invoiced.amount) == ("D-1", Decimal(250))
    assert [(each.kind, each.key, each.open) for each in found.batches] == [
        (Batch.DELIVERY, "D-1", Decimal(100)),
        (Batch.DELIVERY, "D-2", Decimal(150)),
        (Batch.ORDER, "SO-1", Decimal(250)),
        (Batch.MONTH, f"{TODAY:%Y-%m}", Decimal(250)),
    ]


def test_the_payment_index_speaks_after_three_payments(account):
    rule = RuleSetting("payment_index", Decimal(50))
    for number in range(3):
        assert facts(account, rule).payment_index is None
        an_invoice(account, "10", number=f"I-{number}")
        pay(account.customer, f"P-{number}", "10")
    assert facts(account, rule).payment_index == Decimal(100)


def test_the_payment_index_weighs_what_was_paid_in_every_currency_and_what_is_late_now(account):
    rule = RuleSetting("payment_index", Decimal(50))
    rates.enter_rate(
        kind="fx:USD:CNY", value=Decimal(7), valid_from=LATE, source="central bank", is_sure=False, actor=MACHINE
    )
    dollars = trade.account_for(customer=account.customer, segment=account.segment, currency="USD")
    for number in range(3):
        an_invoice(dollars, "10", number=f"U-{number}", dated=LATE)
        an_invoice(account, "70", number=f"I-{number}", days=0)
    assert facts(account, rule).payment_index == points_for(days_beyond_terms=Decimal(40))
    for number in range(3):
        pay(account.customer, f"P-{number}", "70")
        draft = PaymentDraft(f"Q-{number}", Decimal(10), TODAY)
        money = NewPayment(account.customer, account.segment, "USD", draft, (), Method.OLDEST_DUE)
        payment_received.receive_payment(new=money, actor=MACHINE, today=TODAY)
    half = (210 * Decimal(80) + 210 * points_for(days_beyond_terms=Decimal(40))) / 420
    assert [facts(each, rule).payment_index for each in (account, dollars)] == [half, half]


def test_one_salespersons_part_of_a_customer_is_limited(account):
    seller = person("lilei")
    a_rule = RuleSetting("salesperson_limit", Decimal(500))
    place(account.customer, "SO-1", "300", salesperson_id=seller.pk)
    place(account.customer, "SO-2", "300")
    order = Order.objects.select_related("account__segment").get(number="SO-1")
    policy = replace(queries.policy_in_force(on=TODAY), number=99, rules=(a_rule,))
    step = queries.standing(order=order, checkpoint=Checkpoint.SHIP, as_of=TODAY)
    seen = queries.judged(step=step, policy=policy, as_of=TODAY).snapshot.order
    assert (seen.salesperson, seen.through_salesperson) == ("lilei", Decimal(0))


def test_the_longest_term_with_bills_runs_from_the_oldest_invoice_a_bill_paid(account):
    an_invoice(account, "100", days=30)
    for number, days in (("B-1", 90), ("B-2", 60)):
        draft = BillDraft(number, Decimal(50), TODAY, TODAY + timedelta(days=days), "bank", "state_bank")
        new = NewBill(account.customer, account.segment, "CNY", draft, (), Method.OLDEST_DUE)
        bill_received.receive_bill(new=new, actor=MACHINE, today=TODAY)
    invoiced_on = Item.objects.get(kind="invoice").document_date
    found = facts(account, RuleSetting("effective_term", Decimal(60))).longest_bill
    assert (found.bill, found.days) == ("B-1", (TODAY + timedelta(days=90) - invoiced_on).days)
    assert facts(account).longest_bill is None


def test_a_contract_counts_from_its_first_day_through_its_last_and_the_newest_version_tells(account):
    def keep(title, begins, ends):
        content = f"%PDF-1.4 {title} {ends}".encode()
        draft = PaperDraft("contract", title, f"{title}.pdf", content, TODAY - timedelta(days=begins), ends)
        file_kept.keep_paper(customer=account.customer, draft=draft, actor=MACHINE, today=TODAY)

    assert facts(account).contract is None
    keep("Frame", 99, TODAY + timedelta(days=1))
    assert facts(account).contract == Contract("Frame", TODAY)
    keep("Supply", 9, None)
    assert facts(account).contract == Contract("Supply", None)
    keep("Supply", 9, TODAY)
    assert facts(account).contract == Contract("Frame", TODAY)


def test_what_all_others_occupy_is_read_where_a_rule_asks_for_it(account):
    rule = RuleSetting("concentration", Decimal(50))
    other = trade.account_for(customer=a_customer("C2"), segment=account.segment, currency="CNY")
    an_invoice(other, "70", number="I-O")
    foreign = trade.account_for(customer=a_customer("C3"), segment=account.segment, currency="USD")
    an_invoice(foreign, "5", number="I-F")
    assert facts(account, rule).around == Around(Decimal(0), Decimal(70))
    assert facts(account).around is None


def test_an_order_that_waits_for_a_contract_goes_on_once_it_is_on_file():
    a_policy(codes=("contract_missing",))
    trade.default_segment()
    customer = a_customer("C1")
    place(customer, "SO-1", "1")
    assert Order.objects.get().status == "held"
    draft = PaperDraft("contract", "Frame", "frame.pdf", b"%PDF-1.4 frame", TODAY, None)
    file_kept.keep_paper(customer=customer, draft=draft, actor=MACHINE, today=TODAY)
    assert Order.objects.get().status == "released"
