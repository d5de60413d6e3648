"""What a customer owes and what of it is overdue 逾期, under the policy's switches; a few sums, however many items are open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Self

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.expressions import Combinable

from onaccount.ordercheck.rules import Older, OverdueFacts, OverdueSwitches, Policy, RateUsed
from onaccount.trade import queries as trade
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Account, Item
from onaccount.trade.queries import AccountExposure
from onaccount.trade.queries.currencies import worth_in
from onaccount.trade.rules.valuation import worth

ZERO = Decimal(0)
USUAL_DAYS = (0, 15, 30, 60, 90, 180, 365)


@dataclass(frozen=True, slots=True)
class Debtor:
    """
    Whose items, in which group, and the currency their sums are in: the one in which the account at hand is kept. `rates` are those
    of the other currencies in which accounts are kept; None: all documents are in the one currency.
    """

    group_id: int
    customer_id: int
    currency: str
    rates: Mapping[str, Decimal] | None = None

    @classmethod
    def of(cls, account: Account, accounts: Iterable[AccountExposure], rates: Iterable[RateUsed] = ()) -> Self:
        """The customer of an account, which has these among the group's accounts; the rates are those of the day."""
        own = [each for each in accounts if each.customer_id == account.customer_id]
        is_plain = all(each.currency == each.documents == account.kept_in for each in own)
        known = {used.source: used.value for used in rates}
        return cls(account.group_id, account.customer_id, account.kept_in, rates=None if is_plain else known)

    def worth(self, amount: Combinable) -> Combinable:
        """An amount of any of the customer's documents in the currency, for a statement."""
        return amount if self.rates is None else worth_in(self.currency, amount=amount, rates=self.rates)

    def worth_in_currency(self, amount: Combinable) -> Combinable:
        """The same of documents that may stand on an account of a group the customer left: one that has no rate counts for nothing."""
        return worth_in(self.currency, amount=amount, rates=self.rates or {})

    def worth_of(self, item: Item, amount: Decimal) -> Decimal:
        """An amount of one of the customer's items in the currency, as `worth` works it out."""
        kept_in = item.account.kept_in
        here = worth(amount, rate=item.rate, code=kept_in)
        if kept_in == self.currency:
            return here
        return worth(here, rate=(self.rates or {}).get(kept_in, ZERO), code=self.currency)


@dataclass(frozen=True, slots=True)
class Arrears:
    """What is open of the items that count, what of it is overdue, and by how many days; sums in the debtor's currency."""

    balance: Decimal
    overdue: OverdueFacts
    older: tuple[Older, ...]


def arrears_of(*, debtor: Debtor, policy: Policy, as_of: date) -> Arrears:
    """
    Sum up all a customer's open items, whatever currency they are in, at their first rates and the rates of the day.

    Promised and tiny items and the disputed part of an item are in or out as the policy says; credits that are in are taken off
    the oldest first.
    """
    switches = policy.overdue
    counted, rest = _counted(debtor, switches, as_of)
    days = sorted({*USUAL_DAYS, *(int(rule.days) for rule in policy.rules if rule.days is not None)})
    relief = _relief(debtor, switches)
    if relief:
        return _after_relief(counted.annotate(rest=rest), relief, debtor, days, as_of)
    first = counted.filter(due_date__lt=as_of).order_by("due_date", "pk").first()
    sums = _sums(counted, days, as_of)
    late = OverdueFacts() if first is None else _overdue(first, as_of, sums["late"] or ZERO, sums["items"])
    older = tuple(Older(each, sums[f"older_{each}"] or ZERO) for each in days)
    return Arrears(sums["balance"] or ZERO, late, older)


def late_of(*, debtor: Debtor, policy: Policy, as_of: date) -> list[tuple[int, Decimal, int]]:
    """Say how late what is overdue is: the days, the amount in the debtor's currency, in how many items; under the same switches."""
    late = _counted(debtor, policy.overdue, as_of)[0].filter(due_date__lt=as_of).order_by()
    rows = late.values_list("due_date").annotate(Sum("counts"), Count("pk"))
    return [((as_of - due).days, amount, items) for due, amount, items in rows]


def _counted(debtor: Debtor, switches: OverdueSwitches, as_of: date) -> tuple[QuerySet[Item], Case | F]:
    """The customer's items that count, with what of each `counts` in the debtor's currency, and that in the item's own."""
    claims = Item.objects.filter(group=debtor.group_id, customer=debtor.customer_id, open_amount__gt=0)
    rest = _rest(rests_of(group_id=debtor.group_id, switches=switches, as_of=as_of))
    return claims.annotate(counts=debtor.worth(rest)).filter(counts__gt=0, counts__gte=switches.tiny_below), rest


def rests_of(*, group_id: int, switches: OverdueSwitches, as_of: date) -> dict[int, Decimal]:
    """
    Give, by item, what of it counts where that is not all: of a disputed one what the customer accepts, of one
    promised for a day that has not passed nothing, as far as the policy leaves these out.
    """
    rests = {} if switches.disputed else dict(trade.accepted_rests(group_id=group_id, as_of=as_of))
    promised = {} if switches.promised else trade.promised(group_id=group_id, as_of=as_of)
    return rests | {item: ZERO for item, day in promised.items() if day >= as_of}


def _rest(rests: Mapping[int, Decimal]) -> Case | F:
    """What of an item counts, in the statement itself: nearly always all that is open."""
    some = [When(pk=item, then=Value(rest)) for item, rest in rests.items()]
    return Case(*some, default=F("open_amount"), output_field=amount_column()) if some else F("open_amount")


def _relief(debtor: Debtor, switches: OverdueSwitches) -> dict[str, Decimal]:
    """
    Credit notes and unapplied cash, where the policy counts them against what is overdue, by their currency: money of one
    settles nothing in another.
    """
    kinds = [Item.Kind.CREDIT_NOTE] * switches.credits + [Item.Kind.UNAPPLIED] * switches.unapplied
    if not kinds:
        return {}
    mine = Item.objects.filter(group=debtor.group_id, customer=debtor.customer_id, kind__in=kinds, open_amount__lt=0)
    sums = mine.order_by().values_list("currency").annotate(total=Sum("open_amount"))
    return {currency: -total for currency, total in sums}


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


def _after_relief(
    counted: QuerySet[Item], relief: Mapping[str, Decimal], debtor: Debtor, days: list[int], as_of: date
) -> Arrears:
    """Taken off the oldest first, one by one: the switch is rarely on, and exactness is worth the walk."""
    unused = dict(relief)
    left: list[tuple[Item, Decimal]] = []
    for item in counted.select_related("account").order_by("due_date", "pk"):
        rest: Decimal = item.rest  # type: ignore[attr-defined] # annotated above
        taken = min(unused.get(item.currency, ZERO), rest)
        unused[item.currency] = unused.get(item.currency, ZERO) - taken
        if rest > taken:
            left.append((item, debtor.worth_of(item, rest - taken)))
    late = [(item, amount) for item, amount in left if item.due_date < as_of]
    total = sum((amount for _, amount in late), ZERO)
    older = tuple(
        Older(each, sum((amount for item, amount in late if item.due_date < as_of - timedelta(days=each)), ZERO))
        for each in days
    )
    found = _overdue(late[0][0], as_of, total, len(late)) if late else OverdueFacts()
    return Arrears(sum((amount for _, amount in left), ZERO), found, older)
