"""Where documents of a currency stand 授信币种: the group's credit currency in a segment, and the first rate of a day."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import (
    Case,
    DecimalField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Min,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Floor

from onaccount.kernel.currencies import CURRENCIES
from onaccount.office.rates import queries as rates
from onaccount.office.rates.rules import DatedRate, exchange_kind, pair
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Account, Bill, Delivery, Item, Order
from onaccount.trade.rules.valuation import MOST_UNITS, FirstRate, Leg, units


def credit_currencies(*, groups: Collection[int], segment_id: int) -> dict[int, str]:
    """Give the credit currency of each of these groups in a segment, as its first account fixed it; groups without one are left out."""
    mine = Account.objects.filter(group__in=groups, segment=segment_id)
    first = mine.order_by().values("group").annotate(first=Min("pk")).values("first")
    return dict(Account.objects.filter(pk__in=first).values_list("group_id", "credit_currency"))


def find_first_rate(*, source: str, target: str, day: date) -> FirstRate | None:
    """Give the rate at which a document of a day comes to stand; None where nobody entered one."""
    found = rates.find_rate_on(kind=exchange_kind(source=source, target=target), day=day)
    return None if found is None else FirstRate.of(found.value, found.valid_from, legs_of(found))


def first_rate(*, account: Account, day: date) -> FirstRate | None:
    """
    Give the rate at which a new document of a day comes to stand on an account; None where the account is kept in the documents'
    own currency. Refuses `rates.missing`.
    """
    if not account.is_converted:
        return None
    found = rates.exchange_rate_on(source=account.currency, target=account.kept_in, day=day)
    return FirstRate.of(found.value, found.valid_from, legs_of(found))


def legs_of(rate: DatedRate) -> tuple[Leg, ...]:
    """Say from which two rates a cross rate was worked out; nothing of one that was entered."""
    return tuple(Leg(pair(kind=each.kind), each.value, each.valid_from) for each in rate.legs)


def rate_there(*, order: Order, account: Account, day: date) -> FirstRate | None:
    """
    Give the rate of an order on another account: the one it has where both are kept in one currency, else the day's. Refuses
    `rates.missing`.
    """
    return order.first_rate if account.kept_in == order.account.kept_in else first_rate(account=account, day=day)


def accounts_beside(*, account_id: int) -> QuerySet[Account]:
    """List the accounts of the same customer and segment for documents of the same currency, in whatever they are kept; itself too."""
    same = Account.objects.filter(pk=account_id)
    columns = ("group", "customer", "segment", "currency")
    return Account.objects.filter(**{name: Subquery(same.values(name)[:1]) for name in columns})


def kept_in_of(*, accounts: Collection[int]) -> dict[int, str]:
    """Say in which currency each of these accounts is kept; no read for none."""
    return dict(Account.objects.filter(pk__in=accounts).values_list("pk", "kept_in")) if accounts else {}


def counted_of_documents(*, group_id: int) -> dict[int, Decimal]:
    """
    Sum up what counts on the group's converted accounts in their documents' own currency, never below zero; five reads, and one
    where there is none.
    """
    converted = Account.objects.filter(group=group_id).exclude(kept_in=F("currency"))
    sums: dict[int, Decimal] = dict.fromkeys(converted.values_list("pk", flat=True), Decimal(0))
    if not sums:
        return {}
    counted = F("open_amount") - F("uncounted")
    of_them = {"account__in": list(sums)}
    for rows, amount in (
        (Order.objects.filter(**of_them, beyond=False), counted),
        (Delivery.objects.filter(**of_them), counted),
        (Item.objects.filter(**of_them), F("open_amount")),
        (Bill.objects.filter(**of_them, open_amount__gt=0), counted),
    ):
        for account, total in rows.order_by().values_list("account").annotate(total=Sum(amount)):
            sums[account] += total
    return {account: max(Decimal(0), total) for account, total in sums.items()}


def worth_column(amount: str | Combinable) -> Case:
    """An amount of documents in the currency their accounts are kept in, as `rules.valuation.worth` works it out, for a statement."""
    value = F(amount) if isinstance(amount, str) else amount
    return Case(When(rate=None, then=value), default=_rounded_down(value * F("rate")), output_field=amount_column())


def worth_in(currency: str, *, amount: Combinable, rates: Mapping[str, Decimal]) -> Case:
    """
    An amount of documents in a currency, for a statement: at their first rates, and where their account is kept in another one
    at its rate in `rates`. What there is no rate of counts for nothing.
    """
    here = worth_column(amount)
    elsewhere = (
        When(account__kept_in=code, then=_rounded_down(here * Value(rate), currency)) for code, rate in rates.items()
    )
    none = Value(Decimal(0))
    return Case(When(account__kept_in=currency, then=here), *elsewhere, default=none, output_field=amount_column())


def _rounded_down(product: Combinable, currency: str = "") -> Func:
    """To the minor units of a currency, else of the one the document's account is kept in."""
    digits = Value(units(currency)) if currency else _by_account({each: each for each in _DIGITS})
    scale = Value(10 ** units(currency)) if currency else _by_account({each: 10**each for each in _DIGITS})
    whole = ExpressionWrapper(product * scale, output_field=_PRODUCT)
    down = ExpressionWrapper(Floor(whole, output_field=_PRODUCT) / scale, output_field=_PRODUCT)
    return Func(down, digits, function="ROUND", output_field=amount_column())


def _by_account(by_digits: Mapping[int, int]) -> Case:
    rare = [When(account__kept_in__in=codes, then=Value(by_digits[each])) for each, codes in _RARE.items() if codes]
    return Case(*rare, default=Value(by_digits[_USUAL]), output_field=IntegerField())


_PRODUCT = DecimalField(max_digits=40, decimal_places=13)
_USUAL = 2
_DIGITS = range(MOST_UNITS + 1)
_RARE = {each: [code for code in CURRENCIES if units(code) == each] for each in _DIGITS if each != _USUAL}
