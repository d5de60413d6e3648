"""The buckets add up to the ledger, and the due day itself is in time."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import AgedItem, Basis, Credits, age_of, aged_on_paper, aging, bucket_table, default_buckets

DAY = date(2026, 3, 2)


def owed(amount: str | Decimal, *, late: int, age: int = 0) -> AgedItem:
    return AgedItem(Decimal(amount), DAY - timedelta(days=age), DAY - timedelta(days=late))


def spread(*items: AgedItem, basis: str = "due_date", credits_go: str = "in_buckets") -> dict[str, Decimal]:
    chosen = Basis(basis)
    aged = aging(items=items, buckets=default_buckets(chosen), as_of=DAY, basis=chosen, credits_go=Credits(credits_go))
    return {bucket.code: bucket.amount for bucket in aged.buckets if bucket.amount} | {"apart": aged.apart}


@pytest.mark.parametrize(
    ("late", "code"),
    [
        (-5, "current"),
        (0, "current"),
        (1, "1_30"),
        (30, "1_30"),
        (31, "31_60"),
        (60, "31_60"),
        (61, "61_90"),
        (90, "61_90"),
        (91, "91_120"),
        (120, "91_120"),
        (121, "over_120"),
    ],
)
def test_an_item_falls_into_the_bucket_of_its_days_past_due(late: int, code: str) -> None:
    assert spread(owed("10", late=late)) == {code: Decimal(10), "apart": 0}


@pytest.mark.parametrize(("age", "code"), [(0, "to_365"), (365, "to_365"), (366, "366_730"), (1096, "over_1095")])
def test_the_balance_sheet_counts_from_the_document(age: int, code: str) -> None:
    assert spread(owed("10", late=-9, age=age), basis="document_date") == {code: Decimal(10), "apart": 0}


def test_credits_are_aged_like_claims_or_kept_apart() -> None:
    items = (owed("100", late=5), owed("-30", late=40))
    assert spread(*items) == {"1_30": Decimal(100), "31_60": Decimal(-30), "apart": 0}
    assert spread(*items, credits_go="apart") == {"1_30": Decimal(100), "apart": Decimal(-30)}


def test_by_balance_credits_settle_the_oldest_and_only_what_is_more_than_all_stays_apart() -> None:
    items = (owed("100", late=5), owed("50", late=40), owed("20", late=-3))
    assert spread(*items, owed("-70", late=1), credits_go="oldest") == {
        "current": Decimal(20),
        "1_30": Decimal(80),
        "apart": 0,
    }
    assert spread(*items, owed("-200", late=1), credits_go="oldest") == {"apart": Decimal(-30)}


def test_buckets_are_edited_by_their_last_days() -> None:
    assert bucket_table(bounds=(0, 15, 45)).values == ("current", "1_15", "16_45", "over_45")
    with pytest.raises(Refusal):
        bucket_table(bounds=(0, 45, 15))


amounts = st.integers(-(10**9), 10**9).map(lambda n: Decimal(n).scaleb(-2))
ledgers = st.lists(st.builds(owed, amounts, late=st.integers(-900, 900), age=st.integers(-900, 900)))
bounds = st.lists(st.integers(0, 800), min_size=1, max_size=8, unique=True).map(sorted)


@given(items=ledgers, bounds=bounds, basis=st.sampled_from(Basis), credits_go=st.sampled_from(Credits))
def test_the_buckets_add_up_to_the_ledger(items, bounds, basis, credits_go) -> None:
    buckets = bucket_table(bounds=bounds)
    aged = aging(items=items, buckets=buckets, as_of=DAY, basis=basis, credits_go=credits_go)
    assert aged.total == sum((one.amount for one in items), Decimal(0))
    assert tuple(bucket.code for bucket in aged.buckets) == buckets.values


def test_one_item_is_aged_by_either_day() -> None:
    by_due = age_of(day=DAY - timedelta(days=31), as_of=DAY, aged_by=Basis.DUE_DATE)
    by_document = age_of(day=DAY - timedelta(days=366), as_of=DAY, aged_by=Basis.DOCUMENT_DATE)
    assert (by_due.days, by_due.bucket, by_document.bucket) == (31, "31_60", "366_730")


def test_an_aging_on_paper_adds_up_to_its_balance() -> None:
    items = (owed("100", late=0), owed("50.50", late=1), owed("-20", late=90))
    found = aged_on_paper(items=items, as_of=DAY, aged_by=Basis.DUE_DATE, credits_go=Credits.APART)
    assert (found.total, found.apart) == (Decimal("130.50"), Decimal(-20))
    assert sum(bucket.amount for bucket in found.buckets) == Decimal("150.50")
