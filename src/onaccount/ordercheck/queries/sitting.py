"""
What a batch of orders is judged on 批次检查依据: read once under the locks, in a fixed number of reads for any number of orders.

The groups' locks come first, then the totals as they stand under them. What else a group stands on (limits, standing, members)
is kept in this process under the version the lock shows, and read again only when something changed. The second order of a
batch is judged on the totals the first one left, as if it had been placed after it.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from os import urandom
from typing import Final
from uuid import UUID

from msgspec import Struct, convert
from msgspec.structs import replace

from onaccount.customers.models import Customer
from onaccount.office.asking import Question, Rows, answer, ask
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.queries.entered import entering_of, totals_today
from onaccount.ordercheck.queries.facts import entering
from onaccount.ordercheck.queries.ground import Ground, failures_of
from onaccount.ordercheck.queries.judged import Judged, judged_beside
from onaccount.ordercheck.queries.places import governing_currency, kept_in_on, thought_of
from onaccount.ordercheck.queries.policies import in_force
from onaccount.ordercheck.queries.ready import KEPT_STANDINGS, Known, Ready
from onaccount.ordercheck.queries.single import Carried, Owner
from onaccount.ordercheck.queries.told import Told
from onaccount.ordercheck.rules import Asked, Policy, Totals
from onaccount.trade.models import Account, Segment
from onaccount.trade.rules import Exposure, OrderDraft
from onaccount.trade.rules.exposure import STAGES
from onaccount.trade.rules.valuation import Place

KeptAnswers = dict[tuple[str, str], tuple[str, Told | None]]
NOTHING: Final = Exposure(*(Decimal("0.000") for _ in STAGES))  # as the database writes the totals of a new account

_STAGES = ", ".join(f'a."{stage}"' for stage in STAGES)
VERSIONS = "SELECT id, changes FROM customers_group WHERE id = ANY(%s::bigint[])"
TOTALS = f"""
    SELECT a.id, a.group_id, a.customer_id, a.segment_id, s.code, s.horizon_days,
        a.currency, a.credit_currency, a.kept_in, {_STAGES}
    FROM trade_account a JOIN trade_segment s ON s.id = a.segment_id
    WHERE a.group_id = ANY(%s::bigint[]) ORDER BY a.customer_id, s.code, a.currency, a.kept_in
"""  # noqa: S608 column names of our own
KEPT = """
    SELECT d.id, a.client, a.key, o.digest FROM unnest(%s::text[], %s::text[]) AS a(client, key)
    LEFT JOIN LATERAL (
        SELECT id FROM ordercheck_decision
        WHERE client = a.client AND key = a.key AND group_id = ANY(%s::bigint[]) LIMIT 1
    ) d ON true
    LEFT JOIN LATERAL (
        SELECT digest FROM answers_answer WHERE client = a.client AND key = a.key LIMIT 1
    ) o ON true
    WHERE d.id IS NOT NULL OR o.digest IS NOT NULL
"""
TAKEN = """
    SELECT o.number FROM unnest(%s::text[]) AS a(number) CROSS JOIN LATERAL (
        SELECT number FROM trade_order WHERE number = a.number AND group_id = ANY(%s::bigint[]) LIMIT 1
    ) o
"""
KEYS = """
    SELECT nextval('trade_order_id_seq'), nextval('ordercheck_decision_id_seq'), nextval('ordercheck_hold_id_seq')
    FROM unnest(%s::smallint[])
"""


class Keys(Struct, frozen=True):
    """The keys given out for one order and what is written with it, and the reference by which strangers know the decision."""

    order: int
    decision: int
    hold: int
    reference: UUID


class Sitting:
    """
    The groups of one batch on one day, under one policy, with totals that follow the orders as they are let through.

    `at` is the moment of its decisions, None where nothing is decided.
    """

    def __init__(
        self, *, versions: dict[int, int], totals: Rows, policy: Policy, as_of: date, at: datetime | None = None
    ) -> None:
        self.policy, self.as_of, self.at = policy, as_of, at
        self._versions = versions
        self._failures = failures_of(policy=policy, as_of=as_of)
        self._totals: dict[int, dict[int | None, Exposure]] = {group: {} for group in versions}
        self._seen: dict[int, tuple[int, Exposure]] = {}
        self._ready: dict[int, Ready] = {}
        self._accounts: dict[Owner, Account] = {}
        # of each group and segment the first account, and the currency it fixed
        self._credit: dict[tuple[int, int], tuple[int, str]] = {}
        self._carried = Carried(policy)
        self._inside: dict[int, frozenset[int]] = {}  # entered the horizon today, and not moved yet
        self._read(totals)

    def account(self, *, customer: Customer, segment: Segment, currency: str) -> Account:
        """The account an order occupies, opened in thought the first time: it is written only with an order."""
        credit_currency = self._credit_currency(customer, segment)
        kept_in = kept_in_on(currency=currency, credit_currency=credit_currency, day=self.as_of)
        owner = (customer.group_id, customer.id, segment.id, currency, kept_in)
        found = self._accounts.get(owner)
        if found is None:
            found = thought_of(customer, segment, Place(customer.id, currency, kept_in, credit_currency))
            self._accounts[owner] = found
        return found

    def _credit_currency(self, customer: Customer, segment: Segment) -> str:
        """As the group's first account in the segment fixed it, else as this one will."""
        fixed = self._credit.get((customer.group_id, segment.id))
        return governing_currency(customer, segment.id, self.as_of) if fixed is None else fixed[1]

    def judged(self, *, account: Account, draft: OrderDraft, buyer: Customer) -> Judged:
        """The verdict on an order about to be entered, with all it saw."""
        ready, totals = self._ready_for(account), self._totals[account.group_id]
        step = entering(account=account, draft=draft, as_of=self.as_of, buyer=buyer)
        if self._inside:
            step = replace(step, entered=self._inside.get(account.group_id, step.entered))
        beside = self._carried.beside(step=step, standing=ready.kept.standing)
        own = NOTHING if account.id is None else totals[account.id]
        if ready.prepared is None or step.stops or draft.order_type or self._failures:
            on = Ground(self.as_of, self.policy, {account.id: ready.kept}, totals | {account.id: own}, self._failures)
            return judged_beside(beside, step=step, ground=on, policy=self.policy)
        found = Totals(own, totals, beside.secured)
        snapshot = ready.prepared.snapshot(order=beside.on(step.converted), totals=found)
        said = ready.prepared.judged(snapshot)
        return Judged(step, snapshot, self.policy, said, ready.kept, ready.prepared, ready.is_cited)

    def enter(self, *, account: Account, draft: OrderDraft, moves: Iterable[tuple[str, Decimal]]) -> None:
        """Let an order stand on the account, so much of it in each stage, if any: whatever is judged from now on sees it."""
        totals = self._totals[account.group_id]
        if account.id is None:
            account.save(force_insert=True)
            totals[account.id] = NOTHING
            self._credit.setdefault((account.group_id, account.segment_id), (account.id, account.credit_currency))
            self._versions.update(answer(versions_of([account.group_id])))  # its siblings count it from now on
            self._ready.clear()
        pk = account.id
        for stage, amount in moves:
            old = totals[pk]
            self._seen.setdefault(pk, (account.group_id, old))
            if stage == "order":
                self._carried.take(account=account, draft=draft, amount=amount)
            totals[pk] = old.plus(stage, amount)

    def let_enter(self) -> None:
        """Count what enters the horizon today and was not moved yet; whoever holds the locks has moved it."""
        for group, orders in entering_of(self._totals, as_of=self.as_of).items():
            ground = Ground(self.as_of, self.policy, {}, self._totals[group], self._failures)
            now, inside = totals_today(ground, orders=orders)
            self._totals[group] = dict(now)
            if inside:
                self._inside[group] = inside

    def changes(self) -> list[tuple[int, int, Exposure, Exposure]]:
        """The accounts on which credit was taken: their group, their key, the totals as they were read and as they are to be."""
        found = [(group, pk, was, self._totals[group][pk]) for pk, (group, was) in self._seen.items()]
        return [(group, pk, was, after) for group, pk, was, after in found if was != after]

    def _ready_for(self, account: Account) -> Ready:
        """What an account stands on; a standing that is never kept is made once for the sitting."""
        found = self._ready.get(account.id)
        if found is None:
            known_as = Known(self._versions[account.group_id], self.as_of, self.policy.number)
            found = KEPT_STANDINGS.ready(account=account, known_as=known_as, policy=self.policy)
            if account.id is not None:
                self._ready[account.id] = found
        return found

    def _read(self, totals: Rows) -> None:
        for pk, group, customer, segment_id, code, horizon, currency, credit_currency, kept_in, *stages in totals:
            segment = _segment(segment_id, code, horizon)
            account = Account(
                id=pk,
                group_id=group,
                customer_id=customer,
                segment=segment,
                currency=currency,
                credit_currency=credit_currency,
                kept_in=kept_in,
            )
            self._accounts[group, customer, segment_id, currency, kept_in] = account
            fixed = self._credit.get((group, segment_id))
            if fixed is None or pk < fixed[0]:
                self._credit[group, segment_id] = pk, credit_currency
            self._totals[group][pk] = Exposure(*stages)


@lru_cache(maxsize=1000)
def _segment(pk: int, code: str, horizon_days: int | None) -> Segment:
    """The segment a row of the totals names, made once for the same values."""
    return Segment(id=pk, code=code, horizon_days=horizon_days)


def versions_of(groups: Collection[int]) -> Question[dict[int, int]]:
    """Ask for the version each group is in, without a lock: for a dry run."""
    return Question(VERSIONS, [sorted(groups)], dict)


def sitting_without_locks(*, groups: Collection[int], as_of: date) -> Sitting:
    """Read what a dry run is judged on, in one exchange; where orders wait beyond the horizon, with what enters it today."""
    versions, totals, policy = ask(versions_of(groups), totals_of(sorted(groups)), in_force(on=as_of))
    sitting = Sitting(versions=versions, totals=totals, policy=policy, as_of=as_of)
    sitting.let_enter()
    return sitting


def totals_of(groups: list[int]) -> Question[Rows]:
    """Ask for the accounts of these groups with their totals."""
    return Question(TOTALS, [groups], list)


def answers_kept(*, asked: Sequence[Asked], groups: list[int]) -> Question[KeptAnswers]:
    """
    Ask what was answered before under these clients' keys in these groups, with the digest of the question: a decision, or
    nothing to be told again where the key named an act of another kind.
    """
    return Question(KEPT, [[each.client for each in asked], [each.key for each in asked], groups], _kept)


def _kept(rows: Rows) -> KeptAnswers:
    others: KeptAnswers = {(client, key): (digest, None) for _, client, key, digest in rows if digest is not None}
    decided = [pk for pk, *_ in rows if pk is not None]
    kept = Decision.objects.select_related("standing").filter(pk__in=decided) if decided else ()
    return others | {(each.client, each.key): (each.body_digest, Told.of_kept(each)) for each in kept}


def numbers_taken(*, numbers: list[str], groups: list[int]) -> Question[set[str]]:
    """Ask which of these order numbers stand already in these groups."""
    return Question(TAKEN, [numbers, groups], lambda rows: {number for (number,) in rows})


def moment() -> Question[datetime]:
    """Ask what time it is: of a question asked under a lock later than the lock, so after what is seen under it."""
    return Question("SELECT statement_timestamp()", [], lambda rows: rows[0][0])


def keys_for(orders: int) -> Question[list[Keys]]:
    """Ask for the keys under which so many orders are written."""
    return Question(KEYS, [[1] * orders], _keys)


def _keys(rows: Rows) -> list[Keys]:
    given = zip(rows, _references(len(rows)), strict=True)
    return [Keys(order, decision, hold, reference) for (order, decision, hold), reference in given]


def _references(count: int) -> list[UUID]:
    """So many random ones (version 4), made together: chance is asked of the system once, and marked for all."""
    chance = bytearray(urandom(16 * count))
    chance[6::16] = chance[6::16].translate(_VERSION)
    chance[8::16] = chance[8::16].translate(_VARIANT)
    whole = bytes(chance)
    return [convert(whole[at : at + 16], UUID) for at in range(0, len(whole), 16)]


_VERSION: Final = bytes((byte & 0x0F) | 0x40 for byte in range(256))
_VARIANT: Final = bytes((byte & 0x3F) | 0x80 for byte in range(256))
