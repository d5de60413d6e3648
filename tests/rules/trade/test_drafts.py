"""What is judged before a document stands."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import (
    ItemDraft,
    LineDraft,
    OrderDraft,
    PaymentDraft,
    checked_item,
    checked_order,
    checked_payment,
    is_beyond,
    with_tax,
)

DAY = date(2026, 3, 2)
LINE = LineDraft("A-1", Decimal(2), Decimal("4.50"), Decimal(9))


def order(
    number: str = "O1", amount: str = "9", ship_date: date = DAY, lines: tuple[LineDraft, ...] = ()
) -> OrderDraft:
    return OrderDraft(number, Decimal(amount), DAY, ship_date, lines)


@pytest.mark.parametrize(
    ("code", "draft"),
    [
        ("trade.number_missing", order(number=" ")),
        ("trade.not_positive", order(amount="0")),
        ("trade.too_fine", order(amount="0.001")),
        ("trade.ships_before_order", order(ship_date=DAY - timedelta(days=1))),
        ("trade.lines_do_not_add_up", order(amount="10", lines=(LINE,))),
    ],
)
def test_an_order_that_cannot_be_is_refused(code: str, draft: OrderDraft) -> None:
    with pytest.raises(Refusal) as refused:
        checked_order(draft, code="CNY")
    assert refused.value.code == code


def test_a_sound_order_passes_and_knows_its_quantity() -> None:
    draft = order(lines=(LINE,))
    assert checked_order(draft, code="CNY") is draft
    assert draft.quantity == 2


@pytest.mark.parametrize(
    ("code", "amount", "is_credit"),
    [("trade.wrong_sign", "0", False), ("trade.wrong_sign", "-1", False), ("trade.wrong_sign", "1", True), ("trade.too_fine", "1.234", False)],
)  # fmt: skip
def test_an_item_that_cannot_be_is_refused(code: str, amount: str, is_credit: bool) -> None:
    with pytest.raises(Refusal) as refused:
        checked_item(ItemDraft("I1", Decimal(amount), DAY, DAY), is_credit=is_credit, code="CNY")
    assert refused.value.code == code


def test_an_item_due_before_its_document_is_a_fact_of_some_ledgers() -> None:
    draft = ItemDraft("I1", Decimal("1.234"), DAY, DAY - timedelta(days=9))
    assert checked_item(draft, is_credit=False, code="KWD") is draft


def test_a_payment_is_above_zero() -> None:
    paid = PaymentDraft("P1", Decimal("0.01"), DAY)
    assert checked_payment(paid, code="CNY") is paid
    with pytest.raises(Refusal):
        checked_payment(PaymentDraft("P1", Decimal(0), DAY), code="CNY")


def test_an_order_on_the_last_day_of_the_horizon_counts() -> None:
    assert not is_beyond(ship_date=DAY + timedelta(days=30), as_of=DAY, horizon_days=30)
    assert is_beyond(ship_date=DAY + timedelta(days=31), as_of=DAY, horizon_days=30)
    assert not is_beyond(ship_date=DAY + timedelta(days=999), as_of=DAY, horizon_days=None)


@pytest.mark.parametrize(
    ("ships", "first"), [((None,), 0), ((0, 9), 0), ((None, 9), 0), ((9,), 9), ((9, 5), 5), ((-1, 0), -1), ((-1, None), -1)]
)  # fmt: skip
def test_an_order_ships_from_the_day_of_the_first_of_its_lines_on(ships: tuple[int | None, ...], first: int) -> None:
    days = [None if each is None else DAY + timedelta(days=each) for each in ships]
    lines = tuple(LineDraft("X", Decimal(1), Decimal(30), Decimal(30), ship_date=day) for day in days)
    draft = OrderDraft("O1", Decimal(30) * len(lines), DAY - timedelta(days=9), DAY, lines)
    assert draft.first_ship_date == DAY + timedelta(days=first)
    if first == 0:
        assert checked_order(draft, code="CNY") is draft
        return
    with pytest.raises(Refusal) as refused:
        checked_order(draft, code="CNY")
    told = {"number": "O1", "ship_date": DAY.isoformat(), "first": draft.first_ship_date.isoformat()}
    assert (refused.value.code, dict(refused.value.facts)) == ("trade.lines_ship_otherwise", told)


def test_an_order_without_lines_ships_on_its_own_day() -> None:
    assert order().first_ship_date == DAY


def test_prepaid_lines_are_due_ahead() -> None:
    lines = tuple(LineDraft("X", Decimal(1), Decimal(30), Decimal(30), is_prepaid=paid) for paid in (True, False, True))
    assert (order(amount="90", lines=lines).ahead, order().ahead) == (60, 0)


@pytest.mark.parametrize(
    ("net", "rate", "gross"),
    [("100", "13", "113.00"), ("0.10", "13", "0.11"), ("33.33", "6", "35.33"), ("5", "0", "5")],
)
def test_a_line_priced_net_is_grossed_up_by_its_rate_and_rounded_once(net, rate, gross):
    line = LineDraft("A", Decimal(3), Decimal(net) / 3, Decimal(net))
    found = with_tax(line, tax_percent=Decimal(rate), code="CNY")
    assert (found.amount, found.item, found.quantity) == (Decimal(gross), "A", 3)
