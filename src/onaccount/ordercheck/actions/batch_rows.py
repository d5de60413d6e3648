"""Decisions, holds and journal of a whole batch as rows for one statement, as `decide` and `hold` write them one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from msgspec import Raw
from msgspec.json import encode

from onaccount.office.asking import Send
from onaccount.office.journal import actions as journal
from onaccount.office.writing import Form, inserted, write_together
from onaccount.ordercheck.actions.decisions import against_limit
from onaccount.ordercheck.actions.standing import keep_standing
from onaccount.ordercheck.actions.telling import Waits, tell_held
from onaccount.ordercheck.models import Decision, Hold
from onaccount.ordercheck.queries import KIND, Judged
from onaccount.ordercheck.queries.ready import KEPT_STANDINGS
from onaccount.ordercheck.queries.sitting import Keys, Sitting
from onaccount.ordercheck.rules import Asked, Fate, Mode, Standing, as_bytes, digest_of, short_snapshot, short_verdict
from onaccount.trade import actions as trade
from onaccount.trade.actions import Entered, Total


@dataclass(frozen=True, slots=True)
class Cited:
    """The row of a standing a decision cites, what that row says if it is what was judged on, and whether its findings are too."""

    row: int
    standing: Standing | None
    has_findings: bool


_DECISION = Form(
    Decision,
    {
        "id": "%(decision)b",
        "group_id": "%(group)b",
        "account_id": "%(account)b",
        "customer_id": "%(owner)b",
        "order_id": "%(order)b",
        "standing_id": "%(standing)b",
        "order_number": "%(number)b",
        "reference": "%(reference)b",
        "checkpoint": "%(checkpoint)b",
        "outcome": "%(outcome)b",
        "amount": "%(judged)b",
        "currency": "%(judged_in)b",
        "seen": "%(seen)b",
        "answer": "%(answer)b",
        "exposure_after": "%(after)b",
        "available": "%(available)b",
        "policy_kind": f'"{KIND}"',
        "policy_number": "%(policy)b",
        "is_trial": "%(is_trial)b",
        "client": "%(client)b",
        "key": "%(key)b",
        "body_digest": "%(digest)b",
        "actor": "%(actor)b",
        "decided_on": "%(decided_on)b",
        "decided_at": "%(decided_at)b",
    },
)
_DECIDED = journal.entry_form(
    act="ordercheck.decided",
    kind="decision",
    subject="%(reference)b",
    customer="%(owner)b",
    after={
        "order": "%(number)b",
        "checkpoint": "%(checkpoint)b",
        "outcome": "%(outcome)b",
        "amount": "%(judged)b",
        "currency": "%(judged_in)b",
        "reasons": "%(reasons)b",
        "policy": "%(policy)b",
        "is_trial": "%(is_trial)b",
        "snapshot": '"%(snapshot)b"',
    },
)
_HELD = journal.entry_form(
    act="ordercheck.held",
    kind="order",
    subject='"%(order)b"',
    customer="%(buyer)b",
    after={"number": "%(number)b", "hold": "%(hold)b", "decision": "%(reference)b"},
)


@dataclass(frozen=True, slots=True)
class Settled:
    """One judged order of a batch with everything that is about to be written about it."""

    judged: Judged
    asked: Asked
    keys: Keys
    reference: UUID
    entered: Entered


def settle(settled: Sequence[Settled], *, sitting: Sitting, ends: bool, send: Send) -> None:
    """
    Write a batch, or a part of it, in one statement: orders, movements, totals, decisions, holds and journal.
    The last part `ends` the transaction.

    The totals change only where they still are what the judgement saw, and the database refuses a plain release above the limit.
    """
    standings = _standings(settled)
    written = [_written(each, standings) for each in settled]
    held = [each for each in settled if each.entered.status == Fate.WAITS]
    totals = [Total(*each) for each in sitting.changes()]
    tell_held(
        [Waits(each.entered.account.group_id, each.entered.buyer_id, each.reference, each.judged) for each in held]
    )
    write_together(
        (
            *trade.rows_of_orders([each.entered for each in settled], written, totals),
            _DECISION.part([_DECISION.row(said) for said in written]),
            inserted(Hold, [_hold(each) for each in held]),
            _DECIDED.part([entry for said in written for entry in _entries(said)]),
        ),
        ends=ends,
        send=send,
    )


def _standings(settled: Sequence[Settled]) -> dict[int, Cited]:
    """Keep the standings that were made for this batch, and give the row of each by the key of its account."""
    cited: dict[int, Cited] = {}
    for each in settled:
        account, kept = each.entered.account, each.judged.kept
        if kept.id is None and account.pk not in cited:
            row_id, is_same = keep_standing(account=account, kept=kept, policy=each.judged.policy)
            cited[account.pk] = Cited(row_id, kept.standing if is_same else None, has_findings=is_same)
            if is_same:
                written = partial(KEPT_STANDINGS.written, account_id=account.pk, kept=kept, row_id=row_id)
                transaction.on_commit(written)
    return cited


def _cited(each: Settled, standings: Mapping[int, Cited]) -> Cited:
    kept = each.judged.kept
    if kept.id is not None:
        return Cited(kept.id, kept.standing, each.judged.is_cited)
    cited = standings[each.entered.account.pk]
    return cited if cited.standing == kept.standing else Cited(cited.row, None, has_findings=False)


def _written(each: Settled, standings: Mapping[int, Cited]) -> dict[bytes, bytes]:
    """What the rows of one order say, each thing once."""
    judged, snapshot, said = each.judged, each.judged.snapshot, each.judged.said
    after, available = against_limit(judged)
    cited = _cited(each, standings)
    return trade.written_of(each.entered) | {
        b"decision": b"%d" % each.keys.decision,
        b"standing": b"%d" % cited.row,
        b"reference": encode(each.reference),
        b"checkpoint": encode(snapshot.checkpoint),
        b"outcome": encode(said.outcome),
        b"judged": encode(snapshot.order.amount),
        b"judged_in": encode(snapshot.currency),
        b"seen": as_bytes(short_snapshot(snapshot, cited.standing)),
        b"answer": as_bytes(short_verdict(said, cites=cited.has_findings)),
        b"after": encode(after),
        b"available": encode(available),
        b"policy": b"%d" % judged.policy.number,
        b"is_trial": encode(judged.policy.mode is Mode.TRIAL),
        b"client": encode(each.asked.client),
        b"key": encode(each.asked.key),
        b"digest": encode(each.asked.digest),
        b"decided_on": encode(snapshot.as_of),
        b"decided_at": encode(each.keys.at),
        b"reasons": encode([finding.reason.code for finding in said.standing]),
        b"snapshot": digest_of(judged.snapshot_text).encode(),
        b"hold": b"%d" % each.keys.hold if each.entered.status == Fate.WAITS else b"",
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


def _entries(written: dict[bytes, bytes]) -> Iterator[Raw]:
    yield trade.ENTRY.row(written)
    yield _DECIDED.row(written)
    if written[b"hold"]:
        yield _HELD.row(written)
