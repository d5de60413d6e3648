"""Decisions, holds and journal of a whole batch as rows for one statement, as `decide` and `hold` write them one by one."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from msgspec import Struct
from msgspec.json import encode

from onaccount.office.asking import Send
from onaccount.office.journal import actions as journal
from onaccount.office.writing import Drawn, Sheet, Written, drawn_into, write_together
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


class Cited(Struct, frozen=True):
    """The row of a standing a decision cites, what that row says if it is what was judged on, and whether its findings are too."""

    row: int
    standing: Standing | None
    has_findings: bool


SHEET = Sheet(
    trade.ORDER_COLUMNS
    | {
        "decision_id": "bigint",
        "standing_id": "bigint",
        "reference": "uuid",
        "checkpoint": "text",
        "outcome": "text",
        "judged": "numeric",
        "judged_in": "text",
        "seen": "jsonb",
        "answer": "jsonb",
        "exposure_after": "numeric",
        "available": "numeric",
        "policy_number": "integer",
        "is_trial": "boolean",
        "client": "text",
        "asked_as": "text",
        "body_digest": "text",
        "decided_on": "date",
        "decided_at": "timestamptz",
        "decided": "jsonb",
        "hold_id": "bigint",
        "held": "jsonb",
    },
    trade.ORDER_FORMS
    | {
        "decided": '{"order":%(number)b,"checkpoint":%(checkpoint)b,"outcome":%(outcome)b,"amount":%(judged)b,'
        '"currency":%(judged_in)b,"reasons":%(reasons)b,"policy":%(policy_number)b,"is_trial":%(is_trial)b,'
        '"snapshot":"%(snapshot)b"}'
    },
)
_HELD = b'{"number":%(number)b,"hold":%(hold_id)b,"decision":%(reference)b}'
_SAME = (
    "group_id",
    "account_id",
    "order_id",
    "standing_id",
    "reference",
    "checkpoint",
    "outcome",
    "seen",
    "answer",
    "exposure_after",
    "available",
    "policy_number",
    "is_trial",
    "client",
    "body_digest",
    "actor",
    "decided_on",
    "decided_at",
)
_DECISION = drawn_into(
    Decision,
    {name: name for name in _SAME}
    | {
        "id": "decision_id",
        "customer_id": "payer_id",
        "order_number": "number",
        "amount": "judged",
        "currency": "judged_in",
        "policy_kind": f"'{KIND}'",
        "key": "asked_as",
    },
)
_HOLD = drawn_into(
    Hold,
    {
        "id": "hold_id",
        "group_id": "group_id",
        "customer_id": "customer_id",
        "order_id": "order_id",
        "decision_id": "decision_id",
        "latest_decision_id": "decision_id",
    },
    where="hold_id IS NOT NULL",
)
_ENTRIES = journal.drawn(
    (
        trade.ORDER_ENTERED,
        journal.Act("ordercheck.decided", "decision", "reference", "payer_id", "decided"),
        journal.Act("ordercheck.held", "order", "order_id", "customer_id", "held"),
    )
)


class Settled(Struct, frozen=True):
    """One judged order of a batch with everything that is about to be written about it."""

    judged: Judged
    asked: Asked
    keys: Keys
    reference: UUID
    entered: Entered


def settle(settled: Sequence[Settled], *, sitting: Sitting, ends: bool, send: Send) -> None:
    """
    Write a batch, or a part of it, in one statement: orders, movements, totals, decisions, holds and journal.
    The last part `ends` the transaction and changes the totals, once for each account, by what all parts moved.

    They change only where they still are what the judgement saw, and the database refuses a plain release above the limit.
    """
    standings = _standings(settled)
    rows = _Rows(standings, sitting)
    written = [rows.written(each) for each in settled]
    held = [each for each in settled if each.entered.status == Fate.WAITS]
    totals = [Total(*each) for each in sitting.changes()] if ends else []
    tell_held(
        [Waits(each.entered.account.group_id, each.entered.buyer_id, each.reference, each.judged) for each in held]
    )
    write_together(
        (
            *trade.parts_of_orders([each.entered for each in settled], written, totals),
            Drawn(_DECISION, len(settled)),
            Drawn(_HOLD, len(held)),
            Drawn(_ENTRIES, 2 * len(settled) + len(held)),
        ),
        sheet=SHEET.filled(written),
        ends=ends,
        send=send,
    )


def _standings(settled: Sequence[Settled]) -> dict[int, Cited]:
    """Keep the standings that were made for this batch, and give the row of each by the key of its account."""
    cited: dict[int, Cited] = {}
    for each in settled:
        account, kept = each.entered.account, each.judged.kept
        if kept.id is None and account.id not in cited:
            row_id, is_same = keep_standing(account=account, kept=kept, policy=each.judged.policy)
            cited[account.id] = Cited(row_id, kept.standing if is_same else None, has_findings=is_same)
            if is_same:
                written = partial(KEPT_STANDINGS.written, account_id=account.id, kept=kept, row_id=row_id)
                transaction.on_commit(written)
    return cited


def _cited(each: Settled, standings: Mapping[int, Cited]) -> Cited:
    kept = each.judged.kept
    if kept.id is not None:
        return Cited(kept.id, kept.standing, each.judged.is_cited)
    cited = standings[each.entered.account.id]
    return cited if cited.standing == kept.standing else Cited(cited.row, None, has_findings=False)


class _Rows:
    """The rows of a batch on the sheet; what those of one buyer, account and caller say alike is written once."""

    def __init__(self, standings: Mapping[int, Cited], sitting: Sitting) -> None:
        self._standings = standings
        self._decided = {
            b"policy_number": b"%d" % sitting.policy.number,
            b"is_trial": encode(sitting.policy.mode is Mode.TRIAL),
            b"decided_on": encode(sitting.as_of),
            b"decided_at": encode(sitting.at),
        }
        # whatever an id names here lives as long as the batch
        self._alike: dict[tuple[int, int, int, int, str], tuple[Cited, Written]] = {}

    def written(self, each: Settled) -> Written:
        """What the row of one order says."""
        entered, kept, client = each.entered, each.judged.kept, each.asked.client
        named = id(entered.account), entered.buyer_id, id(kept), id(entered.actor), client
        known = self._alike.get(named)
        if known is None:
            known = self._alike[named] = self._of_all(each)
        return {**known[1], **_written(each, known[0])}

    def _of_all(self, each: Settled) -> tuple[Cited, Written]:
        cited, snapshot = _cited(each, self._standings), each.judged.snapshot
        alike = {
            b"standing_id": b"%d" % cited.row,
            b"checkpoint": encode(snapshot.checkpoint),
            b"judged_in": encode(snapshot.currency),
            b"client": encode(each.asked.client),
        }
        said = trade.written_alike(each.entered) | journal.who(each.entered.actor)
        return cited, self._decided | said | alike


def _written(each: Settled, cited: Cited) -> dict[bytes, bytes]:
    """What the row of one order says by itself."""
    judged, said = each.judged, each.judged.said
    after, available = against_limit(judged)
    whole, seen = judged.written
    if cited.standing is not judged.kept.standing:
        seen = as_bytes(short_snapshot(judged.snapshot, cited.standing))
    own = {
        **trade.written_of(each.entered),
        b"decision_id": b"%d" % each.keys.decision,
        b"reference": encode(each.reference),
        b"outcome": encode(said.outcome),
        b"judged": encode(judged.snapshot.order.amount),
        b"seen": seen,
        b"answer": as_bytes(short_verdict(said, cites=cited.has_findings)),
        b"exposure_after": encode(after),
        b"available": encode(available),
        b"asked_as": encode(each.asked.key),
        b"body_digest": encode(each.asked.digest),
        b"reasons": encode([finding.reason.code for finding in said.standing]),
        b"snapshot": digest_of(whole).encode(),
        b"hold_id": b"null",
        b"held": b"null",
    }
    if each.entered.status == Fate.WAITS:
        own[b"hold_id"] = b"%d" % each.keys.hold
        own[b"held"] = _HELD % own
    return own
