import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.office.approval.rules import (
    Difference,
    Mode,
    Route,
    Step,
    content_hash,
    differences,
    one_step,
    route_as_json,
    route_from_json,
)

CONTENTS = st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=4)
RIGHTS = st.lists(st.sampled_from(["finance", "sales", "legal", "head"]), min_size=1, max_size=3).map(tuple)
STEPS = st.builds(
    Step,
    st.text(max_size=4),
    RIGHTS,
    st.sampled_from(Mode),
    st.booleans(),
    st.integers(0, 9),
    st.just("head"),
    st.just(("papers",)),
)


@given(CONTENTS, CONTENTS)
def test_contents_hash_alike_exactly_when_they_are_alike(one: dict[str, object], other: dict[str, object]) -> None:
    assert (content_hash(one) == content_hash(other)) == (one == other)
    assert content_hash(dict(reversed(one.items()))) == content_hash(one)


def test_differences_name_the_path_and_both_values() -> None:
    old = {"limit": "100", "rules": [{"code": "overdue", "days": 5}, {"code": "quantity"}], "steps": ["a"]}
    new = {"limit": "100", "rules": [{"code": "overdue", "days": 9}], "steps": ["a", "b"]}
    assert differences(old=old, new=new) == (
        Difference(("rules", "overdue", "days"), 5, 9),
        Difference(("rules", "quantity", "code"), "quantity", None),
        Difference(("steps", "2"), None, "b"),
    )


@given(CONTENTS)
def test_what_is_equal_has_no_differences(content: dict[str, object]) -> None:
    assert differences(old=content, new=dict(content)) == ()


@given(st.lists(STEPS, min_size=1, max_size=3))
def test_a_route_is_read_back_as_it_was_written(steps: list[Step]) -> None:
    route = Route(tuple(steps))
    assert route_from_json(route_as_json(route)) == route


@pytest.mark.parametrize("right", ["limits.approve", "policy.approve"])
def test_the_shortest_route_is_one_other_person(right: str) -> None:
    (only,) = one_step(permission=right).steps
    assert (only.chairs, only.decides, only.days) == ((right,), True, 0)
