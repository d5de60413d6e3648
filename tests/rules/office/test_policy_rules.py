from dataclasses import replace
from datetime import date, timedelta

import pytest

from onaccount.kernel.reasons import Refusal
from onaccount.office.policy.rules import Candidate, back_code, may_take_back, objection, title_code

TODAY = date(2026, 3, 2)
READY = Candidate(kind="order_check", is_in_force=False, is_approved=True, is_first=False, content_matches=True)


def code_of(candidate: Candidate, active_from: date) -> str | None:
    refusal = objection(candidate=candidate, active_from=active_from, today=TODAY)
    return refusal.code if refusal else None


@pytest.mark.parametrize(
    ("candidate", "days", "code"),
    [
        (READY, 0, None),
        (replace(READY, is_in_force=True), 0, "policy.activated_already"),
        (replace(READY, is_approved=False), 0, "policy.not_approved"),
        (replace(READY, content_matches=False), 0, "policy.content_changed"),
        (READY, -1, "policy.in_the_past"),
        (READY, 366, None),
        (READY, 367, "policy.too_far"),
        (replace(READY, overruled_by=9), 0, "policy.overruled"),
        (replace(READY, is_first=True, is_approved=False), -400, None),
        (replace(READY, kind="company", is_approved=False), 0, None),
    ],
)
def test_a_policy_comes_into_force_approved_unchanged_and_never_backwards(
    candidate: Candidate, days: int, code: str | None
) -> None:
    assert code_of(candidate, TODAY + timedelta(days=days)) == code


def test_a_version_is_named_in_no_language() -> None:
    assert title_code(kind="scorecard.standard", number=2) == "policy.scorecard.standard 2"
    assert back_code(number=3) == "policy.back 3"


@pytest.mark.parametrize(
    ("active_from", "reason", "code"),
    [(TODAY, "x", "not_coming"), (None, "x", "not_coming"), (TODAY + timedelta(days=1), "  ", "reason_missing")],
)
def test_only_a_version_that_waits_for_its_day_is_taken_back_and_with_a_word(
    active_from: date | None, reason: str, code: str
) -> None:
    may_take_back(active_from=TODAY + timedelta(days=1), reason="wrong day", today=TODAY)
    with pytest.raises(Refusal, match=rf"policy\.{code}"):
        may_take_back(active_from=active_from, reason=reason, today=TODAY)
