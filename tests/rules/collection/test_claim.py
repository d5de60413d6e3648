"""What a dunning letter claims."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.collection.rules import Assigned, ClaimableItem, claim
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal

TODAY = date(2026, 11, 21)


def item(*, due: date, open_amount: str, number: str = "A1", currency: str = "CNY") -> ClaimableItem:
    money = Money.of(open_amount, currency)
    return ClaimableItem(
        number=number, document_date=due - timedelta(30), due_date=due, amount=money, open_amount=money
    )


def test_an_item_is_claimed_from_the_day_after_its_due_date() -> None:
    due_today = item(due=TODAY, open_amount="10")
    due_yesterday = item(due=TODAY - timedelta(1), open_amount="7", number="A2")
    judged = claim(items=(due_today, due_yesterday), currency="CNY", as_of=TODAY)
    assert [(line.item.number, line.days_overdue) for line in judged.lines] == [("A2", 1)]
    assert judged.total == Money.of("7", "CNY")


def test_credits_are_named_and_not_deducted() -> None:
    late = item(due=date(2026, 10, 1), open_amount="100")
    credit = item(due=date(2026, 10, 5), open_amount="-30", number="CN1")
    judged = claim(items=(late, credit), currency="CNY", as_of=TODAY)
    assert (judged.total, judged.credits) == (Money.of("100", "CNY"), Money.of("-30", "CNY"))


def test_the_last_cents_of_an_item_are_claimed_too_and_small_credits_named() -> None:
    rest, credit = (
        item(due=TODAY - timedelta(9), open_amount="0.50"),
        item(due=TODAY, open_amount="-0.20", number="CN1"),
    )
    judged = claim(items=(rest, credit), currency="CNY", as_of=TODAY)
    assert (judged.total, judged.credits) == (Money.of("0.50", "CNY"), Money.of("-0.20", "CNY"))


def test_items_sold_with_recourse_name_the_account_of_the_factor_once_for_all_of_them() -> None:
    ours = item(due=TODAY - timedelta(9), open_amount="5")
    first, second = (
        replace(item(due=TODAY - timedelta(days), open_amount="5", number=number), factor="Factor", pay_account="6222")
        for days, number in ((8, "A2"), (7, "A3"))
    )
    judged = claim(items=(ours, second, first), currency="CNY", as_of=TODAY)
    assert judged.assigned == (Assigned("Factor", "6222", ("A2", "A3")),)
    assert claim(items=(ours,), currency="CNY", as_of=TODAY).assigned == ()


def test_another_currency_is_another_letter() -> None:
    euros = item(due=date(2026, 10, 1), open_amount="100", currency="EUR")
    with pytest.raises(Refusal) as refused:
        claim(items=(euros,), currency="CNY", as_of=TODAY)
    assert refused.value.code == "collection.nothing_overdue"


@given(st.lists(st.tuples(st.integers(-90, 400), st.integers(-9999, 9999)), max_size=20))
def test_the_total_is_the_sum_of_its_lines_and_the_oldest_comes_first(rows: list[tuple[int, int]]) -> None:
    items = tuple(
        item(due=TODAY - timedelta(days), open_amount=str(amount), number=f"N{i}")
        for i, (days, amount) in enumerate(rows)
    )
    claimed = [(days, amount) for days, amount in rows if days > 0 and amount > 0]
    if not claimed:
        with pytest.raises(Refusal):
            claim(items=items, currency="CNY", as_of=TODAY)
        return
    judged = claim(items=items, currency="CNY", as_of=TODAY)
    assert judged.total == Money.of(str(sum(amount for _days, amount in claimed)), "CNY")
    assert [line.days_overdue for line in judged.lines] == sorted((days for days, _ in claimed), reverse=True)
    assert judged.oldest_days == max(days for days, _ in claimed)
