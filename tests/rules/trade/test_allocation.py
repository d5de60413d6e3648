"""Allocation never creates and never loses a cent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import Allocation, Choice, Method, Part, Settleable, allocate

DAY = date(2026, 3, 2)


def item(key: int, amount: str | Decimal, *, due_in: int = 0) -> Settleable:
    return Settleable(key, Decimal(amount), DAY + timedelta(days=due_in), DAY)


def spread(payment: str, items: list[Settleable], *, chosen: tuple[Choice, ...] = (), method: str = "oldest_due"):
    return allocate(payment=Decimal(payment), items=items, method=Method(method), chosen=chosen)


def test_the_oldest_due_item_is_settled_first() -> None:
    plan = spread("120", [item(1, "100", due_in=9), item(2, "50", due_in=-9)])
    assert plan == Allocation((Part(2, Decimal(50)), Part(1, Decimal(70))), Decimal(0))


def test_of_items_due_together_the_one_entered_first_is_settled_first() -> None:
    assert [part.item_id for part in spread("3", [item(2, "2"), item(1, "2")]).parts] == [1, 2]


def test_a_named_item_comes_before_an_older_one() -> None:
    plan = spread("60", [item(1, "50"), item(2, "50", due_in=-30)], chosen=(Choice(1),))
    assert plan == Allocation((Part(1, Decimal(50)), Part(2, Decimal(10))), Decimal(0))


def test_a_named_amount_leaves_the_rest_of_that_item_open() -> None:
    plan = spread("60", [item(1, "50"), item(2, "20")], chosen=(Choice(1, Decimal(30)),))
    assert plan == Allocation((Part(1, Decimal(30)), Part(2, Decimal(20))), Decimal(10))


def test_money_for_named_items_only_keeps_its_rest_unapplied() -> None:
    plan = spread("60", [item(1, "50"), item(2, "20")], chosen=(Choice(1),), method="named_only")
    assert plan == Allocation((Part(1, Decimal(50)),), Decimal(10))


@pytest.mark.parametrize(
    ("payment", "chosen", "refusal"),
    [
        ("0", (), Refusal("allocation.not_positive", amount=Decimal(0))),
        ("5", (Choice(9),), Refusal("allocation.item_not_open", item=9)),
        ("5", (Choice(1), Choice(1)), Refusal("allocation.named_twice", item=1)),
        (
            "90",
            (Choice(1, Decimal(51)),),
            Refusal("allocation.more_than_open", item=1, amount=Decimal(51), open=Decimal(50)),
        ),
        (
            "90",
            (Choice(1, Decimal(0)),),
            Refusal("allocation.more_than_open", item=1, amount=Decimal(0), open=Decimal(50)),
        ),
        ("5", (Choice(1, Decimal(6)),), Refusal("allocation.more_than_paid", named=Decimal(6), payment=Decimal(5))),
    ],
)
def test_a_choice_that_cannot_be_is_refused_with_what_was_asked(
    payment: str, chosen: tuple[Choice, ...], refusal: Refusal
) -> None:
    with pytest.raises(Refusal) as refused:
        spread(payment, [item(1, "50")], chosen=chosen)
    assert (refused.value.code, refused.value.facts) == (refusal.code, refusal.facts)


def test_an_item_may_be_settled_to_its_last_cent_with_all_that_was_paid() -> None:
    plan = spread("50", [item(1, "50")], chosen=(Choice(1, Decimal(50)),))
    assert plan == Allocation((Part(1, Decimal(50)),), Decimal(0))


def test_the_amounts_named_count_together_against_what_was_paid() -> None:
    with pytest.raises(Refusal) as refused:
        spread("50", [item(1, "50"), item(2, "50")], chosen=(Choice(1, Decimal(30)), Choice(2, Decimal(21))))
    assert refused.value.facts == {"named": "51", "payment": "50"}


cents = st.integers(1, 10**9).map(lambda n: Decimal(n).scaleb(-2))
ledgers = st.lists(st.tuples(cents, st.integers(-400, 400)), max_size=12).map(
    lambda rows: [item(key, amount, due_in=due) for key, (amount, due) in enumerate(rows)]
)


@given(payment=cents, items=ledgers, method=st.sampled_from(Method), data=st.data())
def test_what_is_allocated_and_what_is_left_are_the_payment(payment, items, method, data) -> None:
    named = data.draw(st.lists(st.sampled_from(items), unique=True)) if items else []
    plan = allocate(payment=payment, items=items, method=method, chosen=[Choice(one.item_id) for one in named])
    assert sum((part.amount for part in plan.parts), plan.unapplied) == payment
    open_amounts = {one.item_id: one.open_amount for one in items}
    assert all(0 < part.amount <= open_amounts.pop(part.item_id) for part in plan.parts)
    assert plan.unapplied >= 0


@given(payment=cents, items=ledgers)
def test_money_stays_unapplied_only_when_nothing_is_open(payment, items) -> None:
    plan = allocate(payment=payment, items=items, method=Method.OLDEST_DUE, chosen=[])
    assert plan.unapplied == max(Decimal(0), payment - sum((one.open_amount for one in items), Decimal(0)))
