from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.office.approval.rules import Asked, Difference, Given, Outcome, content_hash, differences, objection

ASKED = Asked(maker_id=1, outcome="", content_hash="abc", already_spoke=False)
GIVEN = Given(person_id=2, outcome=Outcome.APPROVED, remark="", content_hash="abc", may_decide=True)


def test_another_person_with_the_right_may_approve_what_was_asked() -> None:
    assert objection(asked=ASKED, given=GIVEN) is None


@pytest.mark.parametrize(
    ("asked", "given_", "code"),
    [
        (replace(ASKED, outcome="rejected"), GIVEN, "approval.closed"),
        (ASKED, replace(GIVEN, may_decide=False), "approval.no_permission"),
        (ASKED, replace(GIVEN, person_id=1), "approval.maker_is_checker"),
        (replace(ASKED, already_spoke=True), GIVEN, "approval.already_spoke"),
        (ASKED, replace(GIVEN, content_hash="abd"), "approval.content_changed"),
        (ASKED, replace(GIVEN, outcome=Outcome.WITHDRAWN), "approval.unknown_outcome"),
        (ASKED, replace(GIVEN, outcome=Outcome.REJECTED, remark=" "), "approval.remark_required"),
    ],
)
def test_an_opinion_that_cannot_count_is_refused_by_name(asked: Asked, given_: Given, code: str) -> None:
    refusal = objection(asked=asked, given=given_)
    assert refusal is not None
    assert refusal.code == code


def test_a_rejection_with_a_remark_counts() -> None:
    assert objection(asked=ASKED, given=replace(GIVEN, outcome=Outcome.REJECTED, remark="too much")) is None


CONTENTS = st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=4)


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
