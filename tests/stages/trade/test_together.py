"""Two people at the same ledger at the same moment: the group's lock makes them one after the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection, transaction
from tests.ledger import DAY, ME, an_account, an_invoice, an_order, item, payment

from onaccount.customers.queries import lock_group
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import group_joined
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.models import Account, Bill, Item, Settlement
from onaccount.trade.rules import BillDraft, Choice, Method

pytestmark = pytest.mark.django_db(transaction=True)


def together(act: Callable[[int], object], *, hands: int) -> list[str]:
    """The act by several hands at once, each with a connection of its own; refusals by their code."""
    ready = Barrier(hands)

    def one(hand: int) -> str:
        ready.wait()
        try:
            act(hand)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(hands) as pool:
        return sorted(pool.map(one, range(hands)))


def test_an_invoice_is_never_paid_twice_over() -> None:
    account = an_account()
    an_invoice(account, "100")

    def pay(hand: int) -> None:
        draft = payment(f"P{hand}", "80")
        trade.receive(draft=draft, account=account, chosen=[], method=Method.OLDEST_DUE, actor=ME)

    assert together(pay, hands=4) == ["done"] * 4
    opened = {one.number: one.open_amount for one in Item.objects.exclude(open_amount=0)}
    assert sum(opened.values()) == 100 - 4 * 80
    assert "I1" not in opened
    assert queries.reconcile() == ()


def test_goods_of_one_order_leave_by_several_doors() -> None:
    account = an_account()
    order = an_order(account, "100")

    def ship(hand: int) -> None:
        delivery = trade.deliver(order=order, number=f"D{hand}", amount=Decimal(40), delivery_date=DAY, actor=ME)
        trade.invoice(draft=item(f"I{hand}", "40"), account=account, order=None, delivery=delivery, actor=ME)

    assert together(ship, hands=4) == ["done"] * 4
    account.refresh_from_db()
    assert (account.order, account.delivery, account.receivable) == (0, 0, 160)
    assert queries.reconcile() == ()


def test_one_number_is_entered_once() -> None:
    account = an_account()
    assert together(lambda _: an_order(account, "10"), hands=4) == ["done"] + ["trade.number_taken"] * 3
    assert queries.reconcile() == ()


def test_an_allocation_is_reversed_once() -> None:
    account = an_account()
    invoice = an_invoice(account, "100")
    trade.receive(draft=payment("P1", "100"), account=account, chosen=[], method=Method.OLDEST_DUE, actor=ME)
    settlement = queries.settlements_of(item=invoice)[0]

    def reverse(_: int) -> None:
        trade.reverse_allocation(settlement=settlement, effective_date=DAY, reason="", actor=ME)

    assert together(reverse, hands=3) == ["done", "trade.reversed_already", "trade.reversed_already"]
    assert queries.reconcile() == ()


def a_bill_for_a_company_that_left(amount: str) -> Bill:
    """A parent's bill settled its child's invoice; then the child joined another group, whose key comes first."""
    other, parent, child = an_account("Z"), an_account("P"), an_account("C")
    group_joined.join_group(customer=child.customer, parent=parent.customer, actor=ME, today=DAY)
    invoice = an_invoice(Account.objects.get(customer=child.customer, group=parent.group), "100")
    bill = trade.receive_bill(
        draft=BillDraft("B1", Decimal(amount), DAY, DAY + timedelta(days=90), "望川银行", "commercial"),
        account=parent,
        chosen=[Choice(invoice.pk)],
        method=Method.NAMED_ONLY,
        percent=Decimal(100),
        actor=ME,
    )
    child.customer.refresh_from_db()
    group_joined.join_group(customer=child.customer, parent=other.customer, actor=ME, today=DAY)
    return bill


def dishonour(bill: Bill) -> None:
    trade.dishonour_bill(bill=bill, step_date=DAY, reason="no cover", actor=ME)


def undo_allocation(bill: Bill) -> None:
    (settlement,) = Settlement.objects.filter(item=bill.payment.unapplied)
    trade.reverse_allocation(settlement=settlement, effective_date=DAY, reason="", actor=ME)


@pytest.mark.parametrize("act", [dishonour, undo_allocation])
def test_what_opens_the_invoice_of_a_company_that_left_locks_both_groups_in_key_order(
    act: Callable[[Bill], None],
) -> None:
    bill = a_bill_for_a_company_that_left("100")
    order: list[str] = []

    def late() -> None:
        try:
            act(bill)
            order.append("opened")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_group(Item.objects.get(number="I1").group_id)
            opening = pool.submit(late)
            wait([opening], timeout=0.5)
            lock_group(bill.group_id)
            order.append("judged")
        opening.result(timeout=20)
    assert order == ["judged", "opened"]
    assert Item.objects.get(number="I1").open_amount == 100
    assert queries.reconcile() == ()


def test_a_part_of_a_bill_opens_its_share_of_the_invoice_of_a_company_that_left() -> None:
    bill = a_bill_for_a_company_that_left("100")
    _, part = trade.split_bill(bill=bill, amounts=[Decimal(60), Decimal(40)], step_date=DAY, actor=ME)
    dishonour(part)
    assert Item.objects.get(number="I1").open_amount == 40
    assert queries.reconcile() == ()
