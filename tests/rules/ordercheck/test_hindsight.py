"""A stored snapshot with one wrong limit replaced, and nothing else."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from onaccount.limits.rules import CreditLimit, Dimension, LimitType
from onaccount.ordercheck.rules import (
    Checkpoint,
    CustomerFacts,
    Exposure,
    LimitFacts,
    NodeFacts,
    OrderFacts,
    RateUsed,
    Snapshot,
    StandingFacts,
)
from onaccount.ordercheck.rules.hindsight import LimitPlace, with_limit

DAY = date(2026, 6, 1)
WRONG = LimitFacts(LimitType.AMOUNT, Decimal(5000))
SEEN = Snapshot(
    as_of=DAY,
    checkpoint=Checkpoint.ORDER,
    currency="CNY",
    customer=CustomerFacts("C1", "Company"),
    order=OrderFacts("O1", Decimal(900), DAY, DAY),
    exposure=Exposure(),
    nodes=(NodeFacts("C1", "Company", False, WRONG), NodeFacts("P", "Parent", True, WRONG)),
    standing=StandingFacts(credit_days=60, order_amount=Decimal(5000), order_quantity=Decimal(70)),
    rates=(RateUsed("EUR", Decimal(8), DAY),),
)


def amount(value: int, currency: str = "CNY") -> CreditLimit:
    return CreditLimit(LimitType.AMOUNT, Decimal(value), currency, Decimal(0), None, None, None)


def at(number: str, dimension: Dimension = Dimension.EXPOSURE, *, is_group: bool = False) -> LimitPlace:
    return LimitPlace(number, is_group, None, dimension)


def test_a_credit_limit_is_replaced_at_its_own_node_only() -> None:
    seen = with_limit(SEEN, at=at("P", is_group=True), wrong=amount(5000), right=amount(300))
    assert [node.limit.value for node in seen.nodes] == [5000, 300]


def test_a_limit_in_another_currency_is_taken_at_the_rate_the_check_used() -> None:
    seen = with_limit(SEEN, at=at("C1"), wrong=amount(5000), right=amount(100, "EUR"))
    assert seen.nodes[0].limit.value == 800


def test_a_wrong_limit_that_nothing_converts_was_never_the_one_that_counted() -> None:
    here = at("C1", Dimension.ORDER_AMOUNT)
    assert with_limit(SEEN, at=here, wrong=amount(5000, "USD"), right=amount(1)) == SEEN


def test_a_limit_that_was_not_there_is_missing_in_hindsight() -> None:
    gone = CreditLimit.missing(expired_on=DAY)
    assert with_limit(SEEN, at=at("C1"), wrong=amount(5000), right=gone).nodes[0].limit == LimitFacts(expired_on=DAY)


@pytest.mark.parametrize(
    ("dimension", "wrong", "field"),
    [
        (Dimension.ORDER_AMOUNT, 5000, "order_amount"),
        (Dimension.QUANTITY, 70, "order_quantity"),
        (Dimension.CREDIT_DAYS, 60, "credit_days"),
    ],
)
def test_an_allowance_is_replaced_where_its_wrong_value_counted(dimension: Dimension, wrong: int, field: str) -> None:
    at_customer = at("C1", dimension)
    right = with_limit(SEEN, at=at_customer, wrong=amount(wrong, ""), right=amount(30, "")).standing
    assert right == replace(SEEN.standing, **{field: 30})
    other = with_limit(SEEN, at=at_customer, wrong=amount(wrong + 1, ""), right=amount(30, "")).standing
    assert other == SEEN.standing


def test_an_allowance_that_should_not_have_been_there_counts_no_more() -> None:
    none = CreditLimit.missing(expired_on=None)
    seen = with_limit(SEEN, at=at("C1", Dimension.CREDIT_DAYS), wrong=amount(60, ""), right=none)
    assert seen.standing.credit_days is None


def test_an_allowance_of_another_company_changes_nothing() -> None:
    assert with_limit(SEEN, at=at("P", Dimension.QUANTITY), wrong=amount(70, ""), right=amount(1, "")) == SEEN
