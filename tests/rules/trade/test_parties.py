"""Who the rows of a file speak of."""

import pytest

from onaccount.kernel.identity import make_uscc
from onaccount.trade.rules.parties import Known, Roster, checked_uscc, fold_number, same_core

USCC = make_uscc(authority="91", region="999900", organisation="MA000000")
OURS = (Known(1, "0042", "云汀精工", USCC, ("YT",)), Known(2, "C7", "木棠家居", "", ()))


def roster(*rows: tuple[str, str], known: tuple[Known, ...] = OURS, drops_zeros: bool = True, uscc: str = "") -> Roster:
    found = Roster(known=known, drops_zeros=drops_zeros)
    for number, name in rows:
        found.see(number=number, name=name, uscc=uscc)
    return found


@pytest.mark.parametrize(("number", "key"), [("0042", "42"), ("００42", "42"), ("000", "0"), ("c-07", "C07")])
def test_numbers_compare_without_zeros_in_front(number: str, key: str) -> None:
    assert fold_number(number, drops_zeros=True) == key
    assert fold_number("0042", drops_zeros=False) == "0042"


@pytest.mark.parametrize(
    ("number", "name", "id_"), [("42", "x", 1), ("yt", "x", 1), ("", "木棠 家居", 2), ("9", "木棠家居", None)]
)
def test_a_customer_is_known_by_number_code_or_name(number: str, name: str, id_: int | None) -> None:
    found = roster((number, name))
    assert found.customer_of(key=found.key_of(number=number, name=name)) == id_


def test_a_customer_is_known_by_its_registration_number() -> None:
    found = roster(("991", "别的写法"), uscc=USCC)
    assert found.customer_of(key="#991") == 1


def test_a_newcomer_has_the_longest_number_and_the_usual_name() -> None:
    found = roster(("9", "B"), ("009", "A"), ("9", "A"))
    (newcomer,) = found.newcomers()
    assert (newcomer.number, newcomer.name, newcomer.codes) == ("009", "A", ("9",))


def test_without_a_number_the_name_is_the_number_and_without_a_name_the_number_is_the_name() -> None:
    told = [(one.number, one.name) for one in roster(("", "新客"), ("88", "")).newcomers()]
    assert told == [("新客", "新客"), ("88", "88")]


def test_rows_without_number_and_name_are_nobody() -> None:
    assert roster(("", "")).newcomers() == ()


def test_two_of_ours_that_fit_are_told_apart_by_the_number_as_written() -> None:
    known = (Known(1, "042", "A", "", ()), Known(2, "42", "B", "", ()))
    exact, neither = roster(("42", "x"), known=known), roster(("0042", "x"), known=known)
    assert exact.customer_of(key="#42") == 2
    assert neither.customer_of(key="#42") is None
    assert neither.doubt(key="#42").code == "import.customer_ambiguous"


def test_a_number_nobody_could_have_is_doubted_and_opens_no_file() -> None:
    found = roster(("9" * 41, "x"))
    assert found.doubt(key="#" + "9" * 41).code == "import.customer_number_too_long"
    assert found.newcomers() == ()
    assert roster(("42", "x")).doubt(key="#42") is None


def test_other_spellings_are_proposed_once_and_widths_are_no_spellings() -> None:
    found = roster(
        ("42", "云汀精工"),
        ("42", "云汀精工 有限公司"),
        ("42", "云汀精工有限公司"),
        ("9", "New"),
        ("9", "Ｎｅｗ"),
        ("9", "Old"),
    )
    assert [(one.key, one.name) for one in found.spellings()] == [("#42", "云汀精工 有限公司"), ("#9", "Old")]


def test_opened_newcomers_are_found_by_their_key() -> None:
    found = roster(("9", "新客"))
    found.joins(opened={"#9": Known(3, "9", "新客", "", ())})
    assert (found.customer_of(key="#9"), found.newcomers()) == (3, ())


def test_a_registration_number_is_checked() -> None:
    assert checked_uscc("") == ("", None)
    assert checked_uscc(USCC) == (USCC, None)
    assert checked_uscc("91X")[1].code.startswith("identity.")


def test_names_that_differ_by_the_legal_form_alone_may_be_one_company() -> None:
    known = [
        Known(2, "2", "云汀精工有限公司", "", ()),
        Known(1, "1", "云汀精工", "", ()),
        Known(3, "3", "木棠", "", ()),
    ]
    assert same_core(customers=known) == ((1, 2),)
