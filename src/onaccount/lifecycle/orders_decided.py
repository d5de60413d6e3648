"""
Many orders are placed at once 批量下单: each judged on what the ones before it left, all written together.

A batch gives the same answers, tables and totals as the same orders placed one after another; it only asks the database a
dozen times instead of a dozen times for each. One order is a batch of one: there is no second way to place an order.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from datetime import date
from typing import Any, Final, TypeVar

from django.db import IntegrityError, transaction
from msgspec import Struct

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import horizon_entered
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.office.answers import locks
from onaccount.office.asking import Question, Send, ahead, answer
from onaccount.office.journal.rules import Actor
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.actions.batch_rows import Settled, settle
from onaccount.ordercheck.queries import Told
from onaccount.ordercheck.queries import sitting as under_lock
from onaccount.ordercheck.queries.sitting import KeptAnswers, Keys, Sitting
from onaccount.ordercheck.rules import Asked
from onaccount.trade.actions import Entered

Answer = Told | Refusal
T = TypeVar("T")
LARGE: Final = 100  # orders: a larger batch is written in parts, each while the next is judged
PART: Final = 50  # orders: what is sent of them fits between the two programs, so that neither waits for the other


class Placing(Struct, frozen=True):
    """An order somebody wants to place, under which key, and who asks."""

    new: NewOrder
    asked: Asked
    actor: Actor


def decide_orders(*, placings: Sequence[Placing], today: date) -> list[Answer]:
    """
    Place orders in the order given, each released, held or rejected as if placed alone; not all or nothing.

    An order that is refused is answered with its refusal: `ordercheck.key_reused`, `trade.number_taken` and
    what `NewOrder.refuse_unfit` refuses. All others are written in one transaction under their groups' locks.
    """
    return decide_and_tell(placings=placings, today=today, tell=lambda told: told)


def decide_and_tell(*, placings: Sequence[Placing], today: date, tell: Callable[[Answer], T]) -> list[T]:
    """
    Decide like `decide_orders` and give what `tell` makes of each answer, made while the database still writes: it is true
    once this returns.
    """
    if not placings:
        return []
    try:
        with transaction.atomic():
            return _Batch(placings, today).told(tell)
    except IntegrityError as error:
        # Somebody used a key or a number for another group: the database says so only when the row is written.
        if len(placings) == 1:
            return [tell(_refused(placings[0], error))]
        half = len(placings) // 2
        parts = placings[:half], placings[half:]
        return [told for part in parts for told in decide_and_tell(placings=part, today=today, tell=tell)]


def judge_orders(*, orders: Sequence[NewOrder], today: date) -> list[Answer]:
    """
    Judge each order as if it alone were placed now, and keep nothing: a dry run of many.

    An order that is refused is answered with its refusal, as by `order_checked.check_order`.
    """
    if not orders:
        return []
    sitting = under_lock.sitting_without_locks(groups={order.pays.group_id for order in orders}, as_of=today)
    return [_judged(order, sitting) for order in orders]


def _judged(new: NewOrder, sitting: Sitting) -> Answer:
    try:
        new.refuse_unfit()
        account = sitting.account(customer=new.pays, segment=new.segment, currency=new.currency)
        return Told.of_judged(
            sitting.judged(account=account, draft=new.draft, buyer=new.customer), reference=None, at=None
        )
    except Refusal as refusal:
        return refusal


def _refused(placing: Placing, error: IntegrityError) -> Answer:
    if "decision_key_once" in str(error):
        return _answered_before(placing, Refusal("ordercheck.key_reused", key=placing.asked.key))
    if "order_number_once" in str(error):
        number = placing.new.draft.number
        return _answered_before(placing, Refusal("trade.number_taken", number=number, document="order"))
    raise error


def _answered_before(placing: Placing, refusal: Refusal) -> Answer:
    """What the same call was told while its payer belonged to another group, where reads by group do not look; else the refusal."""
    try:
        kept = queries.answer_kept(asked=placing.asked)
    except Refusal as reused:
        return reused
    return refusal if kept is None else Told.of_kept(kept)


class _Batch:
    """One transaction: lock, read, judge each, write all."""

    keys: list[Keys]
    kept: KeptAnswers
    taken: set[str]

    def __init__(self, placings: Sequence[Placing], today: date) -> None:
        self.placings, self.today = placings, today
        if horizon_entered.catch_up(groups=self._read(), today=today):
            self._read()
        self.settled: list[Settled] = []

    def _read(self) -> Collection[int]:
        """Lock the groups and read everything under the locks, in one exchange with the database."""
        versions, answers = actions.locked_versions(
            [placing.new.pays for placing in self.placings], then=self._questions
        )
        _, at, totals, policy, self.keys, self.kept, self.taken = answers
        self.sitting = Sitting(versions=versions, totals=totals, policy=policy, as_of=self.today, at=at)
        return versions

    def _questions(self, groups: list[int]) -> Sequence[Question[Any]]:
        keys = [(placing.asked.client, placing.asked.key) for placing in self.placings]
        return (
            locks.placing(keys=keys),
            under_lock.moment(),
            under_lock.totals_of(groups),
            queries.in_force(on=self.today),
            under_lock.keys_for(len(self.placings)),
            under_lock.answers_kept(asked=[placing.asked for placing in self.placings], groups=groups),
            under_lock.numbers_taken(numbers=[placing.new.draft.number for placing in self.placings], groups=groups),
        )

    def told(self, tell: Callable[[Answer], T]) -> list[T]:
        both, answers = list(zip(self.placings, self.keys, strict=True)), list[Answer]()
        size = PART if len(both) > LARGE else LARGE
        with ahead() if size == PART else nullcontext[Send](answer) as send:
            for at in range(0, len(both), size):
                answers += [self._answer(placing, keys) for placing, keys in both[at : at + size]]
                settle(self.settled, sitting=self.sitting, ends=at + size >= len(both), send=send)
                self.settled.clear()
            return [tell(each) for each in answers]

    def _answer(self, placing: Placing, keys: Keys) -> Answer:
        try:
            return self._kept_answer(placing.asked) or self._decided(placing, keys)
        except Refusal as refusal:
            return _answered_before(placing, refusal) if refusal.code == "trade.number_taken" else refusal

    def _kept_answer(self, asked: Asked) -> Told | None:
        digest, told = self.kept.get((asked.client, asked.key), (asked.digest, None))
        if digest != asked.digest:
            raise Refusal("ordercheck.key_reused", key=asked.key)
        return told

    def _decided(self, placing: Placing, keys: Keys) -> Told:
        new, asked = placing.new, placing.asked
        account = self.sitting.account(customer=new.pays, segment=new.segment, currency=new.currency)
        judged = self.sitting.judged(account=account, draft=new.draft, buyer=new.customer)
        new.refuse_unfit()
        if new.draft.number in self.taken:
            raise Refusal("trade.number_taken", number=new.draft.number, document="order")
        order = judged.snapshot.order
        entered = Entered(
            pk=keys.order,
            account=account,
            buyer_id=new.customer.id,
            draft=new.draft,
            status=judged.fate.value,
            is_beyond=order.is_beyond,
            actor=placing.actor,
            exemption=judged.exemption,
            uncounted=judged.uncounted,
            rate=judged.step.rate,
        )
        self.sitting.enter(account=account, draft=new.draft, moves=entered.moves if entered.occupies else ())
        reference = keys.reference
        told = Told.of_judged(judged, reference=reference, at=self.sitting.at)
        self.taken.add(new.draft.number)
        self.kept[asked.client, asked.key] = asked.digest, told
        self.settled.append(Settled(judged, asked, keys, reference, entered))
        return told
