"""How customers are scored changes 评分卡: drafted, tried on the portfolio, approved by a second person, put in force from a day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from onaccount.assessment.queries import card_in_force, card_numbered, kind_of_card, refuse_taken
from onaccount.assessment.rules.card_faults import refuse_faults
from onaccount.assessment.rules.card_storage import card_as_json
from onaccount.assessment.rules.scorecard import Scorecard
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor
from onaccount.office.policy import actions as policies
from onaccount.office.policy.models import PolicyVersion


def draft_card(*, code: str, today: date, note: str, actor: Actor) -> PolicyVersion:
    """Begin a new version of a card with what is in force. Refuses `assessment.card_unknown`."""
    return _draft(card_in_force(code=code, on=today), note, actor)


def copy_card(*, code: str, new_code: str, name: str, today: date, actor: Actor) -> PolicyVersion:
    """
    Begin a card of another segment as a copy of one in force, not in use until somebody says so.

    Refuses `assessment.card_unknown` and `assessment.card_code_taken`.
    """
    refuse_taken(code=new_code, on=today)
    copy = replace(card_in_force(code=code, on=today), code=new_code, name=name, is_in_use=False)
    return _draft(copy, "", actor)


def edit_card(*, version_id: int, card: Scorecard, note: str, actor: Actor) -> PolicyVersion:
    """Replace what a draft says. Refuses policy.submitted_already and the first fault of the card."""
    refuse_faults(card)
    return policies.edit(version_id=version_id, content=_content(card), note=note, actor=actor)


def submit_card(*, version_id: int, today: date, actor: Actor) -> Request:
    """Ask a second person to approve a draft. Refuses policy.submitted_already."""
    return policies.submit(version_id=version_id, today=today, actor=actor)


def activate_card(*, version_id: int, active_from: date, today: date, actor: Actor) -> PolicyVersion:
    """Put an approved version in force from a day; grades change only when customers are assessed again."""
    return policies.activate(version_id=version_id, active_from=active_from, today=today, actor=actor)


def take_back_card(*, version_id: int, reason: str, today: date, actor: Actor) -> PolicyVersion:
    """Take a version back before its day. Refuses policy.not_coming and policy.reason_missing."""
    return policies.take_back(version_id=version_id, reason=reason, today=today, actor=actor)


def go_back(*, code: str, number: int, note: str, actor: Actor) -> PolicyVersion:
    """Draft the content of an earlier version anew. Refuses `assessment.card_unknown`."""
    return _draft(card_numbered(code=code, number=number), note, actor)


def _draft(card: Scorecard, note: str, actor: Actor) -> PolicyVersion:
    return policies.draft(kind=kind_of_card(card.code), content=_content(card), note=note, actor=actor)


def _content(card: Scorecard) -> Mapping[str, Any]:
    return card_as_json(card)
