"""The one place where value moves 占用流水: movement, document and account total change together or not at all.

The caller holds the group's lock, has read its documents under it and passes the act that causes the movement.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import F

from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_group
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.search import actions as search
from onaccount.office.search.rules import number_keys
from onaccount.trade.models import Account, Delivery, Item, Movement, Order, Payment, Segment, Stage

ZERO = Decimal(0)
Doc = Order | Delivery | Item
D = TypeVar("D", Order, Delivery, Item)


@dataclass(frozen=True, slots=True)
class Move:
    """A signed amount of a document's value entering (above zero) or leaving a stage."""

    document: Doc
    stage: Stage
    amount: Decimal


def kind_of(document: Doc | Payment) -> str:
    """The name of a document's kind in movements, journal and search: order, delivery, item, payment."""
    return type(document).__name__.lower()


def post(*, moves: Sequence[Move], cause: Doc | Payment, actor: Actor) -> None:
    """This function will write the movements and change each document's open amount and each account's totals by them."""
    real = [move for move in moves if move.amount]
    Movement.objects.bulk_create(
        Movement(
            group_id=move.document.group_id,
            account_id=move.document.account_id,
            stage=move.stage,
            amount=move.amount,
            document_kind=kind_of(move.document),
            document_id=move.document.pk,
            cause_kind=kind_of(cause),
            cause_id=cause.pk,
            actor=actor.name,
        )
        for move in real
    )
    _change_documents(real)
    change_totals([(move.document.account_id, move.stage, move.amount) for move in real])


def change_totals(changes: Sequence[tuple[int, str, Decimal]]) -> None:
    """This function will add signed amounts to the totals of accounts, one statement per account, in key order."""
    sums: defaultdict[int, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for account_id, stage, amount in changes:
        sums[account_id][str(stage)] += amount
    for account_id, stages in sorted(sums.items()):
        added = {stage: F(stage) + amount for stage, amount in stages.items() if amount}
        if added:
            Account.objects.filter(pk=account_id).update(**added)


def account_for(*, customer: Customer, segment: Segment, currency: str) -> Account:
    """This function will give the customer's account in a segment and currency, opening it the first time."""
    account, _ = Account.objects.get_or_create(
        customer=customer, segment=segment, currency=currency, defaults={"group_id": customer.group_id}
    )
    return account


def default_segment() -> Segment:
    """This function will give the segment of companies that know only one."""
    return Segment.objects.get_or_create(code="main", defaults={"name": "Main"})[0]


def locked(document: D) -> D:
    """This function will lock the document's group and read the document again as it stands under the lock."""
    lock_group(document.group_id)
    return type(document).objects.select_related("account").get(pk=document.pk)


def owner_columns(account: Account) -> dict[str, Any]:
    """The columns every document has in common, from its account."""
    return {
        "group_id": account.group_id,
        "account": account,
        "customer_id": account.customer_id,
        "currency": account.currency,
    }


def refuse_taken(taken: Doc | Payment | None) -> None:
    """This function will refuse `trade.number_taken` where a document with the number stands already."""
    if taken is not None:
        raise Refusal("trade.number_taken", number=taken.number, document=kind_of(taken))


def index(document: Doc | Payment, *, label: str) -> None:
    """This function will make the document found by its number."""
    search.index(
        kind=kind_of(document),
        subject_id=document.pk,
        customer_id=document.customer_id,
        keys=number_keys(document.number),
        label=label,
    )


def record(
    act: str,
    document: Doc | Payment,
    actor: Actor,
    *,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    reason: str = "",
) -> None:
    """This function will write the one journal entry of an act on a document, with its number and currency."""
    named = {"number": document.number, "currency": document.currency}
    journal.record(
        act=act,
        actor=actor,
        subject=Subject(kind_of(document), document.pk, document.customer_id, document.group_id),
        reason=reason,
        before=before,
        after=named | dict(after or {}),
    )


def _change_documents(moves: Sequence[Move]) -> None:
    changed: dict[tuple[type[Doc], int], tuple[Doc, Decimal]] = {}
    for move in moves:
        key = (type(move.document), move.document.pk)
        changed[key] = (move.document, changed.get(key, (move.document, ZERO))[1] + move.amount)
    for document, amount in changed.values():
        if amount:
            document.open_amount += amount
            document.save(update_fields=["open_amount"])
