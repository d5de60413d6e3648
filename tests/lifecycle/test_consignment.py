"""Goods on consignment count with the policy's share until their use is reported; then what was used is a receivable."""

from decimal import Decimal

import pytest
from tests.credit import a_policy, asked, grant, place, reasons, status
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import account_changed, consignment_used, goods_delivered, ledger_corrected
from onaccount.lifecycle.goods_delivered import NewDelivery
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.ordercheck.models import Decision
from onaccount.trade.models import Account, Delivery
from onaccount.trade.queries import reconcile

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    a_policy(consignment_percent=Decimal(40))
    found = a_customer("C1")
    grant(found, "1000")
    place(found, "SO-1", "1000")
    return found


def consign(amount: str) -> Decision:
    new = NewDelivery("SO-1", f"D-{amount}", Decimal(amount), TODAY, is_consigned=True)
    return goods_delivered.deliver_goods(new=new, asked=asked(), actor=MACHINE, today=TODAY)


def used(delivery: str, amount: str):
    new = NewInvoice("SO-1", delivery, f"I-{amount}", Decimal(amount), TODAY, None)
    return consignment_used.report_usage(new=new, actor=MACHINE, today=TODAY)


def stands() -> dict[str, int]:
    account = Account.objects.get()
    stages = ("order", "delivery", "uncounted", "receivable")
    return {stage: int(getattr(account, stage)) for stage in stages if getattr(account, stage)}


def test_the_order_is_freed_as_the_goods_leave_and_use_makes_a_receivable(customer) -> None:
    assert consign("600").outcome == "release"
    assert stands() == {"order": 400, "delivery": 240, "uncounted": 360}
    used("D-600", "100")
    assert stands() == {"order": 400, "delivery": 200, "uncounted": 300, "receivable": 100}
    assert reconcile() == ()


def test_the_share_of_then_stays_and_the_freed_credit_may_be_used_again(customer) -> None:
    consign("1000")
    assert (place(customer, "SO-2", "600").outcome, reasons(place(customer, "SO-3", "1"))) == (
        "release",
        ["ordercheck.over_limit"],
    )


def test_goods_taken_back_stand_in_the_order_again(customer) -> None:
    consign("600")
    ledger_corrected.cancel_delivery(delivery=Delivery.objects.get(), reason="wrong truck", actor=MACHINE, today=TODAY)
    assert stands() == {"order": 1000}


def test_what_consignment_frees_goes_to_whoever_waits(customer) -> None:
    place(customer, "SO-2", "600")
    consign("1000")
    account_changed.drain(actor=MACHINE, today=TODAY, at_most=10)
    assert status("SO-2") == "released"


@pytest.mark.parametrize(("delivery", "amount", "code"), [("D-600", "601", "more_than_at"), ("", "1", "not_consigned")])
def test_more_than_stands_there_and_what_was_sold_cannot_be_reported(customer, delivery, amount, code) -> None:
    consign("600")
    with pytest.raises(Refusal, match=code):
        used(delivery, amount)
