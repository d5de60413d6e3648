"""A customer that pays first buys with its cash once, whatever it owed before."""

from decimal import Decimal

import pytest
from tests.credit import a_policy, grant, pay, place, reasons, ship, status
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.lifecycle import goods_invoiced, invoice_booked, ledger_corrected, payment_received, supply_stopped
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.lifecycle.payment_received import NewPayment
from onaccount.limits.rules import LimitType, SuspensionKind
from onaccount.trade import actions as trade
from onaccount.trade.models import Item
from onaccount.trade.rules import Choice, Method, PaymentDraft

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer():
    """It buys on open account."""
    a_policy()
    found = a_customer("C1")
    grant(found, None)
    return found


def pays_first(customer):
    boss = acting(somebody("boss", "credit_manager"))
    supply_stopped.suspend(customer=customer, kind=SuspensionKind.PREPAY_ONLY, reason="late", actor=boss)
    draft = PaymentDraft(number="P", amount=Decimal(100), received_date=TODAY)
    new = NewPayment(customer, trade.default_segment(), "CNY", draft, chosen=(), method=Method.NAMED_ONLY)
    payment_received.receive_payment(new=new, actor=MACHINE, today=TODAY)


@pytest.fixture
def customer(buyer):
    """It owes 500 from before, and 100 of cash wait for new goods."""
    found = buyer
    pays_first(found)
    account = trade.account_for(customer=found, segment=trade.default_segment(), currency="CNY")
    an_invoice(account, "500", number="OLD")
    return found


def invoiced(order: str, number: str, amount: int, *, is_booked: bool = True) -> None:
    """Dated long before the customer was to pay first, which changes nothing."""
    new = NewInvoice(order, "", number, Decimal(amount), TODAY, None, is_booked=is_booked)
    goods_invoiced.invoice_goods(new=new, actor=MACHINE, today=TODAY)


@pytest.mark.parametrize("counts", [True, False])
def test_cash_frees_the_orders_of_a_prepay_limit_whatever_the_policy_counts(counts):
    a_policy(counts_credits=counts)
    found = a_customer("C1")
    grant(found, None, type=LimitType.PREPAY)
    assert (place(found, "A", "100").outcome, place(found, "B", "0.01").outcome) == ("hold", "hold")
    pay(found, "P", "100")
    assert (status("A"), status("B")) == ("released", "held")


def test_cash_that_waits_beside_the_invoice_of_its_goods_lets_nothing_else_go(customer):
    assert place(customer, "A", "100").outcome == "release"
    assert reasons(place(customer, "B", "0.01")) == ["ordercheck.prepay_only"]
    ship("A", "D", "100")
    invoiced("A", "I", 100)
    assert reasons(place(customer, "C", "100")) == ["ordercheck.prepay_only"]
    assert status("B") == "held"
    cash, claim = Item.objects.get(number="P"), Item.objects.get(number="I")
    ledger_corrected.allocate_credit(
        credit=cash, chosen=[Choice(claim.pk)], method=Method.NAMED_ONLY, actor=MACHINE, today=TODAY
    )
    assert status("C") == "held"
    pay(customer, "P2", "600.01")
    assert (status("B"), status("C")) == ("released", "released")


def test_an_invoice_made_before_and_booked_since_uses_up_cash_all_the_same(buyer):
    place(buyer, "A", "100")
    ship("A", "D", "100")
    invoiced("A", "I", 100, is_booked=False)
    pays_first(buyer)
    assert reasons(place(buyer, "B", "100")) == ["ordercheck.prepay_only"]
    invoice_booked.book_invoice(item=Item.objects.get(number="I"), actor=MACHINE)
    assert reasons(place(buyer, "C", "100")) == ["ordercheck.prepay_only"]


def test_what_was_invoiced_before_it_paid_first_takes_no_cash(buyer):
    place(buyer, "A", "100")
    ship("A", "D", "100")
    invoiced("A", "I", 100)
    pays_first(buyer)
    assert place(buyer, "B", "100").outcome == "release"
