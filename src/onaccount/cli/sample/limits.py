"""The limits of the sample company: asked for by the analyst, approved by the credit manager, like everybody's."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from onaccount.cli.sample.cast import COMPANIES, Company
from onaccount.lifecycle import limit_requested, opinion_given
from onaccount.limits.queries import Wish
from onaccount.limits.rules import Asked, Dimension, Expiry, LimitType, Reach
from onaccount.office.journal.rules import Actor

MONEY = frozenset({Dimension.EXPOSURE, Dimension.ORDER_AMOUNT})


def open_limits(customers: Mapping[str, Any], *, maker: Actor, checker: Actor) -> None:
    """Ask for the opening limits of all customers as one request and approve it."""
    day = day_of(maker)
    wishes = [wish for company in COMPANIES for wish in _wishes(company, customers[company.number], day)]
    request = limit_requested.request_opening_limits(wishes=wishes, actor=maker, today=day)
    approve(request, checker=checker)


def approve(request: Any, *, checker: Actor) -> None:
    """The second pair of eyes says yes to exactly what was asked."""
    opinion_given.give_opinion(
        request_id=request.pk,
        outcome="approved",
        remark="同意",
        content_hash=request.content_hash,
        actor=checker,
        today=day_of(checker),
    )


SURE = frozenset({"limits.jump.limit", "limits.jump.history"})
"""The maker was asked whether such a jump is meant, and said yes."""


def wish(
    customer: Any,
    dimension: Dimension,
    value: int | None,
    *,
    valid_from: date,
    valid_to: date | None = None,
    reach: Reach = Reach.OWN,
) -> Wish:
    """One wished change; a validity with an end is a temporary limit, no value is prepay only."""
    asked = Asked(
        dimension=dimension,
        is_temporary=valid_to is not None,
        type=LimitType.PREPAY if value is None else LimitType.AMOUNT,
        value=None if value is None else Decimal(value),
        currency=customer.currency if dimension in MONEY else "",
        valid_from=valid_from,
        valid_to=valid_to,
        expiry=Expiry.NOTHING,
        fall_back=None,
        corrects=None,
        reason="旺季临时额度" if valid_to else "期初额度",
    )
    return Wish(customer, None, reach, asked, SURE)


def day_of(actor: Actor) -> date:
    """The day on which somebody acts in the story."""
    assert actor.day is not None
    return actor.day


def _wishes(company: Company, customer: Any, day: date) -> Iterator[Wish]:
    yield wish(customer, Dimension.EXPOSURE, company.limit, valid_from=day)
    if company.credit_days:
        yield wish(customer, Dimension.CREDIT_DAYS, company.credit_days, valid_from=day)
    if company.order_limit is not None:
        yield wish(customer, Dimension.ORDER_AMOUNT, company.order_limit, valid_from=day)
    if company.group_limit is not None:
        yield wish(customer, Dimension.EXPOSURE, company.group_limit, valid_from=day, reach=Reach.GROUP)
