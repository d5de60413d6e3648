"""What the page of one customer's standing draws: rows with their states, sums, and what this reader may do."""

from typing import Any

from onaccount.assessment import access as assessment
from onaccount.cover import access as cover_access
from onaccount.cover import labels as cover_words
from onaccount.customers.queries import classes
from onaccount.desk.standing import wording
from onaccount.kernel.money import Money
from onaccount.kernel.period import last_day_before
from onaccount.limits import access as limits_access
from onaccount.limits.rules import NEEDS_TWO
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest
from onaccount.reporting.queries import StandingFile
from onaccount.trade import access as trade_access
from onaccount.trade import labels as trade_words

RIGHTS = {
    "may_secure": cover_access.EDIT,
    "may_mark": trade_access.MARK,
    "may_list": limits_access.SUSPEND,
    "may_grade": assessment.GRADE,
    "may_review": limits_access.PROPOSE,
    "may_edit": "customers.edit",
}


def shown(*, found: StandingFile, request: SignedRequest) -> dict[str, Any]:
    """Give the template everything it draws."""
    rights = {name: may(person=request.person, permission=right, today=request.today) for name, right in RIGHTS.items()}
    return rights | {
        "found": found,
        "customer": found.customer,
        "review_is_past": found.review_date is not None and found.review_date < request.today,
        "covers": [_cover(row) for row in found.covers],
        "adds": _adds(found),
        "disputes": [_marked(row, wording.dispute_state(row)) | _disputed(row) for row in found.disputes],
        "promises": [_marked(row, wording.promise_state(row)) for row in found.promises],
        "demands": [_marked(row, None) for row in found.demands],
        "classes": [each.name for each in classes() if each.code in found.classes],
        "listings": [_listing(row, request.person.pk) for row in found.listings],
    }


def _cover(row: Any) -> dict[str, Any]:
    return {
        "row": row,
        "kind": cover_words.KINDS[row.kind],
        "value": Money(row.value, row.currency),
        "counts": Money(row.counts, row.currency).rounded(),
        "last_day": last_day_before(row.valid_to),
        "state": wording.cover_state(row),
        "may_end": wording.end_of(row) is None,
    }


def _adds(found: StandingFile) -> list[Money]:
    """What the securities of the whole customer that count today add to its credit, by currency."""
    sums: dict[str, Money] = {}
    covers: tuple[Any, ...] = found.covers
    for row in covers:
        if row.state in {"in_force", "soon"} and not row.order_number:
            added = Money(row.counts, row.currency).rounded()
            sums[row.currency] = sums[row.currency] + added if row.currency in sums else added
    return [sums[code] for code in sorted(sums)]


def _marked(row: Any, state: Any) -> dict[str, Any]:
    return {
        "row": row,
        "item": row.item,
        "open": Money(row.item.open_amount, row.item.currency),
        "state": state,
        "stands": wording.end_of(row) is None,
    }


def _disputed(row: Any) -> dict[str, Any]:
    return {"cause": trade_words.DISPUTE_CAUSES[row.cause], "amount": Money(row.amount, row.item.currency)}


def _listing(row: Any, reader_id: int) -> dict[str, Any]:
    lift = getattr(row, "lift", None)
    needs_another = row.kind in NEEDS_TWO and row.placed_by_id == reader_id
    return {
        "row": row,
        "state": wording.listing_state(row),
        "last_day": last_day_before(row.valid_to),
        "lift": lift,
        "may_lift": lift is None and not needs_another,
    }
