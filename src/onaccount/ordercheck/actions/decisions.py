"""Writing decisions 检查结论: the row that is at once the record, the stored answer and what can be judged again."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db import IntegrityError

from onaccount.kernel.reasons import Refusal
from onaccount.office.copying import copy_in
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.ordercheck.actions.standing import keep_standing
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.queries import KIND, Judged
from onaccount.ordercheck.rules import Asked, Mode, Passed, as_bytes, as_json, digest_of, short_snapshot, short_verdict
from onaccount.ordercheck.rules.verdict import Effect
from onaccount.trade.models import Order


def decide(*, judged: Judged, order: Order | None, asked: Asked, actor: Actor) -> Decision:
    """
    Keep a verdict for ever, with all it saw, under the caller's key.

    The database refuses a plain release above the limit. Refuses `ordercheck.key_reused` when another request took the key
    for another group at the same moment.
    """
    standing = keep_standing(account=judged.step.account, kept=judged.kept, policy=judged.policy)
    decision = _decision(judged, order, asked, actor, standing)
    _keep(decision)
    journal.record(
        act="ordercheck.decided",
        actor=actor,
        subject=_subject(decision),
        reason="",
        before=None,
        after=told_to_journal(judged, digest=digest_of(as_bytes(judged.snapshot))),
    )
    return decision


def decide_many(
    *, judged: Sequence[Judged], orders: Sequence[Order], asked: Sequence[Asked], actor: Actor
) -> list[Decision]:
    """Keep many verdicts as `decide` keeps one, under keys nobody else can have used, in a few statements."""
    standings: dict[int, tuple[int, bool]] = {}
    decisions = []
    for each, order, key in zip(judged, orders, asked, strict=True):
        account = each.step.account
        if account.pk not in standings:
            standings[account.pk] = keep_standing(account=account, kept=each.kept, policy=each.policy)
        decisions.append(_decision(each, order, key, actor, standings[account.pk]))
    copy_in(rows=decisions)
    told = [told_to_journal(each, digest=digest_of(as_bytes(each.snapshot))) for each in judged]
    subjects = [_subject(decision) for decision in decisions]
    journal.record_many(act="ordercheck.decided", actor=actor, reason="", after=list(zip(subjects, told, strict=True)))
    return decisions


def _decision(judged: Judged, order: Order | None, asked: Asked, actor: Actor, standing: tuple[int, bool]) -> Decision:
    after, available = against_limit(judged)
    standing_id, is_same = standing
    return Decision(
        group_id=judged.step.account.group_id,
        account=judged.step.account,
        customer_id=judged.step.account.customer_id,
        order=order,
        standing_id=standing_id,
        order_number=judged.snapshot.order.number,
        reference=uuid4(),
        checkpoint=judged.snapshot.checkpoint.value,
        outcome=judged.verdict.outcome.value,
        amount=judged.snapshot.order.amount,
        currency=judged.snapshot.currency,
        seen=as_json(short_snapshot(judged.snapshot, judged.kept.standing if is_same else None)),
        answer=as_json(short_verdict(judged.verdict)),
        exposure_after=after,
        available=available,
        authorisation_id=_authorisation(judged),
        waiver_id=_waiver(judged),
        policy_kind=KIND,
        policy_number=judged.policy.number,
        is_trial=judged.policy.mode is Mode.TRIAL,
        client=asked.client,
        key=asked.key,
        body_digest=asked.digest,
        actor=actor.name,
        decided_on=judged.snapshot.as_of,
    )


def _subject(decision: Decision) -> Subject:
    return Subject("decision", str(decision.reference), decision.customer_id, decision.group_id)


def _keep(decision: Decision) -> None:
    try:
        decision.save(force_insert=True)
    except IntegrityError as error:
        if "decision_key_once" not in str(error):
            raise
        raise Refusal("ordercheck.key_reused", key=decision.key) from error


def against_limit(judged: Judged) -> tuple[Decimal | None, Decimal | None]:
    """Give exposure and limit of the tightest node judged, unless an exception or a grace period set the rule aside."""
    if isinstance(judged.said, Passed):
        return judged.said.of_rule("total_limit") or (None, None)
    counts = (Effect.PASSED, Effect.STANDS, Effect.AUTHORISED, Effect.WAIVED)
    found = (each for each in judged.verdict.findings if each.rule == "total_limit" and each.effect in counts)
    return next(((each.measure, each.allowed) for each in found), (None, None))


def _authorisation(judged: Judged) -> int | None:
    given = judged.snapshot.authorisation
    return int(given.reference) if given is not None and judged.verdict.is_authorised else None


def _waiver(judged: Judged) -> int | None:
    """The person's word under which the limit does not count, where there is one."""
    is_used = any(each.rule == "total_limit" and each.effect is Effect.WAIVED for each in judged.verdict.findings)
    given = (int(each.reference) for each in reversed(judged.snapshot.waived) if each.rule == "total_limit")
    return next(given, None) if is_used else None


def told_to_journal(judged: Judged, *, digest: str) -> dict[str, Any]:
    """Say what the journal keeps of a decision: what was decided, why, and the digest of what was seen."""
    return {
        "order": judged.snapshot.order.number,
        "checkpoint": judged.snapshot.checkpoint,
        "outcome": judged.said.outcome,
        "amount": judged.snapshot.order.amount,
        "currency": judged.snapshot.currency,
        "reasons": [finding.reason.code for finding in judged.said.standing],
        "policy": judged.policy.number,
        "is_trial": judged.policy.mode is Mode.TRIAL,
        "snapshot": digest,
    }
