"""How long what is about people is kept."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.customers.rules.completeness import SHIPPED_NEEDS
from onaccount.customers.rules.file_policy import SHIPPED_POLICY, checked_policy, policy_as_json, policy_from_json
from onaccount.customers.rules.retention import (
    LONGEST,
    SHIPPED_RETENTION,
    Retention,
    checked_retention,
    over_through,
    retention_from_json,
)
from onaccount.kernel.reasons import Refusal

MONTHS = st.integers(1, LONGEST)


def test_three_years_end_on_the_same_day_of_the_year() -> None:
    assert over_through(months=36, today=date(2029, 3, 2)) == date(2026, 3, 2)
    assert over_through(months=1, today=date(2026, 3, 31)) == date(2026, 2, 28)


@given(months=MONTHS, more=MONTHS, today=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_longer_retention_never_erases_more(months: int, more: int, today: date) -> None:
    assert over_through(months=months + more, today=today) < over_through(months=months, today=today) < today


@pytest.mark.parametrize("field", [field.name for field in fields(Retention)])
@pytest.mark.parametrize("months", [0, LONGEST + 1])
def test_no_retention_is_for_ever_or_for_nothing(field: str, months: int) -> None:
    with pytest.raises(Refusal) as refused:
        checked_retention(replace(SHIPPED_RETENTION, **{field: months}))
    assert (refused.value.code, refused.value.facts) == (
        "retention.months_wrong",
        {"months": months, "most": LONGEST},
    )


def test_a_policy_survives_being_kept_and_an_older_one_keeps_as_shipped() -> None:
    policy = checked_policy(needs=SHIPPED_NEEDS, retention=Retention(12, 24, 6, 18, 1))
    assert policy_from_json(policy_as_json(policy)) == policy
    assert policy_from_json({"needs": policy_as_json(SHIPPED_POLICY)["needs"]}).retention == SHIPPED_RETENTION
    assert retention_from_json({"facts": 12}) == replace(SHIPPED_RETENTION, facts=12)
