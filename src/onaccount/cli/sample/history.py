"""A year and a half of one customer's trade 演示数据, told as events day by day.

Pure and repeatable: the same company and the same first morning give the same history. Nothing is random but by the seed.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from onaccount.cli.sample.cast import Company

DAYS = 540
GROWS_FROM_DAYS_AGO = 100
DELAY_TURNS_DAYS_AGO = 180
ROUND_SUM = 10_000


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order of a day, to be shipped on another."""

    day: date
    company: Company
    number: str
    amount: Decimal
    quantity: Decimal
    ship_day: date


@dataclass(frozen=True, slots=True)
class Delivered:
    """The goods of an order leave."""

    day: date
    company: Company
    order: Ordered
    number: str


@dataclass(frozen=True, slots=True)
class Invoiced:
    """A delivery is invoiced; `due_day` follows from the customer's terms."""

    day: date
    company: Company
    order: Ordered
    delivery: str
    number: str
    due_day: date


@dataclass(frozen=True, slots=True)
class Paid:
    """Money comes in for one invoice, or on account where `invoice` is empty."""

    day: date
    company: Company
    number: str
    amount: Decimal
    invoice: str


Event = Ordered | Delivered | Invoiced | Paid
_ORDER_OF_THE_DAY = {Paid: 0, Invoiced: 1, Ordered: 2, Delivered: 3}


def history(*, companies: tuple[Company, ...], morning: date) -> list[Event]:
    """Tell everything that happened before the first morning, in the order in which it happened."""
    events = [event for company in companies for event in _told(company, morning)]
    return sorted(events, key=lambda event: (event.day, _ORDER_OF_THE_DAY[type(event)], event.number))


def _told(company: Company, morning: date) -> Iterator[Event]:
    dice = random.Random(f"onaccount {company.number}")  # noqa: S311 a story, not a secret
    invoices: list[Invoiced] = []
    for ordered in _orders(company, morning, dice):
        yield ordered
        if ordered.ship_day >= morning:
            continue
        delivered = Delivered(ordered.ship_day, company, ordered, f"D{ordered.number[1:]}")
        yield delivered
        if invoice := _invoice(company, delivered, morning, dice):
            yield invoice
            invoices.append(invoice)
    yield from (_sums_on_account if company.pays.on_account else _invoice_by_invoice)(company, invoices, morning, dice)


def _orders(company: Company, morning: date, dice: random.Random) -> Iterator[Ordered]:
    count = 0
    for ago in range(min(DAYS, company.buys.from_days_ago), company.buys.until_days_ago, -1):
        day = morning - timedelta(days=ago)
        if day.weekday() > 4 or dice.random() > company.buys.a_month * _weight(company, day, ago) / 21.7:
            continue
        count += 1
        amount = Decimal(round(company.buys.amount * dice.uniform(0.6, 1.4), -2))
        ship_day = _working(day + timedelta(days=dice.randint(3, 9)))
        yield Ordered(
            day, company, f"O{company.number[1:]}-{count:03d}", amount, Decimal(round(amount / 250)), ship_day
        )


def _weight(company: Company, day: date, ago: int) -> float:
    season = company.buys.season
    seasonal = 1.0 if not season else (2.2 if day.month in season else 0.4)
    return seasonal * (company.buys.growth if ago < GROWS_FROM_DAYS_AGO else 1.0)


def _invoice(company: Company, delivered: Delivered, morning: date, dice: random.Random) -> Invoiced | None:
    day = _working(delivered.day + timedelta(days=dice.randint(1, 3)))
    withheld = company.buys.uninvoiced_after_days_ago
    if day >= morning or (withheld is not None and day > morning - timedelta(days=withheld)):
        return None
    counts_from = _month_end(day) if company.month_end else day
    due_day = counts_from + timedelta(days=company.credit_days)
    return Invoiced(day, company, delivered.order, delivered.number, f"I{delivered.number[1:]}", due_day)


def _invoice_by_invoice(
    company: Company, invoices: list[Invoiced], morning: date, dice: random.Random
) -> Iterator[Paid]:
    for invoice in invoices:
        day = _pay_day(company, invoice, morning, dice)
        if _pays_on(company, day, morning):
            yield Paid(day, company, f"P{invoice.number[1:]}", invoice.order.amount, invoice.number)


def _sums_on_account(company: Company, invoices: list[Invoiced], morning: date, dice: random.Random) -> Iterator[Paid]:
    """Twice a month, what should have been paid by then, rounded down to a round sum."""
    due = [(_pay_day(company, invoice, morning, dice), invoice.order.amount) for invoice in invoices]
    paid = Decimal(0)
    for ago in range(DAYS, 0, -1):
        day = morning - timedelta(days=ago)
        owed = sum((amount for pay_day, amount in due if pay_day <= day), Decimal(0)) - paid
        amount = owed // ROUND_SUM * ROUND_SUM
        if day.day in {10, 25} and amount > 0 and _pays_on(company, day, morning):
            paid += amount
            yield Paid(day, company, f"P{company.number[1:]}-{day:%y%m%d}", amount, "")


def _pay_day(company: Company, invoice: Invoiced, morning: date, dice: random.Random) -> date:
    pays = company.pays
    delay = pays.delay
    if pays.delay_before is not None:
        old = min(1.0, max(0.0, (morning - invoice.due_day).days / DELAY_TURNS_DAYS_AGO))
        delay = round(pays.delay_before * old + pays.delay * (1 - old))
    day = invoice.due_day + timedelta(days=delay + dice.randint(-pays.spread, pays.spread))
    return _working(max(day, invoice.day + timedelta(days=1)))


def _pays_on(company: Company, day: date, morning: date) -> bool:
    stopped = company.pays.stopped_days_ago
    return day < morning and (stopped is None or day < morning - timedelta(days=stopped))


def _working(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
