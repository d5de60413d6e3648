"""A line of an order as a person says it: what is not said is worked out, what contradicts itself is told."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import LineDraft, LineSaid, follows, priced, sum_of


def said(quantity: str, unit_price: str | None = None, amount: str | None = None, tax: str | None = None) -> LineSaid:
    def figure(text: str | None) -> Decimal | None:
        return None if text is None else Decimal(text)

    return LineSaid(
        item="A",
        quantity=Decimal(quantity),
        unit_price=figure(unit_price),
        amount=figure(amount),
        tax_percent=figure(tax),
    )


@pytest.mark.parametrize(
    ("line", "code", "unit_price", "amount"),
    [
        (said("3", "199.99"), "CNY", "199.99", "599.97"),
        (said("3", None, "1000"), "CNY", "333.333333", "1000"),
        (said("3", "333.333333", "1000"), "CNY", "333.333333", "1000"),
        (said("70000", "0.001429", "100"), "CNY", "0.001429", "100"),  # the price is the amount for one, to six places
        (said("0.5", "0.01"), "CNY", "0.01", "0.01"),
        (said("3", "33.5"), "JPY", "33.5", "101"),
        (said("0", None, "50"), "CNY", "0", "50"),
        (said("2", "100", None, "13"), "CNY", "113", "226"),
    ],
)
def test_what_is_not_said_of_a_line_is_worked_out(line: LineSaid, code: str, unit_price: str, amount: str) -> None:
    draft = priced(line, code=code)
    assert (draft.unit_price, draft.amount) == (Decimal(unit_price), Decimal(amount))


@pytest.mark.parametrize("tax", [None, "13"])
def test_a_line_keeps_its_unit_and_its_day(tax: str | None) -> None:
    day = date(2026, 3, 2)
    draft = priced(replace(said("2", "100", None, tax), unit="箱", ship_date=day), code="CNY")
    assert (draft.unit, draft.ship_date) == ("箱", day)


@pytest.mark.parametrize(
    ("line", "code", "facts"),
    [
        (said("3"), "trade.line_unpriced", {"item": "A"}),
        (said("3", "200", "650"), "trade.line_contradicts", {"item": "A", "comes_to": "600.00", "amount": "650"}),
        (said("0", "5", "50"), "trade.line_contradicts", {"item": "A", "comes_to": "0.00", "amount": "50"}),
    ],
)
def test_a_line_that_contradicts_itself_is_refused_with_both_figures(
    line: LineSaid, code: str, facts: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as refused:
        priced(line, code="CNY")
    assert (refused.value.code, refused.value.facts) == (code, facts)


def test_an_amount_that_follows_from_the_price_need_not_be_said() -> None:
    line = LineDraft("A", Decimal(3), Decimal(200), Decimal(600))
    dearer = LineDraft("A", Decimal(3), Decimal(200), Decimal(601))
    assert (follows(line, code="CNY"), follows(dearer, code="CNY")) == (True, False)
    assert sum_of((line, dearer)) == 1201
    assert sum_of(()) == 0


@given(
    st.decimals("0.001", "100000", places=3),
    st.decimals("0", "100000", places=6),
    st.sampled_from(["CNY", "JPY", "KWD"]),
)
def test_a_line_said_again_as_it_was_completed_is_the_same_line(quantity: Decimal, price: Decimal, code: str) -> None:
    draft = priced(LineSaid(item="A", quantity=quantity, unit_price=price), code=code)
    again = LineSaid(item="A", quantity=quantity, unit_price=draft.unit_price, amount=draft.amount)
    assert priced(again, code=code) == draft
    assert follows(draft, code=code)
