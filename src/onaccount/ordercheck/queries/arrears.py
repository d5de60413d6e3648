"""What a customer owes and what of it is overdue 逾期, under the policy's switches; a few sums, however many items are open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.expressions import Combinable

from onaccount.ordercheck.rules import Older, OverdueFacts, OverdueSwitches, Policy
from onaccount.trade import queries as trade
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Account, Item
from onaccount.trade.queries import AccountExposure
from onaccount.trade.queries.currencies import worth_column

ZERO = Decimal(0)
USUAL_DAYS = (0, 15, 30, 60, 90, 180, 365)


@dataclass(frozen=True, slots=True)
class Debtor:
    """
    Whose items, in which group, in the currency their accounts are kept in; `documents` are those of the account at hand. Where
    documents are converted, `accounts` are all that are kept in the currency: their items count at their first rates.
    """

    group_id: int
    customer_id: int
    currency: str
    documents: str
    accounts: tuple[int, ...] = ()

    @classmethod
    def of(cls, account: Account, accounts: Iterable[AccountExposure]) -> Self:
        """The customer of an account, which has these among the group's accounts."""
        own = [each for each in accounts if each.customer_id == account.customer_id]
        alike = tuple(each.account_id for each in own if each.currency == account.kept_in)
        is_plain = all(each.currency == each.documents for each in own)
        owner = account.group_id, account.customer_id, account.kept_in, account.currency
        return cls(*owner, accounts=() if is_plain else alike)

    @property
    def mine(self) -> Q:
        """Which documents are in the currency, or were converted into it."""
        return Q(account__in=self.accounts) if self.accounts else Q(currency=self.currency)

    def worth(self, amount: Combinable) -> Combinable:
        """An amount of such documents in the currency."""
        return worth_column(amount) if self.accounts else amount


@dataclass(frozen=True, slots=True)
class Arrears:
    """What is open of the items that count, what of it is overdue, and by how many days; sums in the account's currency."""

    balance: Decimal
    overdue: OverdueFacts
    older: tuple[Older, ...]


def arrears_of(*, debtor: Debtor, policy: Policy, as_of: date) -> Arrears:
    """
    Sum up a customer's open items. The oldest item is of any currency, because being late has none.

    Promised and tiny items and the disputed part of an item are in or out as the policy says; credits that are in are taken off
    the oldest first.
    """
    switches = policy.overdue
    claims = Item.objects.filter(group=debtor.group_id, customer=debtor.customer_id, open_amount__gt=0)
    rests = rests_of(group_id=debtor.group_id, switches=switches, as_of=as_of)
    counted = claims.annotate(counts=debtor.worth(_counts(rests))).filter(counts__gt=0, counts__gte=switches.tiny_below)
    days = sorted({*USUAL_DAYS, *(int(rule.days) for rule in policy.rules if rule.days is not None)})
    relief = _relief(debtor, switches)
    oldest = counted.filter(due_date__lt=as_of).order_by("due_date", "pk")
    if relief:
        relieved = _after_relief(counted.filter(debtor.mine), relief, days, as_of)
        return _or_older(relieved, oldest.exclude(debtor.mine).first(), as_of)
    first = oldest.first()
    sums = _sums(counted.filter(debtor.mine), days, as_of)
    late = OverdueFacts() if first is None else _overdue(first, as_of, sums["late"] or ZERO, sums["items"])
    older = tuple(Older(each, sums[f"older_{each}"] or ZERO) for each in days)
    return Arrears(sums["balance"] or ZERO, late, older)


def rests_of(*, group_id: int, switches: OverdueSwitches, as_of: date) -> dict[int, Decimal]:
    """
    Give, by item, what of it counts where that is not all: of a disputed one what the customer accepts, of one
    promised for a day that has not passed nothing, as far as the policy leaves these out.
    """
    rests = {} if switches.disputed else dict(trade.accepted_rests(group_id=group_id, as_of=as_of))
    promised = {} if switches.promised else trade.promised(group_id=group_id, as_of=as_of)
    return rests | {item: ZERO for item, day in promised.items() if day >= as_of}


def _counts(rests: Mapping[int, Decimal]) -> Case | F:
    """What of an item counts, in the statement itself: nearly always all that is open."""
    some = [When(pk=item, then=Value(rest)) for item, rest in rests.items()]
    return Case(*some, default=F("open_amount"), output_field=amount_column()) if some else F("open_amount")


def _relief(debtor: Debtor, switches: OverdueSwitches) -> Decimal:
    """Credit notes and unapplied cash, where the policy counts them against what is overdue."""
    kinds = [Item.Kind.CREDIT_NOTE] * switches.credits + [Item.Kind.UNAPPLIED] * switches.unapplied
    if not kinds:
        return ZERO
    mine = Item.objects.filter(debtor.mine, group=debtor.group_id, customer=debtor.customer_id)
    open_now = Sum(debtor.worth(F("open_amount")), default=ZERO)
    total: Decimal = mine.filter(kind__in=kinds, open_amount__lt=0).aggregate(total=open_now)["total"]
    return -total


def _sums(counted: QuerySet[Item], days: list[int], as_of: date) -> dict[str, Decimal | None]:
    def before(day: date) -> Sum:
        return Sum("counts", filter=Q(due_date__lt=day))

    late = {"late": before(as_of), "items": Count("pk", filter=Q(due_date__lt=as_of))}
    older = {f"older_{each}": before(as_of - timedelta(days=each)) for each in days}
    sums: dict[str, Decimal | None] = counted.aggregate(balance=Sum("counts"), **late, **older)
    return sums


def _overdue(oldest: Item, as_of: date, amount: Decimal, items: Decimal | int | None) -> OverdueFacts:
    days = (as_of - oldest.due_date).days
    return OverdueFacts(days, oldest.number, oldest.due_date, amount=amount, items=int(items or 0))


def _or_older(found: Arrears, foreign: Item | None, as_of: date) -> Arrears:
    """Money of one currency settles nothing in another: an older item there is as late as it was."""
    if foreign is None or (as_of - foreign.due_date).days <= found.overdue.days:
        return found
    return replace(found, overdue=_overdue(foreign, as_of, found.overdue.amount, found.overdue.items))


def _after_relief(counted: QuerySet[Item], relief: Decimal, days: list[int], as_of: date) -> Arrears:
    """Taken off the oldest first, one by one: the switch is rarely on, and exactness is worth the walk."""
    left: list[tuple[Item, Decimal]] = []
    for item in counted.order_by("due_date", "pk"):
        counts: Decimal = item.counts  # type: ignore[attr-defined] # annotated above
        taken = min(relief, counts)
        relief -= taken
        if counts > taken:
            left.append((item, counts - taken))
    late = [(item, amount) for item, amount in left if item.due_date < as_of]
    total = sum((amount for _, amount in late), ZERO)
    older = tuple(
        Older(each, sum((amount for item, amount in late if item.due_date < as_of - timedelta(days=each)), ZERO))
        for each in days
    )
    found = _overdue(late[0][0], as_of, total, len(late)) if late else OverdueFacts()
    return Arrears(sum((amount for _, amount in left), ZERO), found, older)
