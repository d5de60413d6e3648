"""From what was typed to the wishes that rules judge, and the token that proves a person saw their effect."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from onaccount.desk.limits.forms import Share
from onaccount.kernel.period import end_after
from onaccount.limits.queries import Assessed, CustomerLimits, Wish
from onaccount.limits.rules import MONEY, Asked, Dimension, Expiry, LimitType, Reach, change_as_json
from onaccount.office.approval.rules import content_hash

FIELDS = {
    Dimension.ORDER_AMOUNT: "order_amount",
    Dimension.QUANTITY: "quantity",
    Dimension.CREDIT_DAYS: "credit_days",
}


def wishes_of(*, found: CustomerLimits, typed: dict[str, Any], ticked: frozenset[str]) -> list[Wish]:
    """Make one wish of every field that differs from what is in force."""
    reach = Reach(typed["reach"])
    wishes = [_credit(found, typed, reach, ticked), *_allowances(found, typed, reach, ticked)]
    return [wish for wish in wishes if wish is not None]


def temporary_wish(*, found: CustomerLimits, typed: dict[str, Any], reach: Reach, ticked: frozenset[str]) -> Wish:
    """Write the wish for a temporary limit, or for the end of the one that is running."""
    ends = typed["end"]
    limit = found.limit(Dimension.EXPOSURE, reach)
    asked = Asked(
        dimension=Dimension.EXPOSURE,
        is_temporary=True,
        type=LimitType.NONE if ends else LimitType.AMOUNT,
        **_figure(None if ends else typed["value"]),
        currency=limit.currency or found.customer.currency,
        valid_from=typed["valid_from"],
        valid_to=None if ends else end_after(typed["last_day"]),
        expiry=Expiry.NOTHING,
        fall_back=None,
        corrects=None,
        reason=typed["reason"],
    )
    return _wish(found.customer, found.segment, reach, asked, ticked)


def correcting_wish(*, line: Any, typed: dict[str, Any], ticked: frozenset[str]) -> Wish:
    """Write the wish for what a wrong journal line should have said."""
    kind = LimitType(typed["type"])
    dimension = Dimension(line.dimension)
    asked = Asked(
        dimension=dimension,
        is_temporary=line.is_temporary,
        type=kind,
        value=typed["value"] if kind is LimitType.AMOUNT else None,
        currency=(line.currency or line.customer.currency) if dimension in MONEY else "",
        valid_from=typed["valid_from"],
        valid_to=end_after(typed["last_day"]),
        expiry=Expiry(typed["expiry"] or Expiry.NOTHING) if typed["last_day"] else Expiry.NOTHING,
        fall_back=typed["fall_back"],
        corrects=line.pk,
        reason=typed["reason"],
    )
    return _wish(line.customer, line.segment, Reach(line.reach), asked, ticked)


def opening_wish(*, customer: Any, value: Decimal, valid_from: date, reason: str, ticked: frozenset[str]) -> Wish:
    """Write the wish for a customer's first credit limit, without an end."""
    asked = Asked(
        dimension=Dimension.EXPOSURE,
        is_temporary=False,
        type=LimitType.AMOUNT,
        value=value,
        currency=customer.currency,
        valid_from=valid_from,
        valid_to=None,
        expiry=Expiry.NOTHING,
        fall_back=None,
        corrects=None,
        reason=reason,
    )
    return _wish(customer, None, Reach.OWN, asked, ticked)


def question_key(*, wish: Wish, code: str) -> str:
    """Name the tick of one question about one wish."""
    return f"{wish.customer.pk} {wish.asked.dimension} {code}"


def token_of(assessed: Sequence[Assessed]) -> str:
    """Name exactly what a person is about to be shown; another effect has another name."""
    return content_hash({"changes": [change_as_json(each.change) for each in assessed]})


def _wish(customer: Any, segment: Any, reach: Reach, asked: Asked, ticked: frozenset[str]) -> Wish:
    start = f"{customer.pk} {asked.dimension} "
    confirmed = frozenset(key.removeprefix(start) for key in ticked if key.startswith(start))
    return Wish(customer, segment, reach, asked, confirmed)


def _figure(typed: Decimal | Share | None) -> dict[str, Any]:
    """The figure, or the percentage that stands in for it."""
    return {"value": None, "percent": typed.percent} if isinstance(typed, Share) else {"value": typed}


def _credit(found: CustomerLimits, typed: dict[str, Any], reach: Reach, ticked: frozenset[str]) -> Wish | None:
    kind = LimitType(typed["type"])
    asked = Asked(
        dimension=Dimension.EXPOSURE,
        is_temporary=False,
        type=kind,
        **_figure(typed["value"] if kind is LimitType.AMOUNT else None),
        currency=typed["currency"],
        valid_from=typed["valid_from"],
        valid_to=None if kind is LimitType.NONE else end_after(typed["last_day"]),
        expiry=Expiry(typed["expiry"]) if typed["last_day"] else Expiry.NOTHING,
        fall_back=typed["fall_back"],
        corrects=None,
        reason=typed["reason"],
    )
    now = found.limit(Dimension.EXPOSURE, reach)
    unset = kind is LimitType.NONE and (now.type is LimitType.NONE or (now.temporary and not now.value))
    same = (asked.type, asked.value, asked.valid_to) == (now.type, now.value, now.valid_to)
    same_currency = asked.currency == now.currency or kind is not LimitType.AMOUNT
    if unset or (same and same_currency and asked.expiry is Expiry.NOTHING):
        return None
    return _wish(found.customer, found.segment, reach, asked, ticked)


def _allowances(found: CustomerLimits, typed: dict[str, Any], reach: Reach, ticked: frozenset[str]) -> Iterable[Wish]:
    for dimension, field in FIELDS.items():
        figure = typed[field]
        value = None if figure is None else Decimal(figure)
        if value != found.limit(dimension, reach).value:
            yield _wish(found.customer, found.segment, reach, _allowance(dimension, value, typed), ticked)


def _allowance(dimension: Dimension, value: Decimal | None, typed: dict[str, Any]) -> Asked:
    return Asked(
        dimension=dimension,
        is_temporary=False,
        type=LimitType.NONE if value is None else LimitType.AMOUNT,
        value=value,
        currency=typed["currency"] if dimension in MONEY else "",
        valid_from=typed["valid_from"],
        valid_to=None if value is None else end_after(typed["last_day"]),
        expiry=Expiry.NOTHING,
        fall_back=None,
        corrects=None,
        reason=typed["reason"],
    )
