"""Who stopped the customer of a waiting order 人工锁定, and who may lift that: never whoever placed it."""

from dataclasses import dataclass
from typing import Any

from onaccount.customers.queries import ancestors_of
from onaccount.desk.components.status import Status, Tone
from onaccount.limits import access as limits_access
from onaccount.limits import labels
from onaccount.limits import queries as limits
from onaccount.office.access import queries as people
from onaccount.office.access.routes import SignedRequest
from onaccount.ordercheck import access
from onaccount.ordercheck.queries import OrderFile


@dataclass(frozen=True, slots=True)
class Stop:
    """A standing hold of the buyer, of whoever pays or of a company above them; `others` are the people who may lift it."""

    suspension: Any
    company: Any
    status: Status
    others: tuple[str, ...]
    may_lift: bool


def stops_of(request: SignedRequest, found: OrderFile) -> tuple[Stop, ...]:
    """List what a person stopped and nobody has lifted, as far as the reader may see the companies."""
    companies = {each.pk: each for each in concerned(found)}
    seen = access.viewable(person=request.person, today=request.today).filter(pk__in=companies)
    standing = limits.suspensions_in_force(customer_ids=seen.values_list("pk", flat=True))
    if not standing:
        return ()
    lifters = list(people.holders_of(permission=limits_access.SUSPEND, today=request.today))
    reach = set(limits_access.suspendable(person=request.person, today=request.today).filter(pk__in=companies))
    return tuple(
        Stop(
            suspension=row,
            company=companies[company],
            status=Status(Tone.STOPPED, labels.SUSPENSIONS[row.kind]),
            others=tuple(each.full_name for each in lifters if each.pk != row.placed_by_id),
            may_lift=companies[company] in reach and row.placed_by_id != request.person.pk,
        )
        for company, rows in standing.items()
        for row in rows
    )


def concerned(found: OrderFile) -> tuple[Any, ...]:
    """Name the companies whose standing holds stop an order: buyer, payer, and all above them."""
    buyer, payer = found.order.customer, found.order.account.customer
    both = (buyer,) if buyer == payer else (buyer, payer)
    return tuple(company for each in both for company in (each, *ancestors_of(each)))
