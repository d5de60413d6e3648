"""A file is kept in its written form, and a tree of companies has no circle."""

from datetime import date

import pytest

from onaccount.customers.rules import (
    CustomerDraft,
    ancestors,
    checked,
    core_name,
    differences,
    same_name,
    subtree,
)
from onaccount.kernel.identity import make_uscc
from onaccount.kernel.reasons import Refusal

DAY = date(2026, 3, 2)
USCC = make_uscc(authority="91", region="990000", organisation="YT000001")
PARENTS = {1: None, 2: 1, 3: 2, 4: 1}


def test_codes_and_names_are_kept_as_registers_write_them() -> None:
    fields = checked(CustomerDraft(" C1 ", "云汀精工 （澄州）", DAY, uscc=f" {USCC[:9]} {USCC[9:].lower()}"))
    assert (fields["number"], fields["name"], fields["uscc"]) == ("C1", "云汀精工 （澄州）", USCC)


@pytest.mark.parametrize(
    ("code", "draft"),
    [
        ("customers.number_missing", CustomerDraft(" ", "云汀精工", DAY)),
        ("customers.name_missing", CustomerDraft("C1", " ", DAY)),
        (
            "identity.check_digit",
            CustomerDraft("C1", "云汀精工", DAY, uscc=USCC[:-1] + ("0" if USCC[-1] != "0" else "1")),
        ),
        ("currency.unknown", CustomerDraft("C1", "云汀精工", DAY, currency="XYZ")),
    ],
)
def test_a_file_that_cannot_be_is_refused(code: str, draft: CustomerDraft) -> None:
    with pytest.raises(Refusal) as refused:
        checked(draft)
    assert refused.value.code == code


def test_only_what_is_new_is_a_difference() -> None:
    assert differences(before={"name": "a", "city": "b"}, after={"name": "a", "city": "c"}) == {"city": ("b", "c")}


@pytest.mark.parametrize(
    ("name", "core"),
    [("云汀精工（澄州）有限公司", "云汀精工澄州"), ("Halvern Supply Co., Ltd.", "HALVERNSUPPLY"), ("公司", "公司")],
)
def test_a_company_is_known_without_its_legal_form(name: str, core: str) -> None:
    assert core_name(name) == core


def test_two_spellings_of_one_name_are_the_same() -> None:
    assert same_name("云汀精工（澄州）", "云汀精工 (澄州)")
    assert not same_name("云汀精工（澄州）", "云汀精工（岚江）")


def test_the_way_up_and_the_way_down_a_tree() -> None:
    assert ancestors(parents=PARENTS, customer_id=3) == (2, 1)
    assert subtree(parents=PARENTS, root_id=1) == (1, 2, 4, 3)
    assert subtree(parents=PARENTS, root_id=4) == (4,)


def test_a_circle_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        ancestors(parents={1: 2, 2: 1}, customer_id=1)
    assert refused.value.code == "customers.circle"
