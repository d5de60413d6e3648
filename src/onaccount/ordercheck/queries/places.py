"""
Where new documents stand 入账账户: on the customer's account for their currency, kept in the group's credit currency 授信币种.

The credit currency of a group in a segment is fixed with its first account there: that of the limit that governs the customer, else
that of its file. Where no rate is known for the day, nothing is guessed: the document stands on an account kept in its own currency.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from onaccount.customers.models import Customer
from onaccount.customers.queries import ancestors_of
from onaccount.limits.queries import limits_in_force, spans_of
from onaccount.limits.rules import Dimension, Reach
from onaccount.limits.rules import Place as LimitPlace
from onaccount.trade import queries as trade
from onaccount.trade.models import Account, Segment
from onaccount.trade.rules.valuation import FirstRate, Place


def account_like(*, customer: Customer, segment: Segment, currency: str, on: date) -> Account:
    """Give the account on which a document of the day stands, opened or, until somebody writes it, only thought of."""
    accounts = list(Account.objects.filter(group=customer.group_id, segment=segment).order_by("pk"))
    credit_currency = accounts[0].credit_currency if accounts else governing_currency(customer, segment.pk, on)
    kept_in = kept_in_on(currency=currency, credit_currency=credit_currency, day=on)
    wanted = customer.pk, currency, kept_in
    found = next((each for each in accounts if (each.customer_id, each.currency, each.kept_in) == wanted), None)
    account = found or thought_of(customer, segment, Place(customer.pk, currency, kept_in, credit_currency))
    account.customer, account.segment = customer, segment
    return account


def accounts_or_first(*, customer: Customer, on: date) -> tuple[Account, ...]:
    """List the customer's accounts; of one that has none, that on which its first order would stand, in the first segment."""
    found = tuple(trade.accounts_of(customer=customer))
    return found or tuple(
        account_like(customer=customer, segment=segment, currency=customer.currency, on=on)
        for segment in trade.segments()[:1]
    )


def thought_of(customer: Customer, segment: Segment, place: Place) -> Account:
    """Describe an account that nobody has written yet."""
    return Account(
        group_id=customer.group_id,
        customer=customer,
        segment=segment,
        currency=place.currency,
        credit_currency=place.credit_currency,
        kept_in=place.kept_in,
    )


def kept_in_on(*, currency: str, credit_currency: str, day: date) -> str:
    """Say in which currency the account of a document of the day is kept; a read where it is a foreign one."""
    if currency == credit_currency:
        return currency
    return credit_currency if trade.find_first_rate(source=currency, target=credit_currency, day=day) else currency


def governing_currency(customer: Customer, segment_id: int, on: date) -> str:
    """
    Give the currency of the limit that governs a customer in a segment: its own, else the nearest group's above it; else that of
    its file.
    """
    chain = [customer.pk, *(above.pk for above in ancestors_of(customer) if customer.parent_id is not None)]
    own = [LimitPlace(customer.pk, part, Dimension.EXPOSURE, Reach.OWN) for part in (segment_id, None)]
    above = [LimitPlace(node, part, Dimension.EXPOSURE, Reach.GROUP) for node in chain for part in (segment_id, None)]
    found = limits_in_force(customer_ids=chain, on=on)
    limits = (found[place] for place in (*own, *above) if place in found)
    return next((limit.currency for limit in limits if limit.currency), customer.currency)


class Places:
    """Where the rows of a file stand, with the rate of each one's day: read once for each group, currency and day."""

    def __init__(self, *, segment_id: int, on: date) -> None:
        self._segment_id, self._on = segment_id, on
        self._credit: dict[int, str] = {}
        self._rates: dict[tuple[str, str, date], FirstRate | None] = {}

    def meet(self, groups: Mapping[int, int]) -> None:
        """Learn the credit currencies of the groups of these customers; four reads for each group that has no account yet."""
        new = {customer: group for customer, group in groups.items() if group not in self._credit}
        self._credit |= trade.credit_currencies(groups=set(new.values()), segment_id=self._segment_id)
        missing = {customer: group for customer, group in new.items() if group not in self._credit}
        for customer in _with_limits_or_parents(missing):
            self._credit.setdefault(customer.group_id, governing_currency(customer, self._segment_id, self._on))
        plain = Customer.objects.filter(pk__in=missing).order_by("pk").values_list("group_id", "currency")
        for group, currency in plain:
            self._credit.setdefault(group, currency)

    def place(self, *, customer_id: int, group_id: int, currency: str, day: date) -> tuple[Place, FirstRate | None]:
        """Give the place of a document of the day, and its first rate where it is kept in another currency."""
        credit_currency = self._credit[group_id]
        rate = None if currency == credit_currency else self._rate(currency, credit_currency, day)
        kept_in = currency if rate is None else credit_currency
        return Place(customer_id, currency, kept_in, credit_currency), rate

    def _rate(self, source: str, target: str, day: date) -> FirstRate | None:
        key = source, target, day
        if key not in self._rates:
            self._rates[key] = trade.find_first_rate(source=source, target=target, day=day)
        return self._rates[key]


def _with_limits_or_parents(customers: Iterable[int]) -> list[Customer]:
    """Those whose credit currency a limit may say; of newcomers there are thousands, and of them there is none."""
    asked = tuple(customers)
    limited = {place.customer_id for place in spans_of(customer_ids=asked)} if asked else set()
    found = Customer.objects.filter(pk__in=asked).order_by("pk")
    return list(found.exclude(pk__in=set(asked) - limited, parent=None))
