"""Reading lists 名单 and review dates 复审日期: who stands on which list on a day, and who is looked at when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from onaccount.customers.models import Customer
from onaccount.limits.models import Listing, ReviewDate
from onaccount.limits.rules import ListingKind


def listings_in_force(*, customer_ids: Iterable[int], on: date) -> Mapping[int, tuple[ListingKind, ...]]:
    """Give the kinds of lists each customer stands on that day, sorted; one query. On none: not in the answer."""
    rows = Listing.objects.filter(_on(on), customer__in=tuple(customer_ids)).order_by("kind")
    found: defaultdict[int, dict[ListingKind, None]] = defaultdict(dict)
    for customer_id, kind in rows.values_list("customer_id", "kind"):
        found[customer_id][ListingKind(kind)] = None
    return {customer: tuple(kinds) for customer, kinds in found.items()}


def listings(*, customers: QuerySet[Customer]) -> QuerySet[Listing]:
    """List all listings of these customers with how they ended, the newest first."""
    rows = Listing.objects.filter(customer__in=customers)
    return rows.select_related("customer", "placed_by", "lift", "lift__lifted_by").order_by("-pk")


def standing_listings(*, customers: QuerySet[Customer], on: date) -> QuerySet[Listing]:
    """List the listings of these customers that stand on the day, the newest first."""
    return listings(customers=customers).filter(_on(on))


def review_dates(*, customer_ids: Iterable[int]) -> Mapping[int, date]:
    """Give the day by which each customer is reviewed; one query. Without one: not in the answer."""
    rows = ReviewDate.objects.filter(customer__in=tuple(customer_ids)).order_by("customer_id", "-pk")
    latest = rows.distinct("customer_id").values_list("customer_id", "review_date")
    return {customer: day for customer, day in latest if day is not None}


def _on(day: date) -> Q:
    """Begun, not lapsed by date, not lifted by that day."""
    not_lapsed = Q(valid_to=None) | Q(valid_to__gt=day)
    not_lifted = Q(lift=None) | Q(lift__lifted_on__gt=day)
    return Q(valid_from__lte=day) & not_lapsed & not_lifted
