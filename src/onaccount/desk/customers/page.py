"""What the page of one customer draws from its portrait: status, bars, aging, the plot of twelve months."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from onaccount.desk.customers.words import bar_of, status_of, strip_of
from onaccount.kernel.money import Money
from onaccount.limits.rules import LimitType
from onaccount.ordercheck.rules import Headroom
from onaccount.reporting.queries import Portrait
from onaccount.reporting.queries.portrait import Use
from onaccount.trade.labels import STAGES, bucket_word
from onaccount.trade.queries import Month


def shown(*, portrait: Portrait, today: date) -> dict[str, Any]:
    """Give the template everything it draws."""
    customer = portrait.customer
    return {
        "portrait": portrait,
        "customer": customer,
        "today": today,
        "status": status_of(portrait.situation),
        "uses": [_use(use, portrait.above.get(use.currency)) for use in portrait.uses],
        "agings": [
            {
                "currency": currency,
                "strip": strip_of(aging=aging, currency=currency),
                "buckets": [
                    {"word": bucket_word(bucket.code), "amount": Money(bucket.amount, currency)}
                    for bucket in aging.buckets
                ],
                "apart": Money(aging.apart, currency),
                "total": Money(aging.total, currency),
            }
            for currency, aging in portrait.aging.items()
        ],
        "oldest": [
            {"item": item, "days": (today - item.due_date).days, "open": Money(item.open_amount, item.currency)}
            for item in portrait.oldest
        ],
        "plot": _plot(portrait.months, customer.currency),
        "plot_rows": portrait.months,
        "group_members": [node for node in portrait.tree if len(portrait.tree) > 1],
        "items_address": f"{reverse('receivables:items')}?customer={customer.number}",
    }


def _use(use: Use, above: Headroom | None) -> dict[str, Any]:
    free = use.limit.free(use.used)
    return {
        "above": None if above is None or above.free is None else (above.node.name, Money(above.free, use.currency)),
        "use": use,
        "bar": bar_of(exposure=use.exposure, held=use.held, limit=use.limit, currency=use.currency),
        "used": Money(use.used, use.currency),
        "free": None if free is None else Money(free, use.currency),
        "bound": None if use.limit.whole is None else Money(use.limit.whole, use.currency),
        "temporary": Money(use.limit.temporary, use.currency) if use.limit.temporary else None,
        "is_prepay": use.limit.type is LimitType.PREPAY,
        "is_unlimited": use.limit.type is LimitType.UNLIMITED,
        "stages": [
            (word, Money(getattr(use.exposure, stage), use.currency))
            for stage, word in STAGES.items()
            if getattr(use.exposure, stage)
        ],
        "foreign": [(code, Money(amount, use.currency)) for code, amount in use.foreign if amount],
        "held": Money(use.held, use.currency),
        "rebates": Money(use.rebates, use.currency) if use.rebates else None,
    }


def _plot(months: tuple[Month, ...], currency: str) -> dict[str, Any]:
    """Ordered, invoiced and paid by month."""
    return {
        "kind": "bar",
        "categories": [f"{month.first_day:%Y-%m}" for month in months],
        "unit": currency,
        "series": [
            {"name": _("Ordered"), "values": _values(month.ordered for month in months)},
            {"name": _("Invoiced"), "values": _values(month.invoiced for month in months)},
            {"name": _("Paid"), "values": _values(month.paid for month in months)},
        ],
    }


def _values(amounts: Any) -> list[str]:
    return [str(Decimal(amount)) for amount in amounts]
