"""Decisions, holds and journal of a whole batch as rows for one statement, as `decide` and `hold` write them one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from onaccount.office.journal import actions as journal
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.together import inserted, write_together
from onaccount.ordercheck.actions.decisions import against_limit, told_to_journal
from onaccount.ordercheck.actions.standing import keep_standing
from onaccount.ordercheck.actions.telling import Waits, tell_held
from onaccount.ordercheck.models import Decision, Hold
from onaccount.ordercheck.queries import KIND, Judged
from onaccount.ordercheck.queries.ready import KEPT_STANDINGS
from onaccount.ordercheck.queries.sitting import Keys, Sitting
from onaccount.ordercheck.rules import Asked, Fate, Mode, Standing, as_bytes, digest_of, short_snapshot, short_verdict
from onaccount.trade import actions as trade
from onaccount.trade.actions import Entered, Total

Cited = tuple[int, Standing | None]  # the row a decision cites, and what that row says if it is what was judged on


@dataclass(frozen=True, slots=True)
class Settled:
    """One judged order of a batch with everything that is about to be written about it."""

    judged: Judged
    asked: Asked
    keys: Keys
    reference: UUID
    entered: Entered

    @property
    def actor(self) -> Actor:
        """Who asked."""
        return self.entered.actor


def settle(settled: Sequence[Settled], *, sitting: Sitting) -> None:
    """
    This function will write a batch in one statement: orders, movements, totals, decisions, holds and journal.

    The totals change only where they still are what the judgement saw, and the database refuses a plain release above the limit.
    """
    snapshots = [each.judged.snapshot_text for each in settled]
    standings = _standings(settled)
    held = [each for each in settled if each.judged.fate is Fate.WAITS]
    write_together(
        (
            *trade.rows_of_orders([each.entered for each in settled], [Total(*each) for each in sitting.changes()]),
            inserted(Decision, [_decision(each, standings) for each in settled]),
            inserted(Hold, [_hold(each) for each in held]),
            inserted(
                Entry,
                [
                    entry
                    for each, snapshot in zip(settled, snapshots, strict=True)
                    for entry in _entries(each, snapshot)
                ],
            ),
        )
    )
    tell_held(
        [Waits(each.entered.account.group_id, each.entered.buyer_id, each.reference, each.judged) for each in held]
    )


def _standings(settled: Sequence[Settled]) -> dict[int, Cited]:
    """Keep the standings that were made for this batch, and give the row of each by the key of its account."""
    cited: dict[int, Cited] = {}
    for each in settled:
        account, kept = each.entered.account, each.judged.kept
        if kept.id is None and account.pk not in cited:
            row_id, is_same = keep_standing(account=account, kept=kept)
            cited[account.pk] = row_id, kept.standing if is_same else None
            if is_same:
                written = partial(KEPT_STANDINGS.written, account_id=account.pk, kept=kept, row_id=row_id)
                transaction.on_commit(written)
    return cited


def _cited(each: Settled, standings: Mapping[int, Cited]) -> Cited:
    """The row a decision cites, and the standing it was judged on where that row says the same."""
    kept = each.judged.kept
    if kept.id is not None:
        return kept.id, kept.standing
    row_id, said = standings[each.entered.account.pk]
    return row_id, kept.standing if said == kept.standing else None


def _decision(each: Settled, standings: Mapping[int, Cited]) -> dict[str, Any]:
    judged, account = each.judged, each.entered.account
    after, available = against_limit(judged)
    standing_id, standing = _cited(each, standings)
    return {
        "id": each.keys.decision,
        "group_id": account.group_id,
        "account_id": account.pk,
        "customer_id": account.customer_id,
        "order_id": each.entered.pk,
        "standing_id": standing_id,
        "order_number": judged.snapshot.order.number,
        "reference": each.reference,
        "checkpoint": judged.snapshot.checkpoint.value,
        "outcome": judged.said.outcome.value,
        "amount": judged.snapshot.order.amount,
        "currency": judged.snapshot.currency,
        "seen": msgspec.Raw(as_bytes(short_snapshot(judged.snapshot, standing))),
        "answer": msgspec.Raw(as_bytes(short_verdict(judged.said))),
        "exposure_after": after,
        "available": available,
        "policy_kind": KIND,
        "policy_number": judged.policy.number,
        "is_trial": judged.policy.mode is Mode.TRIAL,
        "client": each.asked.client,
        "key": each.asked.key,
        "body_digest": each.asked.digest,
        "actor": each.actor.name,
        "decided_on": judged.snapshot.as_of,
        "decided_at": each.keys.at,
    }


def _hold(each: Settled) -> dict[str, Any]:
    account = each.entered.account
    return {
        "id": each.keys.hold,
        "group_id": account.group_id,
        "customer_id": each.entered.buyer_id,
        "order_id": each.entered.pk,
        "decision_id": each.keys.decision,
        "latest_decision_id": each.keys.decision,
    }


def _entries(each: Settled, snapshot: bytes) -> Iterator[dict[str, Any]]:
    account, judged = each.entered.account, each.judged
    yield trade.entry_of(each.entered)
    yield journal.entry_row(
        act="ordercheck.decided",
        actor=each.actor,
        subject=Subject("decision", str(each.reference), account.customer_id, account.group_id),
        after=told_to_journal(judged, digest=digest_of(snapshot)),
    )
    if judged.fate is Fate.WAITS:
        yield journal.entry_row(
            act="ordercheck.held",
            actor=each.actor,
            subject=Subject("order", each.entered.pk, each.entered.buyer_id, account.group_id),
            after={
                "number": judged.snapshot.order.number,
                "hold": each.keys.hold,
                "decision": str(each.reference),
            },
        )
