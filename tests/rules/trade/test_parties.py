"""Who the rows of a file speak of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Reason
from onaccount.trade.rules.parties import (
    LONGEST_NAME,
    LONGEST_NUMBER,
    Known,
    Newcomer,
    Roster,
    Spelling,
    checked_uscc,
    fold_number,
    same_core,
)

USCC = "91350100M000100Y43"
BEIJING = Known(1, "0012", "北京甲有限公司", USCC, ("北京甲", "B-77"))
SHANGHAI = Known(2, "12", "上海乙有限公司", "", ())
NUMBERS = st.text("0ab1- ", min_size=1, max_size=6)


def roster(*known: Known, rows=(), drops_zeros: bool = True) -> Roster:
    """Rows are (number, name) or (number, name, uscc)."""
    made = Roster(known=known, drops_zeros=drops_zeros)
    for number, name, *uscc in rows:
        made.see(number=number, name=name, uscc="".join(uscc))
    return made


@pytest.mark.parametrize(
    ("number", "kept", "dropped"),
    [("0200706844", "0200706844", "200706844"), ("a-00 1", "A001", "A001"), ("000", "000", "0"), ("０12", "012", "12")],
)
def test_a_number_is_compared_without_signs_and_without_zeros_only_where_the_rule_is_on(
    number: str, kept: str, dropped: str
) -> None:
    assert fold_number(number, drops_zeros=False) == kept
    assert fold_number(number, drops_zeros=True) == dropped


@given(NUMBERS, st.integers(0, 4), st.booleans())
def test_folding_a_number_twice_changes_nothing_and_zeros_in_front_never_matter_to_the_rule(
    number: str, zeros: int, drops: bool
) -> None:
    folded = fold_number(number, drops_zeros=drops)
    assert fold_number(folded, drops_zeros=drops) == folded
    assert not fold_number(number, drops_zeros=False) or fold_number(
        "0" * zeros + number, drops_zeros=True
    ) == fold_number(number, drops_zeros=True)


@pytest.mark.parametrize(
    ("number", "name"),
    [("0012", ""), ("12", "whatever"), ("B77", ""), ("", "北京甲 有限公司"), ("", "北京甲")],
)
def test_a_customer_is_known_by_its_number_its_codes_and_all_its_names(number: str, name: str) -> None:
    seen = roster(BEIJING, rows=[(number, name)])
    key = seen.key_of(number=number, name=name)
    assert (seen.customer_of(key=key), seen.doubt(key=key), seen.newcomers()) == (1, None, ())


def test_a_number_the_company_never_used_is_known_by_the_registration_beside_it() -> None:
    seen = roster(BEIJING, rows=[("X-9", "甲", USCC)])
    assert seen.customer_of(key="#X9") == 1
    assert roster(BEIJING, rows=[("X-9", "甲")]).customer_of(key="#X9") is None


def test_a_file_tells_how_many_numbers_it_writes_and_how_many_customers_stand_behind_them() -> None:
    seen = roster(rows=[("0012", "甲"), ("12", "甲"), ("7", "乙"), ("", "")])
    assert (seen.written(), seen.met()) == (3, 2)


def test_with_zeros_kept_two_numbers_are_two_customers() -> None:
    seen = roster(BEIJING, SHANGHAI, rows=[("0012", ""), ("12", "")], drops_zeros=False)
    assert (seen.customer_of(key="#0012"), seen.customer_of(key="#12")) == (1, 2)


def test_two_customers_that_fit_are_told_apart_by_the_number_as_it_is_written() -> None:
    seen = roster(BEIJING, SHANGHAI, rows=[("0012", "")])
    assert (seen.customer_of(key="#12"), seen.doubt(key="#12")) == (1, None)


@pytest.mark.parametrize("rows", [[("00012", "")], [("0012", ""), ("12", "")]], ids=["as neither", "as both"])
def test_two_customers_that_fit_equally_are_a_doubt_and_nobody_is_opened(rows: list[tuple[str, str]]) -> None:
    seen = roster(BEIJING, SHANGHAI, rows=rows)
    assert seen.doubt(key="#12") == Reason("import.customer_ambiguous", {"customers": "0012 12"})
    assert (seen.customer_of(key="#12"), seen.newcomers()) == (None, ())


def test_a_number_too_long_to_be_one_opens_nobody() -> None:
    longest, longer = "9" * LONGEST_NUMBER, "8" * (LONGEST_NUMBER + 1)
    seen = roster(rows=[(longest, "甲"), (longer, "乙")])
    assert seen.doubt(key=f"#{longer}") == Reason("import.customer_number_too_long", {"longest": LONGEST_NUMBER})
    assert [newcomer.number for newcomer in seen.newcomers()] == [longest]


def test_a_newcomer_has_its_longest_number_its_most_frequent_name_and_registration() -> None:
    rows = [("12", "甲公司", ""), ("0012", "甲公司", USCC), ("12", "甲", "")]
    assert roster(rows=rows).newcomers() == (Newcomer("#12", "0012", "甲公司", USCC, ("12",)),)


def test_a_newcomer_without_a_name_is_called_by_its_number_and_one_without_a_number_by_its_name() -> None:
    name = "长" * (LONGEST_NAME + 1)
    assert roster(rows=[("C-5", ""), ("", name)]).newcomers() == (
        Newcomer("#C5", "C-5", "C-5", "", ()),
        Newcomer(f"@{name}", name[:LONGEST_NUMBER], name[:LONGEST_NAME], "", ()),
    )


def test_a_row_that_names_nobody_opens_nobody() -> None:
    assert roster(rows=[("", ""), ("--", ""), ("", "（）")]).newcomers() == ()


def test_only_names_that_say_something_new_are_spellings() -> None:
    rows = [
        ("0012", "北京甲有限公司"),
        ("0012", "北京甲（有限公司）"),
        ("0012", "北京甲"),
        ("0012", "北京甲贸易"),
        ("0012", "北京甲 贸易"),
    ]
    assert roster(BEIJING, rows=rows).spellings() == (Spelling("#12", "北京甲贸易"),)


def test_the_spellings_of_a_newcomer_are_all_names_but_its_most_frequent() -> None:
    rows = [("5", "乙"), ("5", "乙公司"), ("5", "乙公司"), ("5", "丙" * 300)]
    assert roster(rows=rows).spellings() == (Spelling("#5", "乙"), Spelling("#5", "丙" * LONGEST_NAME))


def test_an_opened_newcomer_is_a_customer_from_then_on() -> None:
    seen = roster(BEIJING, rows=[("5", "乙"), ("", "乙")])
    assert [newcomer.key for newcomer in seen.newcomers()] == ["#5", "@乙"]
    seen.joins(opened={"#5": Known(9, "5", "乙", "", ())})
    assert (seen.customer_of(key="#5"), seen.customer_of(key="@乙"), seen.newcomers()) == (9, 9, ())


@given(st.lists(st.tuples(NUMBERS, st.sampled_from(["甲", "乙", ""])), max_size=6), st.booleans())
def test_every_key_of_a_file_is_a_customer_or_a_doubt_or_a_newcomer_or_nobody_and_only_one(
    rows: list[tuple[str, str]], drops: bool
) -> None:
    seen = roster(BEIJING, SHANGHAI, Known(3, "1", "乙", "", ("0A",)), rows=rows, drops_zeros=drops)
    new = [newcomer.key for newcomer in seen.newcomers()]
    assert len(new) == len(set(new))
    for key in {seen.key_of(number=number, name=name) for number, name in rows}:
        told = (seen.customer_of(key=key) is not None, seen.doubt(key=key) is not None, key in new, key in ("#", "@"))
        assert sum(told) == 1


@pytest.mark.parametrize(
    ("text", "read", "code"),
    [("", "", None), (USCC.lower(), USCC, None), (USCC[:-1] + "9", "", "identity.")],
)
def test_a_registration_is_read_in_its_written_form_or_left_out_with_the_reason(
    text: str, read: str, code: str | None
) -> None:
    uscc, why = checked_uscc(text)
    assert uscc == read
    assert (why is None) if code is None else (why is not None and why.code.startswith(code))


def test_customers_of_one_name_but_for_the_legal_form_are_paired_with_the_oldest() -> None:
    names = {3: "甲贸易股份有限公司", 1: "甲贸易有限公司", 2: "乙贸易有限公司", 4: "甲 贸易"}
    customers = [Known(one, str(one), name, "", ()) for one, name in names.items()]
    assert same_core(customers=customers) == ((1, 3), (1, 4))
