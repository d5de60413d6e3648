"""Documents move value from stage to stage; nothing is counted twice, nothing is lost."""

from decimal import Decimal

import pytest
from tests.ledger import DAY, ME, an_account, an_invoice, an_order, item, order_draft, payment

from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.models import Account, Movement, Order
from onaccount.trade.rules import Choice, Method
from onaccount.trade.rules.exposure import STAGES

pytestmark = pytest.mark.django_db


def totals(account: Account) -> dict[str, Decimal]:
    """The stages of the account in which something stands; the ledger agrees with itself."""
    assert queries.reconcile() == ()
    account.refresh_from_db()
    exposure = queries.exposure_of(customer=account.customer)[0].exposure
    return {stage: amount for stage in STAGES if (amount := getattr(exposure, stage))}


def test_an_order_becomes_a_delivery_an_invoice_and_money() -> None:
    account = an_account()
    order = an_order(account, "100")
    assert totals(account) == {"order": Decimal(100)}
    delivery = trade.deliver(order=order, number="D1", amount=Decimal(60), delivery_date=DAY, actor=ME)
    assert totals(account) == {"order": Decimal(40), "delivery": Decimal(60)}
    trade.invoice(draft=item("I1", "60"), account=account, order=None, delivery=delivery, actor=ME)
    assert totals(account) == {"order": Decimal(40), "receivable": Decimal(60)}
    trade.receive(draft=payment("P1", "70"), account=account, chosen=[], method=Method.OLDEST_DUE, actor=ME)
    assert totals(account) == {"order": Decimal(40), "credit": Decimal(-10)}


def test_goods_beyond_the_order_are_a_movement_of_their_own() -> None:
    account = an_account()
    order = an_order(account, "100")
    trade.deliver(order=order, number="D1", amount=Decimal(120), delivery_date=DAY, actor=ME)
    assert totals(account) == {"delivery": Decimal(120)}
    moved = Movement.objects.filter(account=account, stage="delivery").values_list("amount", flat=True)
    assert sorted(moved) == [Decimal(20), Decimal(100)]


def test_a_held_order_occupies_nothing_until_it_is_released() -> None:
    account = an_account()
    order = trade.enter_order(draft=order_draft("O1", "100"), account=account, status="held", today=DAY, actor=ME)
    assert totals(account) == {}
    trade.occupy_order(order=order, today=DAY, actor=ME)
    assert totals(account) == {"order": Decimal(100)}


def test_a_cancelled_order_frees_what_was_not_delivered() -> None:
    account = an_account()
    order = an_order(account, "100")
    trade.deliver(order=order, number="D1", amount=Decimal(30), delivery_date=DAY, actor=ME)
    trade.free_order(order=order, status=Order.Status.CANCELLED, reason="customer withdrew", actor=ME)
    assert totals(account) == {"delivery": Decimal(30)}


def test_a_reversed_allocation_opens_both_sides_again() -> None:
    account = an_account()
    invoice = an_invoice(account, "100")
    trade.receive(
        draft=payment("P1", "100"), account=account, chosen=[Choice(invoice.pk)], method=Method.NAMED_ONLY, actor=ME
    )
    assert totals(account) == {}
    settlement = queries.settlements_of(item=invoice)[0]
    trade.reverse_allocation(settlement=settlement, effective_date=DAY, reason="wrong invoice", actor=ME)
    assert totals(account) == {"receivable": Decimal(100), "credit": Decimal(-100)}
