"""What may become policy 信用政策, and when, as pure functions.

A version 版本 is drafted, submitted for approval, approved by another person and put in force from a day on. Kinds named in
`WITHOUT_CHECKER` are settings rather than policy; the first version of any kind comes with the company's founding.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from onaccount.kernel.reasons import Refusal

FARTHEST = timedelta(days=366)
"""A year typed wrong is told at once."""
WITHOUT_CHECKER = frozenset({"company"})
ALWAYS_CHECKED = ("scorecard.", "credit_file")
"""Kinds whose very first version needs a second person too: the program comes with one that counts until then."""


def title_code(*, kind: str, number: int) -> str:
    """Name a version in no language: "policy.granting 4", "policy.scorecard.standard 2"; `office.words.titled` says it."""
    return f"policy.{kind} {number}"


def back_code(*, number: int) -> str:
    """Note in no language that a draft holds what an earlier version did: "policy.back 3"; `office.words.titled` says it."""
    return f"policy.back {number}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    What is known of a version that somebody wants to put in force.

    `overruled_by`: the number of a later version that counts from the same day, and so in this one's place.
    """

    kind: str
    is_in_force: bool
    is_approved: bool
    is_first: bool
    content_matches: bool
    overruled_by: int | None = None


def objection(*, candidate: Candidate, active_from: date, today: date) -> Refusal | None:
    """Say why the version cannot be put in force from that day, or None when it can."""
    is_founding = candidate.is_first and not candidate.kind.startswith(ALWAYS_CHECKED)
    needs_checker = candidate.kind not in WITHOUT_CHECKER and not is_founding
    checks = (
        (candidate.is_in_force, "policy.activated_already"),
        (needs_checker and not candidate.is_approved, "policy.not_approved"),
        (needs_checker and not candidate.content_matches, "policy.content_changed"),
        (needs_checker and active_from < today, "policy.in_the_past"),
        (needs_checker and active_from > today + FARTHEST, "policy.too_far"),
        (candidate.overruled_by is not None, "policy.overruled"),
    )
    code = next((code for wrong, code in checks if wrong), None)
    facts = {"kind": candidate.kind, "active_from": active_from, "number": candidate.overruled_by}
    return Refusal(code, **facts) if code else None


def may_take_back(*, active_from: date | None, reason: str, today: date) -> None:
    """
    Refuse to take a version back that does not wait for its day, or without a word why.

    Refuses `policy.not_coming` and `policy.reason_missing`.
    """
    if active_from is None or active_from <= today:
        raise Refusal("policy.not_coming")
    if not reason.strip():
        raise Refusal("policy.reason_missing")
