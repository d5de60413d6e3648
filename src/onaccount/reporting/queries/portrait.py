"""The page of one customer 客户全景: identity, credit, receivables, behaviour and what happened, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onaccount.customers import queries as customers
from onaccount.customers.models import Contact, Customer, OtherName
from onaccount.kernel.calendar import add_months
from onaccount.limits import queries as limits
from onaccount.limits.models import Suspension
from onaccount.limits.rules import CreditLimit, Dimension, Place, Reach
from onaccount.office.journal import queries as journal
from onaccount.office.journal.models import Entry
from onaccount.ordercheck.rules import Headroom
from onaccount.reporting.queries.overview import above_of, fillings
from onaccount.reporting.rules import Filling, Picture, Situation, situation_of
from onaccount.trade import queries as trade
from onaccount.trade.models import Item, Order
from onaccount.trade.queries import AccountExposure, Month
from onaccount.trade.rules import Aging, Basis, Credits, Exposure, default_buckets, total_exposure
from onaccount.trade.rules.valuation import worth

MONTHS = 12
OLDEST = 8
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Use:
    """
    What one currency of the customer uses, beside the limit in that currency; `limit` is of type none where another rules.
    `foreign` is what counts in it of documents of other currencies, at their first rates; `used` is what a limit is compared with, no
    account of it below zero.

    `rebates` 返利池 are accrued and not confirmed: shown, and part of no sum.
    """

    currency: str
    exposure: Exposure
    held: Decimal
    limit: CreditLimit
    rebates: Decimal
    foreign: tuple[tuple[str, Decimal], ...]
    used: Decimal


@dataclass(frozen=True, slots=True)
class Portrait:
    """Everything the customer page shows; `above` are the limits of groups that bind the customer more than its own, by currency."""

    customer: Customer
    situation: Situation
    above: dict[str, Headroom]
    uses: tuple[Use, ...]
    credit_days: CreditLimit
    order_limit: CreditLimit
    group_limit: CreditLimit
    suspensions: tuple[Suspension, ...]
    aging: dict[str, Aging]
    oldest: tuple[Item, ...]
    held_orders: tuple[Order, ...]
    months: tuple[Month, ...]
    days_beyond_terms: Decimal | None
    overdue_days: int
    tree: tuple[customers.Node, ...]
    contacts: tuple[Contact, ...]
    other_names: tuple[OtherName, ...]
    moments: tuple[Entry, ...]


def portrait_of(*, customer: Customer, today: date, moments: int) -> Portrait:
    """Gather the page of a customer as of today, with the newest `moments` of its timeline."""
    mine = Customer.objects.filter(pk=customer.pk)
    in_force = limits.limits_in_force(customer_ids=[customer.pk], on=today)
    waiting = Order.objects.filter(customer=customer, status=Order.Status.HELD).select_related("account")
    held = tuple(waiting.order_by("order_date", "pk"))
    uses = _uses(customer, in_force, held)
    oldest = tuple(trade.open_items(customers=mine, as_of=today).filter(open_amount__gt=0)[:OLDEST])
    overdue_days = max(0, (today - oldest[0].due_date).days) if oldest else 0
    stopped = limits.suspensions_in_force(customer_ids=[customer.pk]).get(customer.pk, ())
    own = next(use for use in uses if use.currency == customer.currency)
    above = above_of(customers=mine, today=today).get(customer.pk, {})
    limit = Filling(own.used, own.limit.whole)
    question = trade.AgingQuestion(today, Basis.DUE_DATE, default_buckets(Basis.DUE_DATE), Credits.APART)
    return Portrait(
        customer=customer,
        situation=situation_of(Picture(bool(stopped), limit, fillings(above), overdue_days)),
        above=above,
        uses=uses,
        credit_days=_limit(in_force, customer, Dimension.CREDIT_DAYS, Reach.OWN),
        order_limit=_limit(in_force, customer, Dimension.ORDER_AMOUNT, Reach.OWN),
        group_limit=_limit(in_force, customer, Dimension.EXPOSURE, Reach.GROUP),
        suspensions=stopped,
        aging=trade.aging_of(customers=mine, question=question),
        oldest=oldest,
        held_orders=held,
        months=trade.payment_history(customer=customer, currency=customer.currency, today=today, months=MONTHS),
        days_beyond_terms=trade.days_beyond_terms(
            customer=customer, currency=customer.currency, since=add_months(today, -MONTHS), until=today
        ),
        overdue_days=overdue_days,
        tree=customers.tree_of(customer.group_id),
        contacts=tuple(customer.contacts.order_by("purpose", "pk")),
        other_names=tuple(customer.other_names.order_by("kind", "pk")),
        moments=tuple(journal.timeline_of(customer_id=customer.pk, skip=0, limit=moments)),
    )


def _uses(customer: Customer, in_force: dict[Place, CreditLimit], held: tuple[Order, ...]) -> tuple[Use, ...]:
    """One line per currency, the customer's own first and always there."""
    accounts = trade.exposure_of(customer=customer)
    own = _limit(in_force, customer, Dimension.EXPOSURE, Reach.OWN)
    pool = trade.rebate_pool(customer=customer)
    waiting = [(order.account.kept_in, _worth(order)) for order in held]
    currencies = dict.fromkeys(
        (customer.currency, *(account.currency for account in accounts), *(code for code, _ in waiting), *pool)
    )
    return tuple(
        Use(
            currency=currency,
            exposure=_sum_of(accounts, currency),
            held=sum((amount for code, amount in waiting if code == currency), ZERO),
            limit=own if own.currency in {currency, ""} else CreditLimit.missing(expired_on=None),
            rebates=pool.get(currency, ZERO),
            foreign=_foreign(accounts, currency),
            used=trade.counted_by_currency(accounts).get(currency, ZERO),
        )
        for currency in currencies
    )


def _worth(order: Order) -> Decimal:
    return worth(order.amount, rate=order.rate, code=order.account.kept_in)


def _foreign(accounts: tuple[AccountExposure, ...], currency: str) -> tuple[tuple[str, Decimal], ...]:
    """What documents of other currencies count for in this one, in the order of the accounts."""
    mine = [each for each in accounts if each.currency == currency != each.documents]
    sums = dict.fromkeys((each.documents for each in mine), ZERO)
    for each in mine:
        sums[each.documents] += each.exposure.counted(added=ZERO, credits_reduce=True)
    return tuple(sums.items())


def _sum_of(accounts: tuple[AccountExposure, ...], currency: str) -> Exposure:
    return total_exposure(account.exposure for account in accounts if account.currency == currency)


def _limit(in_force: dict[Place, CreditLimit], customer: Customer, dimension: Dimension, reach: Reach) -> CreditLimit:
    return in_force.get(Place(customer.pk, None, dimension, reach), CreditLimit.missing(expired_on=None))
