"""What the ledger refuses leaves nothing behind."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.ledger import DAY, ME, an_account, an_invoice, an_order, item, order_draft, payment

from onaccount.kernel.reasons import Refusal
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.labels import REASONS
from onaccount.trade.models import Account, Item, Movement, Settlement
from onaccount.trade.rules import Choice, Method

pytestmark = pytest.mark.django_db
FREED = {"reason": "", "actor": ME}


def paid(account: Account) -> Settlement:
    invoice = an_invoice(account, "100")
    trade.receive(draft=payment("P1", "100"), account=account, chosen=[], method=Method.OLDEST_DUE, actor=ME)
    return queries.settlements_of(item=invoice)[0]


def reversed_twice(account: Account) -> None:
    settlement = paid(account)
    for _ in range(2):
        trade.reverse_allocation(settlement=settlement, effective_date=DAY, reason="", actor=ME)


def reversal_reversed(account: Account) -> None:
    rows = trade.reverse_allocation(settlement=paid(account), effective_date=DAY, reason="", actor=ME)
    trade.reverse_allocation(settlement=rows[0], effective_date=DAY, reason="", actor=ME)


def delivered_after_cancelling(account: Account) -> None:
    order = trade.free_order(order=an_order(account, "100"), status="cancelled", **FREED)
    trade.deliver(order=order, number="D1", amount=Decimal(1), delivery_date=DAY, actor=ME)


def cancelled_after_invoicing(account: Account) -> None:
    order = an_order(account, "100")
    delivery = trade.deliver(order=order, number="D1", amount=Decimal(60), delivery_date=DAY, actor=ME)
    trade.invoice(draft=item("I1", "10"), account=account, order=None, delivery=delivery, actor=ME)
    trade.cancel_delivery(delivery=delivery, reason="", actor=ME)


def cancelled_twice(account: Account) -> None:
    invoice = an_invoice(account, "100")
    for _ in range(2):
        trade.cancel_invoice(item=invoice, effective_date=DAY, reason="", actor=ME)


def named_from_another_group(account: Account) -> None:
    other = an_invoice(an_account("C2"), "100")
    trade.receive(
        draft=payment("P1", "10"), account=account, chosen=[Choice(other.pk)], method=Method.NAMED_ONLY, actor=ME
    )


def named_in_another_currency(account: Account) -> None:
    dollars = trade.account_for(customer=account.customer, segment=trade.default_segment(), currency="USD")
    other = an_invoice(dollars, "100")
    trade.receive(
        draft=payment("P1", "10"), account=account, chosen=[Choice(other.pk)], method=Method.NAMED_ONLY, actor=ME
    )


ATTEMPTS: dict[str, Callable[[Account], object]] = {
    "trade.number_taken": lambda account: [an_order(account, "1") for _ in range(2)],
    "trade.order_not_held": lambda account: trade.occupy_order(order=an_order(account, "1"), today=DAY, actor=ME),
    "trade.order_not_open": delivered_after_cancelling,
    "trade.delivery_invoiced": cancelled_after_invoicing,
    "trade.cancelled_already": cancelled_twice,
    "trade.item_settled": lambda account: trade.cancel_invoice(
        item=paid(account).item, effective_date=DAY, reason="", actor=ME
    ),
    "trade.reversed_already": reversed_twice,
    "trade.not_reversible": reversal_reversed,
    "trade.more_than_open": lambda account: trade.settle_outside(
        item=an_invoice(account, "100"), amount=Decimal(101), effective_date=DAY, reason="", actor=ME
    ),
    "trade.wrong_sign": lambda account: trade.credit_note(draft=item("CN1", "5"), account=account, actor=ME),
    "trade.other_group": named_from_another_group,
    "trade.other_currency": named_in_another_currency,
    "trade.not_a_credit": lambda account: trade.allocate(
        credit=an_invoice(account, "1"), chosen=[], method=Method.OLDEST_DUE, effective_date=DAY, actor=ME
    ),
}


@pytest.mark.parametrize(("code", "attempt"), ATTEMPTS.items(), ids=ATTEMPTS)
def test_it_is_refused_with_a_reason_that_has_words(code: str, attempt: Callable[[Account], object]) -> None:
    with pytest.raises(Refusal) as refused:
        attempt(an_account())
    assert refused.value.code == code
    assert str(REASONS[code]).format(**refused.value.facts)
    assert queries.reconcile() == ()


def test_a_refused_payment_leaves_no_trace() -> None:
    account = an_account()
    an_invoice(account, "100")
    movements = Movement.objects.count()
    with pytest.raises(Refusal):
        trade.receive(
            draft=payment("P1", "10"), account=account, chosen=[Choice(0)], method=Method.NAMED_ONLY, actor=ME
        )
    assert (Movement.objects.count(), account.customer.payments.count()) == (movements, 0)


def test_the_number_of_a_cancelled_invoice_is_free_again() -> None:
    account = an_account()
    trade.cancel_invoice(item=an_invoice(account, "100"), effective_date=DAY, reason="", actor=ME)
    again = an_invoice(account, "80")
    assert Item.objects.filter(cancelled_at=None).get() == again


def test_an_order_from_beyond_the_horizon_rolls_in_on_its_day() -> None:
    account = an_account()
    account.segment.horizon_days = 30
    account.segment.save()
    draft = order_draft("O1", "100", ships=DAY + timedelta(days=45))
    trade.enter_order(draft=draft, account=account, status="released", today=DAY, actor=ME)

    def rolled(days: int) -> tuple[list[str], Decimal, Decimal]:
        entered = queries.entering_orders(groups=[account.group_id], today=DAY + timedelta(days=days))
        for each in entered:
            trade.enter_horizon(order=each, actor=ME)
        account.refresh_from_db()
        return [order.number for order in entered], account.order_beyond, account.order

    assert rolled(14) == ([], 100, 0)
    assert list(queries.entering_horizon(customers=type(account.customer).objects.all(), until=draft.ship_date))
    assert rolled(15) == (["O1"], 0, 100)
    assert rolled(15) == ([], 0, 100)
    assert queries.reconcile() == ()


def test_a_changed_order_moves_only_its_difference() -> None:
    account = an_account()
    order = an_order(account, "100")
    trade.deliver(order=order, number="D1", amount=Decimal(30), delivery_date=DAY, actor=ME)
    trade.change_order(order=order, draft=order_draft("O1", "80"), today=DAY, actor=ME)
    account.refresh_from_db()
    assert (account.order, account.delivery) == (50, 30)
    trade.change_order(order=order, draft=order_draft("O1", "30"), today=DAY, actor=ME)
    account.refresh_from_db()
    assert (account.order, account.delivery) == (0, 30)
    assert queries.reconcile() == ()
