"""An invoice of another system's list takes over the value of what it names, once, and nothing is lost."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onaccount.trade.rules import Ahead, OrderChain, Shipped, Stand, given_up
from onaccount.trade.rules.intake import IntakeTerms, ItemRow, Judged, Link, Problem, Standing, judge_item
from onaccount.trade.rules.linking import Named, Payer, asks_to_be_linked, linked, named_by

DAY, ZERO = date(2026, 3, 2), Decimal(0)
TERMS = IntakeTerms("ERP", DAY, "CNY", 30, ZERO, drops_zeros=True, is_full=False, good_rows_only=False)
NET = replace(TERMS, tax_rate=Decimal("0.13"))
PAYER = Payer(7, "main", "CNY")
ORDER = Named(PAYER, "SO-1", 1, "released")
GOODS = Named(PAYER, "DN-1", 1, "released", 5)
ROW = ItemRow("C1", "", "", "INV-1", DAY, DAY, None, Decimal(60), "", order_number="SO-1")


def a_chain(*shipped: tuple[int, int], ordered: int = 100, directly: int = 0, occupies: bool = True) -> OrderChain:
    sent = tuple(Shipped(Decimal(amount), Decimal(invoiced)) for amount, invoiced in shipped)
    return OrderChain("CNY", Decimal(ordered), occupies, sent, Decimal(directly), Ahead())


def judged(row: ItemRow, *, standing: Standing | None = None, terms: IntakeTerms = TERMS) -> Judged:
    return judge_item(row=row, standing=standing, customer_days=None, terms=terms, today=DAY)


def outcome(
    row: ItemRow = ROW,
    named: Named = ORDER,
    *,
    chain: OrderChain | None = None,
    place: int | None = None,
    terms: IntakeTerms = TERMS,
) -> Link | str | None:
    said = linked(
        row=row, judged=judged(row, terms=terms), named=named, chain=chain or a_chain(), place=place, terms=terms
    )
    return said.code if isinstance(said, Problem) else said.link


# --- what a row names ---


def test_the_delivery_is_meant_before_the_order() -> None:
    row = replace(ROW, delivery_number="DN-1")
    assert named_by(row=row, found={"delivery_number": GOODS, "order_number": ORDER}, payer=PAYER) == GOODS
    assert named_by(row=row, found={"order_number": ORDER}, payer=PAYER) == ORDER
    assert named_by(row=ROW, found={"order_number": ORDER}, payer=PAYER) == ORDER


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ({}, "import.origin_unknown"),
        ({"order_number": replace(ORDER, payer=replace(PAYER, customer_id=8))}, "import.origin_elsewhere"),
        ({"order_number": replace(ORDER, payer=replace(PAYER, currency="USD"))}, "import.origin_elsewhere"),
        ({"order_number": replace(ORDER, payer=replace(PAYER, segment="west"))}, "import.origin_elsewhere"),
    ],
)
def test_what_cannot_be_meant_is_said_and_blocks_nothing(found: dict[str, Named], code: str) -> None:
    said = named_by(row=ROW, found=found, payer=PAYER)
    assert said == Problem("order_number", code, {"origin": "SO-1"}, is_blocking=False)


def test_a_delivery_taken_back_gives_nothing_and_is_named_first() -> None:
    row = replace(ROW, order_number="SO-9", delivery_number="DN-1")
    said = named_by(row=row, found={"delivery_number": replace(GOODS, is_cancelled=True)}, payer=PAYER)
    assert said == Problem("delivery_number", "import.origin_ended", {"origin": "DN-1"}, is_blocking=False)


HELD = Standing(3, Decimal(40), DAY, DAY, due_date_computed=False, is_paid_here=False, amount=Decimal(100), order_id=1)


@pytest.mark.parametrize(
    ("row", "standing", "asks"),
    [
        (ROW, None, True),
        (replace(ROW, order_number="", delivery_number="DN-1"), None, True),
        (replace(ROW, order_number=""), None, False),
        (replace(ROW, amount=Decimal(-5)), None, False),
        (replace(ROW, amount=ZERO), None, False),
        (replace(ROW, amount=ZERO, original_amount=Decimal(60)), None, True),
        (replace(ROW, amount=ZERO, original_amount=Decimal(60), number=""), None, False),
        (ROW, HELD, False),
        (replace(ROW, amount=Decimal(30)), HELD, False),
        (replace(ROW, number="x" * 61), None, False),
    ],
)
def test_only_what_is_new_and_is_claimed_asks_to_be_linked(row: ItemRow, standing: Standing | None, asks: bool) -> None:
    assert asks_to_be_linked(row, judged(row, standing=standing)) is asks


# --- what it takes over ---


def test_the_original_amount_takes_over_though_less_is_open() -> None:
    assert outcome(replace(ROW, original_amount=Decimal(90))) == Link(1, None, Decimal(90))
    assert outcome(replace(ROW, original_amount=Decimal(50))) == Link(1, None, Decimal(60))  # never less than is open
    assert outcome(replace(ROW, original_amount=Decimal(10) ** 15)) == Link(1, None, Decimal(60))
    assert outcome(replace(ROW, original_amount=Decimal("90.005"))) == Link(1, None, Decimal("90.01"))
    assert outcome() == Link(1, None, Decimal(60))


def test_net_amounts_take_over_what_they_are_with_tax() -> None:
    assert outcome(replace(ROW, original_amount=Decimal(100)), terms=NET) == Link(1, None, Decimal(113))


def test_an_invoice_of_a_delivery_is_linked_to_it() -> None:
    assert outcome(named=GOODS, chain=a_chain((60, 0)), place=0) == Link(1, 5, Decimal(60))
    assert outcome(named=GOODS, chain=a_chain((60, 60)), place=0) == "import.origin_used_up"


def test_an_order_that_waits_is_linked_though_it_gives_nothing_yet() -> None:
    for status in ("held", "quoted"):
        assert outcome(named=replace(ORDER, status=status), chain=a_chain(occupies=False)) == Link(1, None, Decimal(60))


def test_an_order_that_ended_gives_only_what_stands_of_its_goods() -> None:
    closed = replace(ORDER, status="closed")
    assert outcome(named=closed, chain=a_chain(occupies=False)) == "import.origin_ended"
    assert outcome(named=closed, chain=a_chain((30, 0), occupies=False)) == Link(1, None, Decimal(60))


def test_an_order_invoiced_in_full_gives_nothing_more() -> None:
    assert outcome(chain=a_chain(directly=100)) == "import.origin_used_up"


def test_a_balance_without_an_invoice_takes_nothing_over() -> None:
    assert outcome(replace(ROW, number="")) == "import.origin_not_an_invoice"


def test_an_invoice_paid_in_full_before_the_file_takes_its_value_too() -> None:
    row = replace(ROW, amount=ZERO, original_amount=Decimal(60))
    said = linked(row=row, judged=judged(row), named=ORDER, chain=a_chain(), place=None, terms=TERMS)
    assert isinstance(said, Judged)
    assert (said.fate, said.kind, said.link) == ("created", "invoice", Link(1, None, Decimal(60)))


# --- what replaces a linked item ---


def test_what_replaces_a_linked_item_takes_over_what_that_one_did() -> None:
    grown = judged(replace(ROW, amount=Decimal(50)), standing=HELD)
    assert (grown.instead_of, grown.link) == (3, Link(1, None, Decimal(100)))
    told = replace(ROW, amount=Decimal(50), original_amount=Decimal(120))
    assert judged(told, standing=HELD).link == Link(1, None, Decimal(120))
    assert judged(replace(ROW, amount=Decimal(50)), standing=replace(HELD, order_id=None)).link is None


# --- laws ---

amounts = st.integers(0, 10_000).map(lambda cents: Decimal(cents) / 100)
SHARES = st.sampled_from([None, ZERO, Decimal(50), Decimal(100)])
goods = st.builds(Shipped, amounts, amounts, SHARES)
chains = st.builds(
    OrderChain,
    st.just("CNY"),
    amounts,
    st.booleans(),
    st.lists(goods, min_size=1, max_size=3).map(tuple),
    amounts,
    st.builds(Ahead, amounts, amounts, st.booleans()),
)
invoices = st.lists(st.tuples(amounts, st.none() | st.integers(0, 2)), max_size=5)


def place_in(chain: OrderChain, place: int | None) -> int | None:
    return None if place is None else place % len(chain.shipped)


@given(chains, amounts, st.none() | st.integers(0, 2))
def test_no_invoice_takes_more_than_it_is_or_than_stands(chain: OrderChain, amount: Decimal, at: int | None) -> None:
    stood = [stand.amount for stand in chain.stands()]
    given = chain.gives(amount, delivery=place_in(chain, at))
    left = chain.invoiced(amount, delivery=place_in(chain, at)).stands()
    assert ZERO <= given <= min(amount, sum(stood))
    assert sum((stand.amount for stand in left), given) == sum(stood)  # what was not taken over stands as it stood
    assert all(ZERO <= stand.uncounted <= stand.amount for stand in left)


@given(chains, invoices)
def test_invoices_one_after_another_take_what_the_whole_chain_says_and_give_it_back(chain, made) -> None:
    after = chain
    for amount, at in made:
        after = after.invoiced(amount, delivery=place_in(chain, at))
    taken = sum(chain_gives for chain_gives in _taken(chain, made))
    assert given_up([stand.amount for stand in chain.stands()], after.stands()) == taken
    for amount, at in reversed(made):
        after = after.invoiced(-amount, delivery=place_in(chain, at))
    assert after == chain


def _taken(chain: OrderChain, made: list[tuple[Decimal, int | None]]) -> list[Decimal]:
    taken = []
    for amount, at in made:
        taken.append(chain.gives(amount, delivery=place_in(chain, at)))
        chain = chain.invoiced(amount, delivery=place_in(chain, at))
    return taken


def test_what_stands_says_what_of_it_counts() -> None:
    chain = OrderChain(
        "CNY", Decimal(100), True, (Shipped(Decimal(40), ZERO, Decimal(50)),), ZERO, Ahead(due=Decimal(20))
    )
    assert chain.stands() == (Stand(Decimal(60), Decimal(20)), Stand(Decimal(40), Decimal(20)))


def test_an_invoice_taken_back_leaves_nothing_uncounted_where_nothing_is_due_ahead() -> None:
    assert a_chain(directly=70).invoiced(Decimal(-70), delivery=None).stands() == (Stand(Decimal(100), ZERO),)


def test_an_invoice_settles_what_was_due_ahead_of_the_goods() -> None:
    chain = replace(a_chain(), ahead=Ahead(due=Decimal(50)))
    assert chain.stands() == (Stand(Decimal(100), Decimal(50)),)
    assert chain.invoiced(Decimal(40), delivery=None).stands() == (Stand(Decimal(60), Decimal(10)),)
