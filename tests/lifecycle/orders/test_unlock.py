"""What the check says would let an order go is done, and the order goes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.credit import KEYS, a_policy, asked, grant, new_order, place, status
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.lifecycle import (
    account_changed,
    demand_sent,
    dispute_raised,
    order_changed,
    order_parted,
    order_placed,
    order_prepaid,
    order_released,
    payment_received,
    segment_added,
)
from onaccount.lifecycle.payment_received import NewPayment
from onaccount.limits.rules import Dimension
from onaccount.office.policy import actions as policies
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Hold
from onaccount.ordercheck.rules import (
    Asked,
    Checkpoint,
    Family,
    Mode,
    Policy,
    Release,
    RuleSetting,
    Strength,
    Way,
    as_json,
)
from onaccount.trade import actions as trade
from onaccount.trade.models import Item, Order
from onaccount.trade.rules import (
    Choice,
    DemandDraft,
    DisputeCause,
    DisputeDraft,
    LineDraft,
    Method,
    OrderDraft,
    Parting,
    PaymentDraft,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    a_policy()
    trade.default_segment()
    found = a_customer("C1")
    grant(found, "800")
    return found


def checked_by(*rules: RuleSetting):
    """A customer without limit whose orders are checked by these rules alone."""
    holds = {point: Strength.HOLD for point in Checkpoint if point is not Checkpoint.QUOTE}
    content = Policy(number=1, mode=Mode.LIVE, rules=tuple(replace(each, strengths=holds) for each in rules))
    begin = TODAY - timedelta(days=999)
    policies.settle(kind="ordercheck", content=as_json(content), note="", active_from=begin, actor=MACHINE)
    return a_customer("C1")


@pytest.fixture
def held(customer):
    account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
    for number, amount, days in (("I-1", "400", 90), ("I-2", "250", 40), ("I-3", "120", 10)):
        an_invoice(account, amount, number=number, dated=TODAY - timedelta(days=days), days=30)
    lines = tuple(
        LineDraft(f"item-{n}", Decimal(1), Decimal(value), Decimal(value)) for n, value in enumerate((300, 250, 50))
    )
    new = new_order(customer, "SO-1", "600", lines=lines)
    order_placed.place_order(new=new, asked=Asked.of(client="t", key="1", body={}), actor=MACHINE, today=TODAY)
    return Hold.objects.get(end=None)


def ways(held: Hold) -> dict[Family, Way]:
    return {way.family: way for way in queries.unlock_of(hold=held, as_of=TODAY).ways}


def collect(customer, items: list[str], deposit: Decimal = Decimal(0)) -> None:
    chosen = [Choice(item.pk, item.open_amount) for item in Item.objects.filter(number__in=items)]
    amount = sum((each.amount for each in chosen), deposit)
    draft = PaymentDraft(number=f"P-{next(KEYS)}", amount=amount, received_date=TODAY)
    new = NewPayment(customer, trade.default_segment(), "CNY", draft, chosen=chosen, method=Method.NAMED_ONLY)
    payment_received.receive_payment(new=new, actor=MACHINE, today=TODAY)


def carry_out(way: Way, customer) -> None:
    """Do what the words of a way say."""
    acts = {family: [act for act in way.actions if act.family is family] for family in Family}
    for act in acts[Family.TEMPORARY]:
        last = act.until + timedelta(days=1)
        grant(customer, str(act.amount + act.running), is_temporary=True, valid_to=last)
    invoices = [act.target for act in acts[Family.PAY]]
    deposit = sum((act.amount for act in acts[Family.DEPOSIT]), Decimal(0))
    if invoices or deposit:
        collect(customer, invoices, deposit)
    account_changed.reassess(group_id=customer.group_id, actor=MACHINE, today=TODAY)


@pytest.mark.parametrize("family", [Family.PAY, Family.DEPOSIT, Family.TEMPORARY])
def test_a_way_out_is_carried_out_and_the_order_is_released(customer, held, family):
    way = ways(held)[family]
    assert status("SO-1") == "held"
    carry_out(way, customer)
    assert status("SO-1") == "released"


def test_the_least_that_lets_it_go_is_named_in_every_family(customer, held):
    found = queries.unlock_of(hold=held, as_of=TODAY)
    assert [(each.number, each.over) for each in found.binding] == [("C1", 570)]
    said = {way.family: (way.money, sorted(act.target or str(act.amount) for act in way.actions)) for way in found.ways}
    assert said == {
        Family.DEPOSIT: (570, ["170.00", "I-1"]),
        Family.TEMPORARY: (570, ["C1", "I-1"]),
        Family.PAY: (650, ["I-1", "I-2"]),
        Family.SPLIT: (650, ["2", "I-1"]),
    }


def test_shorter_terms_let_an_order_go_that_asked_for_longer_ones(customer):
    grant(customer, "30", dimension=Dimension.CREDIT_DAYS, currency="")
    place(customer, "SO-9", "100", credit_days=60)
    (act,) = ways(Hold.objects.get(end=None))[Family.TERMS].actions
    order = Order.objects.get(number="SO-9")
    draft = OrderDraft("SO-9", order.amount, order.order_date, order.ship_date, credit_days=act.days)
    asked = Asked.of(client="t", key="terms", body={})
    order_changed.change_order(draft=draft, asked=asked, actor=MACHINE, today=TODAY)
    assert (act.days, status("SO-9")) == (30, "released")


def test_an_amount_a_cent_below_the_deposit_leaves_it_held(customer):
    place(customer, "SO-2", "900.50")
    (act,) = ways(Hold.objects.get(end=None))[Family.DEPOSIT].actions
    carry_out(Way(Family.DEPOSIT, (replace(act, amount=act.amount - Decimal("0.01")),)), customer)
    assert status("SO-2") == "held"
    carry_out(Way(Family.DEPOSIT, (replace(act, amount=Decimal("0.01")),)), customer)
    assert status("SO-2") == "released"


def test_a_disputed_invoice_is_not_asked_for_where_disputed_ones_do_not_count(customer, held):
    item = Item.objects.get(number="I-1")
    draft = DisputeDraft(DisputeCause.QUALITY, None, TODAY, "scratched")
    dispute_raised.raise_dispute(item=item, draft=draft, actor=acting(somebody("head2", "credit_manager")), today=TODAY)
    (deposit,) = ways(Hold.objects.get(end=None))[Family.DEPOSIT].actions
    assert deposit.amount == 570


def test_who_pays_what_was_demanded_may_order_again():
    customer = checked_by(RuleSetting("dunning_level", Decimal(1)))
    account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
    for number, level in (("I-1", 3), ("I-2", 1), ("I-3", 2)):
        item = an_invoice(account, "100", number=number, dated=TODAY - timedelta(days=90))
        draft = DemandDraft(level, TODAY, "")
        demand_sent.record_demand(items=[item], draft=draft, actor=MACHINE, today=TODAY)
    place(customer, "SO-1", "50")
    found = ways(Hold.objects.get(end=None))
    assert {family: [act.target for act in way.actions] for family, way in found.items()} == {
        Family.PAY: ["I-1", "I-3"]
    }
    carry_out(found[Family.PAY], customer)
    assert status("SO-1") == "released"


def test_a_batch_of_another_segment_is_paid_too():
    customer = checked_by(RuleSetting("previous_batch", Decimal(1)))
    other = segment_added.add_segment(code="S2", name="Export", horizon_days=None, actor=MACHINE)
    an_invoice(trade.account_for(customer=customer, segment=other, currency="CNY"), "100", number="I-1", dated=TODAY)
    place(customer, "SO-1", "50")
    (way,) = ways(Hold.objects.get(end=None)).values()
    assert [(act.family, act.target) for act in way.actions] == [(Family.PAY, "I-1")]


def test_an_amount_split_off_an_order_of_one_line_cures_its_quantity():
    customer = checked_by(RuleSetting("quantity", Decimal(60)))
    place(customer, "SO-1", "1000", lines=(LineDraft("GLUE", Decimal(100), Decimal(10), Decimal(1000)),))
    (act,) = ways(Hold.objects.get(end=None))[Family.SPLIT].actions
    assert (act.target, act.amount) == ("", Decimal(400))
    order_parted.part_order(number="SO-1", off=Parting(amount=act.amount), actor=MACHINE, today=TODAY)
    assert (status("SO-1"), Order.objects.get(number="SO-1").quantity) == ("released", 60)


def test_a_deposit_covers_what_is_due_ahead_before_it_makes_room(customer):
    ahead = LineDraft("item-2", Decimal(1), Decimal(300), Decimal(300), is_prepaid=True)
    place(customer, "SO-1", "1200", lines=(LineDraft("item-1", Decimal(1), Decimal(900), Decimal(900)), ahead))
    (act,) = ways(Hold.objects.get(end=None))[Family.DEPOSIT].actions
    assert act.amount == 400
    draft = PaymentDraft(number="P-1", amount=act.amount, received_date=TODAY)
    order_prepaid.pay_ahead(order_number="SO-1", draft=draft, actor=MACHINE, today=TODAY)
    assert status("SO-1") == "released"


def test_what_grew_a_cent_beyond_its_release_is_split_into_two_orders_worth_sending(customer):
    place(customer, "SO-1", "1000")
    boss, word = acting(somebody("boss", "credit_manager")), Release("one_off", "", Decimal(10), TODAY)
    order_released.release_order(number="SO-1", release=word, actor=boss, today=TODAY)
    grown = OrderDraft("SO-1", Decimal("1100.01"), TODAY, TODAY)
    order_changed.change_order(draft=grown, asked=asked(), actor=MACHINE, today=TODAY)
    (act,) = ways(Hold.objects.get(end=None))[Family.SPLIT].actions
    assert act.amount == Decimal("11.01")
    order_parted.part_order(number="SO-1", off=Parting(amount=act.amount), actor=MACHINE, today=TODAY)
    assert (status("SO-1"), status("SO-1-2")) == ("released", "held")


def test_no_split_leaves_an_order_of_nothing_but_a_discount():
    customer = checked_by(RuleSetting("order_amount", Decimal(100)))
    prices = (("PAINT", 200), ("GLUE", 90), ("DISCOUNT", -80))
    lines = tuple(LineDraft(item, Decimal(1), Decimal(price), Decimal(price)) for item, price in prices)
    place(customer, "SO-1", "210", lines=lines)
    off = frozenset(int(act.target) for act in ways(Hold.objects.get(end=None))[Family.SPLIT].actions)
    rest = order_parted.part_order(number="SO-1", off=Parting(off), actor=MACHINE, today=TODAY)
    assert (off, rest.amount, status("SO-1")) == ({1, 3}, Decimal(120), "released")


def test_an_invoice_of_another_segment_frees_the_limit_over_all_of_them(customer):
    other = segment_added.add_segment(code="S2", name="Export", horizon_days=None, actor=MACHINE)
    account = trade.account_for(customer=customer, segment=other, currency="CNY")
    item = an_invoice(account, "500", number="I-1", dated=TODAY)
    place(customer, "SO-1", "600")
    found = ways(Hold.objects.get(end=None))
    assert [(act.target, act.amount) for act in found[Family.PAY].actions] == [("I-1", 500)]
    draft = PaymentDraft(number="P-1", amount=item.amount, received_date=TODAY)
    new = NewPayment(customer, other, "CNY", draft, chosen=(), method=Method.OLDEST_DUE)
    payment_received.receive_payment(new=new, actor=MACHINE, today=TODAY)
    assert status("SO-1") == "released"
