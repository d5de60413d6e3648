"""The one place where value moves 占用流水: movement, document and account total change together or not at all.

The caller holds the group's lock, has read its documents under it and passes the act that causes the movement.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import F

from onaccount.customers.models import Customer
from onaccount.customers.queries import lock_group
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.search import actions as search
from onaccount.office.search.rules import Entry, number_keys
from onaccount.trade.models import Account, Bill, Delivery, Item, Movement, Order, Payment, Segment, Stage
from onaccount.trade.models.ledger import MAIN
from onaccount.trade.queries.currencies import kept_in_of
from onaccount.trade.rules.valuation import FirstRate, moved, worth

ZERO = Decimal(0)
Doc = Order | Delivery | Item | Bill
D = TypeVar("D", Order, Delivery, Item, Bill)


@dataclass(frozen=True, slots=True)
class Move:
    """A signed amount of a document's value, in the document's currency, entering (above zero) or leaving a stage."""

    document: Doc
    stage: Stage
    amount: Decimal


def kind_of(document: Doc | Payment | Customer) -> str:
    """The name of a document's kind in movements, journal and search: order, delivery, item, bill, payment."""
    return type(document).__name__.lower()


def post(*, moves: Sequence[Move], cause: Doc | Payment, actor: Actor) -> None:
    """Write the movements and change each document's open amount by them, and each account's totals by what they are worth."""
    real = [move for move in moves if move.amount]
    values = worth_of(real, is_done=False)
    Movement.objects.bulk_create(
        _movement(move, value, _account_of(move.document), cause, actor)
        for move, value in zip(real, values, strict=True)
    )
    _change_documents(real)
    change_totals(_by_account(real, values))


def post_entered(*, moves: Sequence[Move], actor: Actor) -> None:
    """Write the movements by which documents enter a stage, each its own cause; the caller wrote them so."""
    values = worth_of(moves, is_done=True)
    Movement.objects.bulk_create(
        _movement(move, value, _account_of(move.document), move.document, actor)
        for move, value in zip(moves, values, strict=True)
    )
    change_totals(_by_account(moves, values))


def transfer(
    *, documents: Iterable[Doc], account: Account, cause: Doc | Customer, actor: Actor, rate: FirstRate | None = None
) -> None:
    """
    Carry what is open of documents of one account over to another: movements that sum to zero where both are kept in one currency.

    The new account is occupied before the old one is freed. `rate` holds there where it is kept in another currency. The
    documents themselves are pointed to the new account by the caller, whatever is open of them.
    """
    moves = [move for document in documents for move in whole(document) if move.amount]
    values = worth_of(moves, is_done=True)
    kept = kept_in_of(accounts={move.document.account_id for move in moves})
    there = [
        value
        if kept[move.document.account_id] == account.kept_in
        else worth(move.amount, rate=None if rate is None else rate.value, code=account.kept_in)
        for move, value in zip(moves, values, strict=True)
    ]
    place = account.group_id, account.pk
    Movement.objects.bulk_create(
        _movement(move, value, place, cause, actor) for move, value in zip(moves, there, strict=True)
    )
    change_totals([(account.pk, move.stage, value) for move, value in zip(moves, there, strict=True)])
    back = [-value for value in values]
    Movement.objects.bulk_create(
        _movement(move, value, _account_of(move.document), cause, actor)
        for move, value in zip(moves, back, strict=True)
    )
    change_totals(_by_account(moves, back))


def worth_of(moves: Sequence[Move], *, is_done: bool) -> list[Decimal]:
    """
    Say what each movement is worth in the currency its account is kept in, one after another; one read, and none where no document
    has a rate. `is_done` where the documents in memory say already what the movements bring them to.
    """
    kept = kept_in_of(accounts={move.document.account_id for move in moves if move.document.rate is not None})
    if not kept:
        return [move.amount for move in moves]
    stands: dict[tuple[str, int, Stage], Decimal] = {}
    for move in reversed(moves):
        key = _place_of(move)
        stands[key] = stands.get(key, _stands(move)) - (move.amount if is_done else ZERO)
    values = []
    for move in moves:
        key, code = _place_of(move), kept.get(move.document.account_id, move.document.currency)
        values.append(moved(move.amount, stood=stands[key], rate=move.document.rate, code=code))
        stands[key] += move.amount
    return values


def _place_of(move: Move) -> tuple[str, int, Stage]:
    return kind_of(move.document), move.document.pk, move.stage


def _stands(move: Move) -> Decimal:
    """How much of the movement's document the document says to stand in the movement's stage."""
    return sum((each.amount for each in whole(move.document) if each.stage == move.stage), ZERO)


def _by_account(moves: Sequence[Move], values: Sequence[Decimal]) -> list[tuple[int, str, Decimal]]:
    return [(move.document.account_id, move.stage, value) for move, value in zip(moves, values, strict=True)]


def whole(document: Doc) -> tuple[Move, ...]:
    """Say where the open amount of a document stands, as the movements that brought it there."""
    amount = document.open_amount
    left_out = document.uncounted if amount and not isinstance(document, Item) else ZERO
    return Move(document, stage_of(document), amount - left_out), Move(document, Stage.UNCOUNTED, left_out)


def freed(document: Doc) -> tuple[Move, ...]:
    """Give the movements by which a document leaves every stage it stands in."""
    return tuple(Move(document, move.stage, -move.amount) for move in whole(document))


def stage_of(document: Doc) -> Stage:
    """Name the stage in which what counts of a document stands: what we owe in `credit`, a claim by its booking."""
    if isinstance(document, Bill):
        return Stage.BILL
    if isinstance(document, Order):
        return Stage.ORDER_BEYOND if document.beyond else Stage.ORDER
    if isinstance(document, Delivery):
        return Stage.DELIVERY
    if document.amount < 0:
        return Stage.CREDIT
    return Stage.RECEIVABLE if document.is_posted else Stage.UNPOSTED


def change_totals(changes: Sequence[tuple[int, str, Decimal]]) -> None:
    """Add signed amounts to the totals of accounts, one statement per account, in key order."""
    sums: defaultdict[int, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for account_id, stage, amount in changes:
        sums[account_id][str(stage)] += amount
    for account_id, stages in sorted(sums.items()):
        added = {stage: F(stage) + amount for stage, amount in stages.items() if amount}
        if added:
            Account.objects.filter(pk=account_id).update(**added)


def account_for(*, customer: Customer, segment: Segment, currency: str) -> Account:
    """
    Give the customer's account in a segment for documents of a currency, kept in that very currency, opening it the first time.

    Where the group's credit currency counts, ask `ordercheck` for the place of a document.
    """
    found = {"group_id": customer.group_id, "customer": customer, "segment": segment, "currency": currency}
    account, _ = Account.objects.get_or_create(
        **found, kept_in=currency, defaults={"credit_currency": customer.currency}
    )
    return account


def account_beside(account: Account, *, group_id: int, kept_in: str) -> Account:
    """Give the account for the same documents of the same customer in a group, kept in a currency, opening it the first time."""
    same = {name: getattr(account, name) for name in ("customer_id", "segment_id", "currency")}
    fixed = {"credit_currency": account.credit_currency}
    return Account.objects.get_or_create(**same, group_id=group_id, kept_in=kept_in, defaults=fixed)[0]


def default_segment() -> Segment:
    """Give the segment of companies that know only one."""
    return Segment.objects.get_or_create(code=MAIN, defaults={"name": "Main"})[0]


def locked(document: D) -> D:
    """Lock the document's group and read it again as it stands under the lock; where its company moved meanwhile, the new group too."""
    lock_group(document.group_id)
    found = type(document).objects.select_related("account").get(pk=document.pk)
    return found if found.group_id == document.group_id else locked(found)


def owner_columns(account: Account) -> dict[str, Any]:
    """The columns every document and payment has in common, from its account."""
    return {
        "group_id": account.group_id,
        "account": account,
        "customer_id": account.customer_id,
        "currency": account.currency,
    }


def rate_columns(rate: FirstRate | None) -> dict[str, Any]:
    """The columns in which a document keeps its first rate."""
    return {"rate": None, "rate_date": None} if rate is None else {"rate": rate.value, "rate_date": rate.valid_from}


def refuse_bad_amount(*, number: str, amount: Decimal, currency: str) -> None:
    """Refuse `trade.not_positive` and `trade.too_fine`."""
    if amount <= 0:
        raise Refusal("trade.not_positive", number=number, amount=amount)
    if Money(amount, currency).rounded().amount != amount:
        raise Refusal("trade.too_fine", number=number, amount=amount, currency=currency)


def refuse_taken(taken: Doc | Payment | None) -> None:
    """Refuse `trade.number_taken` where a document with the number stands already."""
    if taken is not None:
        raise Refusal("trade.number_taken", number=taken.number, document=kind_of(taken))


def index(document: Doc | Payment, *, label: str) -> None:
    """Make the document found by its number, which never changes, so that there is no old key to forget."""
    keys = number_keys(document.number)
    search.index_many(entries=[Entry(kind_of(document), document.pk, document.customer_id, keys, label)])


def record(
    act: str,
    document: Doc | Payment,
    actor: Actor,
    *,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    reason: str = "",
) -> None:
    """Write the one journal entry of an act on a document, with its number and currency."""
    named = {"number": document.number, "currency": document.currency}
    journal.record(
        act=act,
        actor=actor,
        subject=Subject(kind_of(document), document.pk, document.customer_id, document.group_id),
        reason=reason,
        before=before,
        after=named | dict(after or {}),
    )


def _account_of(document: Doc) -> tuple[int, int]:
    return document.group_id, document.account_id


def _movement(
    move: Move, value: Decimal, keys: tuple[int, int], cause: Doc | Payment | Customer, actor: Actor
) -> Movement:
    return Movement(
        group_id=keys[0],
        account_id=keys[1],
        stage=move.stage,
        amount=value,
        document_kind=kind_of(move.document),
        document_id=move.document.pk,
        cause_kind=kind_of(cause),
        cause_id=cause.pk,
        actor=actor.name,
    )


def _change_documents(moves: Sequence[Move]) -> None:
    """The uncounted part of an order or a delivery goes with its movements; that of a bill is fixed when it comes in."""
    documents: dict[tuple[type[Doc], int], Doc] = {}
    sums: defaultdict[tuple[type[Doc], int], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for move in moves:
        key = (type(move.document), move.document.pk)
        documents.setdefault(key, move.document)
        both = sums[key]
        both[0] += move.amount
        both[1] += move.amount if move.stage == Stage.UNCOUNTED else ZERO
    for key, document in documents.items():
        amount, uncounted = sums[key]
        document.open_amount += amount
        changed = ["open_amount"] if amount else []
        if uncounted and isinstance(document, Order | Delivery):
            document.uncounted += uncounted
            changed.append("uncounted")
        if changed:
            document.save(update_fields=changed)
