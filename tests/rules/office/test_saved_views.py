"""A saved view is an address: what is shown and how, without the page one was on."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.office.saved_views.rules import AT_MOST, room_for, view_address, view_title


def test_the_page_and_the_export_are_no_part_of_a_view() -> None:
    assert view_address("?sort=-used&page=3&state=held&export=xlsx&q=") == "sort=-used&state=held"


def test_a_title_loses_stray_blanks_only() -> None:
    assert view_title("  my   late ones ") == "my late ones"


@pytest.mark.parametrize(("title", "code"), [(" ", "views.title_missing"), ("x" * 61, "views.title_too_long")])
def test_a_title_that_names_nothing_or_too_much_is_refused(title: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        view_title(title)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("kept", "address", "code"),
    [
        (0, "", "views.nothing_chosen"),
        (AT_MOST, "q=a", "views.too_many"),
        (0, "q=" + "a" * 1500, "views.address_too_long"),
    ],
)
def test_what_cannot_be_kept_is_refused(kept: int, address: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        room_for(kept=kept, address=address)
    assert refused.value.code == code


def test_there_is_room_for_the_last_one() -> None:
    assert room_for(kept=AT_MOST - 1, address="q=a") is None


@given(st.dictionaries(st.sampled_from(["q", "sort", "page", "state"]), st.text(max_size=8)))
def test_the_order_of_an_address_means_nothing_and_reading_it_again_changes_nothing(given_: dict[str, str]) -> None:
    forwards, backwards = urlencode(given_), urlencode(dict(reversed(given_.items())))
    address = view_address(forwards)
    assert (address, view_address(address)) == (view_address(backwards), address)
