"""The counts of a run of intake add up, and its faults are told by the repair that cures them."""

from collections import Counter
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from onaccount.office.trays.intake.rules import FAULTS_KEPT, Fate, Fault, Tally, grouped

AMOUNTS = st.tuples(st.sampled_from(["CNY", "USD"]), st.decimals(-1000, 1000, places=2), st.booleans())
FAULTS = st.builds(
    Fault,
    sheet=st.just("应收"),
    row=st.integers(2, 99),
    column=st.just("C"),
    title=st.sampled_from(["金额", "日期"]),
    value=st.just("?"),
    code=st.sampled_from(["import.no_date", "import.too_fine"]),
    is_blocking=st.booleans(),
)


def fault(row: int, code: str, *, is_blocking: bool = True) -> Fault:
    return Fault("应收", row, "C", "金额", "?", code, is_blocking=is_blocking)


@given(st.lists(st.sampled_from(Fate)))
def test_every_row_has_one_fate(fates: list[Fate]) -> None:
    tally = Tally()
    for one in fates:
        tally.fate(one)
    assert tally.rows_in == len(fates)
    assert tally.fates == Counter(fates)


@given(st.lists(AMOUNTS))
def test_sums_are_what_the_file_says_and_what_was_left_out_is_the_difference(
    amounts: list[tuple[str, Decimal, bool]],
) -> None:
    tally = Tally()
    for currency, amount, is_accepted in amounts:
        tally.add(currency=currency, amount=amount, is_accepted=is_accepted)
    for currency in ("CNY", "USD"):
        left_out = sum(amount for code, amount, is_accepted in amounts if code == currency and not is_accepted)
        assert tally.sums.get(currency, 0) == tally.accepted.get(currency, 0) + left_out


def test_faults_beyond_what_is_kept_are_still_counted() -> None:
    tally = Tally()
    tally.found(fault(row, "import.too_fine", is_blocking=row % 3 == 0) for row in range(3 * FAULTS_KEPT + 3))
    assert (len(tally.faults), tally.blocking, tally.warnings) == (
        2 * FAULTS_KEPT,
        FAULTS_KEPT + 1,
        2 * FAULTS_KEPT + 2,
    )


def test_any_number_of_warnings_leaves_room_for_what_blocks() -> None:
    tally = Tally()
    tally.found(fault(row, "import.origin_unknown", is_blocking=False) for row in range(FAULTS_KEPT + 2))
    tally.found([fault(9, "import.too_fine")])
    assert (tally.faults[-1].code, len(tally.faults)) == ("import.too_fine", FAULTS_KEPT + 1)


def test_what_is_kept_with_the_run_is_plain_and_exact() -> None:
    tally = Tally()
    tally.add(currency="USD", amount=Decimal("0.10"), is_accepted=False)
    tally.add(currency="CNY", amount=Decimal("12.30"), is_accepted=True)
    tally.add_moved(currency="CNY", amount=Decimal("4.50"))
    tally.add_moved(currency="CNY", amount=Decimal("2.50"))
    tally.notes["newcomers"] += 2
    tally.found([fault(2, "import.too_fine"), fault(3, "import.no_date", is_blocking=False)])
    assert tally.as_json() == {
        "sums": {"CNY": "12.30", "USD": "0.10"},
        "accepted": {"CNY": "12.30"},
        "moved": {"CNY": "7.00"},
        "notes": {"newcomers": 2},
        "blocking": 1,
        "warnings": 1,
    }


def test_what_blocks_comes_first_then_the_largest_group_each_with_its_first_examples() -> None:
    warnings = [fault(row, "import.no_date", is_blocking=False) for row in range(2, 6)]
    few, many = [fault(9, "import.too_fine")], [fault(row, "import.customer_missing") for row in (20, 30, 40)]
    told = grouped(faults=[*warnings, *few, *many], examples=2)
    assert [(group.code, group.count, [one.row for one in group.examples]) for group in told] == [
        ("import.customer_missing", 3, [20, 30]),
        ("import.too_fine", 1, [9]),
        ("import.no_date", 4, [2, 3]),
    ]


@given(st.lists(FAULTS))
def test_grouping_loses_no_fault_and_never_mixes_what_blocks_with_what_does_not(faults: list[Fault]) -> None:
    told = grouped(faults=faults, examples=len(faults) + 1)
    assert Counter(id(one) for group in told for one in group.examples) == Counter(id(one) for one in faults)
    for group in told:
        assert {(group.code, group.title, group.is_blocking)} == {
            (one.code, one.title, one.is_blocking) for one in group.examples
        }
        assert group.count == len(group.examples)
