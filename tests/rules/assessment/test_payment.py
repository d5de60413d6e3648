"""How a customer pays."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.assessment.rules import payment
from onaccount.assessment.rules.payment import EarlyPayment, PaymentRisk, high_credit
from onaccount.kernel.reasons import Refusal

FIVE = tuple(
    (Decimal(amount), Decimal(days)) for amount, days in ((100, -10), (200, -5), (300, 0), (400, 5), (500, 10))
)


@pytest.mark.parametrize(
    ("days", "points"),
    [
        (-45, 100),
        (-30, 100),
        (-20, 90),
        (-10, 85),
        (0, 80),
        (15, 70),
        (22, 60),
        (26, 55),
        (30, 50),
        (120, 20),
        (180, 10),
        (240, 0),
        (900, 0),
    ],
)
def test_points_lie_on_the_published_scale_and_between(days: int, points: int) -> None:
    assert payment.points_for(days_beyond_terms=Decimal(days)) == points


@given(st.integers(-60, 400), st.integers(0, 100))
def test_paying_later_never_earns_more(days: int, more: int) -> None:
    assert payment.points_for(days_beyond_terms=Decimal(days + more)) <= payment.points_for(
        days_beyond_terms=Decimal(days)
    )


@pytest.mark.parametrize(("score", "risk"), [(80, PaymentRisk.LOW), (79, PaymentRisk.MEDIUM), (49, PaymentRisk.HIGH)])
def test_how_an_index_reads(score: int, risk: PaymentRisk) -> None:
    assert payment.payment_index(experiences=((Decimal(score), Decimal(1)),), suppliers=1).risk is risk


@pytest.mark.parametrize(("count", "suppliers", "rated"), [(3, 2, True), (2, 2, False), (3, 1, False)])
def test_few_experiences_rate_nobody(*, count: int, suppliers: int, rated: bool) -> None:
    found = payment.payment_index_from_days(payments=((Decimal(100), Decimal(0)),) * count, suppliers=suppliers)
    assert (found.index, found.is_rated) == (80, rated)


def test_early_payment_counts_or_does_not() -> None:
    assert round(payment.days_beyond_terms(invoices=FIVE, early=EarlyPayment.COUNTS), 2) == Decimal("3.33")
    assert round(payment.days_beyond_terms(invoices=FIVE, early=EarlyPayment.IS_PUNCTUAL), 2) == Decimal("4.67")


def test_no_amount_no_average() -> None:
    with pytest.raises(Refusal, match="nothing_below"):
        payment.days_beyond_terms(invoices=(), early=EarlyPayment.COUNTS)
    assert (
        payment.days_beyond_terms_from_buckets(
            days_1_30=Decimal(1),
            days_31_60=Decimal(1),
            days_61_90=Decimal(1),
            days_91_plus=Decimal(1),
            total_balance=Decimal(4),
        )
        == 60
    )


def test_days_to_pay_are_weighed_by_amount() -> None:
    first, paid = date(2026, 1, 1), date(2026, 1, 31)
    invoices = ((Decimal(100), first, paid), (Decimal(300), first, date(2026, 2, 10)))
    assert payment.days_to_pay(paid_invoices=invoices) == Decimal("37.5")
    assert payment.days_to_pay(paid_invoices=((Decimal(1), paid, first),)) == -30


def test_a_class_score_lies_between_none_and_a_hundred() -> None:
    with pytest.raises(Refusal, match="score_outside"):
        payment.payment_index(experiences=((Decimal(101), Decimal(1)),), suppliers=1)


def test_high_credit_is_the_highest_balance_of_the_period_its_opening_included() -> None:
    first, second, third = date(2025, 1, 10), date(2025, 6, 10), date(2026, 2, 1)
    changes = ((first, Decimal(900)), (second, Decimal(-700)), (third, Decimal(300)), (third, Decimal(-50)))
    assert high_credit(changes=changes, since=date(2025, 1, 1)) == 900
    assert high_credit(changes=changes, since=date(2025, 7, 1)) == 450
    assert high_credit(changes=((first, Decimal(900)), (second, Decimal(-900))), since=third) == 0
