"""Late interest under Chinese, British and European law."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.agreements.rules import late_interest, late_payment_abroad, lpr
from onaccount.agreements.rules.late_interest import LateDebt, RateMode
from onaccount.agreements.rules.late_rule import LateFacts, LateRule, late_rule
from onaccount.kernel.daycount import Basis, DayCount
from onaccount.kernel.reasons import Refusal

DEBT = LateDebt(Decimal(1_000_000), date(2024, 4, 1), date(2024, 12, 31), (), 365)


def interest(debt: LateDebt, mode: RateMode, multiplier: str = "1.5") -> late_interest.LateInterest:
    return late_interest.late_interest_lpr(debt=debt, mode=mode, multiplier=Decimal(multiplier))


def test_the_rate_is_fixed_at_the_breach_or_floats() -> None:
    assert interest(DEBT, RateMode.FIXED).total == Decimal("38989.73")
    assert interest(DEBT, RateMode.FLOATING).total == Decimal("37580.14")


def test_a_published_report_is_reproduced_segment_by_segment() -> None:
    """Its last day is out, so ours is the day before."""
    debt = LateDebt(Decimal("485652.75"), date(2023, 8, 21), date(2025, 6, 18), (), 365)
    found = interest(debt, RateMode.FLOATING, "1")
    assert [segment.days for segment in found.segments] == [336, 91, 211, 30]
    assert [segment.interest for segment in found.segments] == list(
        map(Decimal, ("15423.80", "4056.20", "8703.16", "1197.50"))
    )
    assert found.total == Decimal("29380.66")


def test_money_that_comes_in_lowers_the_balance_from_its_day_on() -> None:
    paid = replace(DEBT, part_payments=((date(2024, 4, 11), Decimal(400_000)), (date(2024, 4, 1), Decimal(100_000))))
    found = interest(paid, RateMode.FIXED)
    assert [(segment.days, segment.balance) for segment in found.segments] == [
        (10, Decimal(900_000)),
        (265, Decimal(500_000)),
    ]


@given(
    st.lists(st.tuples(st.dates(date(2024, 3, 1), date(2025, 2, 1)), st.decimals("0", "300000", places=2)), max_size=3)
)
def test_days_are_counted_once_and_paying_never_costs_more(payments: list[tuple[date, Decimal]]) -> None:
    found = interest(replace(DEBT, part_payments=tuple(payments)), RateMode.FLOATING)
    assert found.days == 275
    assert found.total <= interest(DEBT, RateMode.FLOATING).total


def test_what_cannot_be_is_refused() -> None:
    for debt, code in (
        (replace(DEBT, end=date(2024, 3, 31)), "daycount.backwards"),
        (replace(DEBT, part_payments=((DEBT.start, Decimal(1_000_001)),)), "agreements.paid_too_much"),
        (replace(DEBT, start=date(2019, 1, 1)), "agreements.rate_unknown"),
    ):
        with pytest.raises(Refusal) as refused:
            interest(debt, RateMode.FIXED)
        assert refused.value.code == code


def test_an_old_rate_says_that_it_may_be_old() -> None:
    assert not lpr.lpr_on(day=date(2026, 3, 1), is_five_years=False).is_stale
    found = lpr.lpr_on(day=date(2026, 3, 2), is_five_years=True)
    assert (found.rate, found.published, found.is_stale) == (Decimal("0.035"), date(2025, 5, 20), True)
    fresh = replace(DEBT, end=date(2026, 6, 1))
    assert [interest(fresh, mode).is_stale for mode in RateMode] == [False, True]


def test_daily_rates_of_the_regulations() -> None:
    assert late_interest.judgment_interest(unpaid=Decimal(100_000), days=Decimal(365)).interest == Decimal("6387.5")
    assert late_interest.sme_interest(principal=Decimal(1_000_000), days=Decimal(30)).interest == 15_000
    rounded = late_interest.simple_interest(
        principal=Decimal(100_000), rate=Decimal("0.0435"), days=Decimal(180), basis=Decimal(365)
    )
    assert rounded.interest_rounded == Decimal("2145.21")


def test_an_agreed_rate_is_warned_about_and_never_cut() -> None:
    found = late_interest.agreed_rate(yearly_rate=Decimal("0.0672"), contract_date=date(2024, 5, 1))
    assert (found.warning_above, found.is_above) == (Decimal("0.067275"), False)
    assert late_interest.agreed_rate(yearly_rate=Decimal("0.24"), contract_date=date(2024, 5, 1)).is_above


def test_days_between_two_days() -> None:
    first, last = date(2020, 1, 1), date(2021, 6, 30)
    assert [late_interest.days_between(start=first, end=last, is_inclusive=both) for both in (False, True)] == [
        546,
        547,
    ]
    with pytest.raises(Refusal, match="backwards"):
        late_interest.days_between(start=last, end=first, is_inclusive=True)


def test_british_interest_rounds_the_day_first() -> None:
    found = late_payment_abroad.uk_interest(principal=Decimal(1000), base_rate=Decimal("0.005"), days=50)
    assert (found.annual, found.daily, found.total, round(found.total_unrounded, 2)) == (
        85,
        Decimal("0.23"),
        Decimal("11.50"),
        Decimal("11.64"),
    )
    assert [
        late_payment_abroad.uk_compensation(debt=Decimal(debt)) for debt in ("999.99", "1000", "9999.99", "10000")
    ] == [
        40,
        70,
        70,
        100,
    ]
    assert late_payment_abroad.eu_rate(reference_percent=Decimal("4.25"), margin=Decimal(8)).rate_percent == Decimal(
        "12.25"
    )


def test_each_published_rate_of_both_terms_is_in_force_from_its_day() -> None:
    """The change points as announced: one year / above five years."""
    published = (
        "2019-08-20 4.25/4.85·2019-09-20 4.20/4.85·2019-11-20 4.15/4.80·2020-02-20 4.05/4.75·2020-04-20 3.85/4.65"
        "·2021-12-20 3.80/4.65·2022-01-20 3.70/4.60·2022-05-20 3.70/4.45·2022-08-22 3.65/4.30·2023-06-20 3.55/4.20"
        "·2023-08-21 3.45/4.20·2024-02-20 3.45/3.95·2024-07-22 3.35/3.85·2024-10-21 3.10/3.60·2025-05-20 3.00/3.50"
    )
    for line in published.split("·"):
        day, _, both = line.partition(" ")
        found = [lpr.lpr_on(day=date.fromisoformat(day), is_five_years=one).rate * 100 for one in (False, True)]
        assert found == [Decimal(rate) for rate in both.split("/")], day


def test_interest_follows_the_day_count_that_was_agreed() -> None:
    """A claim of half a year, published with four results."""
    of = {"principal": Decimal("6973215.42"), "rate": Decimal("0.05175"), "start": date(2023, 9, 1)}
    found = {
        basis: late_interest.interest_between(
            **of, end=date(2024, 2, 29), count=DayCount(basis, first_day_counts=True, last_day_counts=True)
        )
        for basis in (Basis.ACT_365, Basis.ACT_360, Basis.THIRTY_360)
    }
    assert {basis: one.interest_rounded for basis, one in found.items()} == {
        Basis.ACT_365: Decimal("179937.61"),
        Basis.ACT_360: Decimal("182436.75"),
        Basis.THIRTY_360: Decimal("180431.95"),
    }
    half = found[Basis.THIRTY_360]
    assert (half.days, half.part_of_year) == (180, Decimal("0.5"))


def test_an_agreed_rate_stands_between_two_bounds() -> None:
    low, high = (
        late_interest.agreed_rate(yearly_rate=Decimal(rate), contract_date=date(2026, 1, 1))
        for rate in ("0.0299", "0.0586")
    )
    assert (low.is_below, low.is_above, low.least_for_small) == (True, False, Decimal("0.03"))
    assert (high.is_below, high.is_above, high.warning_above) == (False, True, Decimal("0.0585"))


def test_the_strongest_rule_decides_about_late_interest() -> None:
    nothing = LateFacts("CNY", False, False, False, False)
    for facts, rule, reference in (
        (replace(nothing, is_after_judgment=True, has_agreed_rate=True), LateRule.JUDGMENT, None),
        (replace(nothing, currency="USD", has_agreed_rate=True), LateRule.AGREED, None),
        (replace(nothing, currency="USD"), LateRule.REFERENCE_RATE, "PBoC average USD loan rate"),
        (replace(nothing, currency="KWD"), LateRule.REFERENCE_RATE, "central bank rate"),
        (replace(nothing, is_bound_payer=True, is_small_payee=True), LateRule.SMALL_SUPPLIER, None),
        (replace(nothing, is_bound_payer=True), LateRule.ARTICLE_18, None),
        (nothing, LateRule.ARTICLE_18, None),
    ):
        found = late_rule(facts)
        assert (found.rule, found.reference) == (rule, reference)


@pytest.mark.parametrize(
    ("day", "uk", "eu"),
    [
        (date(2026, 6, 30), date(2025, 12, 31), date(2026, 1, 1)),
        (date(2026, 7, 1), date(2026, 6, 30), date(2026, 7, 1)),
    ],
)
def test_a_half_year_takes_its_rate_from_one_day(day: date, uk: date, eu: date) -> None:
    found = late_payment_abroad.reference_days(day=day)
    assert (found.uk, found.eu) == (uk, eu)


def test_a_day_to_itself_is_no_day_or_one() -> None:
    day = date(2026, 1, 1)
    assert [late_interest.days_between(start=day, end=day, is_inclusive=both) for both in (False, True)] == [0, 1]
