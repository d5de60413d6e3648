"""A reason reads the same now and after years in the database; a refusal carries one."""

import copy
import json
import pickle
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason, Refusal, as_json_value, fact


class Colour(StrEnum):
    RED = "red"


class OverLimit(Refusal):
    """As a stage would write it."""


values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.dates(), st.decimals(allow_nan=False, allow_infinity=False)
)
reasons = st.builds(Reason, st.just("order.over_limit"), st.dictionaries(st.text(), values))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (True, True),
        (3, 3),
        ("a", "a"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1.50"), "1.50"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 8, tzinfo=UTC), "2026-03-01T08:00:00+00:00"),
        (Colour.RED, "red"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (Money.of("12.30", "CNY"), "12.30 CNY"),
    ],
)
def test_a_fact_is_written_as_a_plain_json_value(value, written):
    assert fact(value) == written
    assert type(fact(value)) is type(written)


@pytest.mark.parametrize("value", [1.5, object(), b"x", {1}, [1]])
def test_what_cannot_be_stored_exactly_is_no_fact(value):
    with pytest.raises(TypeError, match="not a fact"):
        Reason("order.over_limit", {"x": value})


def test_whole_structures_become_json_too():
    state = {"limits": (Decimal("1.0"), None), Colour.RED: {"on": date(2026, 1, 2)}, 7: [{None}]}
    assert as_json_value(state) == {"limits": ["1.0", None], "red": {"on": "2026-01-02"}, "7": [[None]]}


def test_text_that_is_more_than_text_is_kept_as_text():
    class Safe(str):
        """Text marked as safe for a page."""

        __slots__ = ()

    written = fact(Safe("赊销"))
    assert (written, type(written)) == ("赊销", str)


@pytest.mark.parametrize("code", ["", "Over", "over-limit", ".x", "x.", "x y"])
def test_a_code_is_lower_case_words_joined_by_dots(code):
    with pytest.raises(ValueError, match="code"):
        Reason(code)


@given(reasons)
def test_a_reason_survives_the_database(reason):
    assert Reason.from_json(json.loads(json.dumps(reason.as_json()))) == reason


@given(reasons)
def test_a_reason_can_be_copied_and_sent_to_another_process(reason):
    assert copy.deepcopy(reason) == pickle.loads(pickle.dumps(reason)) == reason
    assert hash(copy.copy(reason)) == hash(reason)


def test_the_stored_form_does_not_depend_on_the_order_of_the_facts():
    one, other = Reason("a.b", {"y": 1, "x": 2}), Reason("a.b", {"x": 2, "y": 1})
    assert json.dumps(one.as_json()) == json.dumps(other.as_json())


def test_the_facts_of_a_reason_cannot_be_changed():
    with pytest.raises(TypeError):
        Reason("a.b", {"x": 1}).facts["x"] = 2


def test_a_refusal_says_its_code_and_its_facts():
    refusal = OverLimit("order.over_limit", code="SO-1", excess=Decimal("2.50"))
    assert (refusal.code, dict(refusal.facts)) == ("order.over_limit", {"code": "SO-1", "excess": "2.50"})
    assert refusal.reason == Reason("order.over_limit", {"code": "SO-1", "excess": Decimal("2.50")})
    assert str(refusal) == "order.over_limit (code=SO-1, excess=2.50)"


def test_a_refusal_without_facts_is_its_code():
    assert str(Refusal("order.closed")) == "order.closed"


def test_a_refusal_travels_between_processes():
    arrived = pickle.loads(pickle.dumps(OverLimit("order.over_limit", excess=1)))
    assert (type(arrived), arrived.reason) == (OverLimit, Reason("order.over_limit", {"excess": 1}))
