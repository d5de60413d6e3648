"""Reads of limits: what is in force, the journal and what was known when, and what the last twelve months say.

In: customers and a day. Out: values for the rules, querysets for the pages. Never: a judgement, a write.
"""

from onaccount.limits.queries.drafts import drafts_of
from onaccount.limits.queries.errors import Doubtful, causes_of, corrections, doubtful
from onaccount.limits.queries.experience import entries_of, experience_of
from onaccount.limits.queries.in_force import (
    expiring,
    fall_back_of,
    in_limited_groups,
    journal_of,
    known_at,
    limit_of,
    limits_in_force,
    line_of,
    lines_at,
    spans_of,
    suspensions,
    suspensions_in_force,
)
from onaccount.limits.queries.listings import listings, listings_in_force, review_dates, standing_listings
from onaccount.limits.queries.lists import with_limits
from onaccount.limits.queries.pages import (
    CustomerLimits,
    TreeRow,
    Unlimited,
    customer_limits,
    group_tree,
    without_limit,
)
from onaccount.limits.queries.proposals import Assessed, Wish, assess, before

__all__ = [
    "Assessed",
    "CustomerLimits",
    "Doubtful",
    "TreeRow",
    "Unlimited",
    "Wish",
    "assess",
    "before",
    "causes_of",
    "corrections",
    "customer_limits",
    "doubtful",
    "drafts_of",
    "entries_of",
    "experience_of",
    "expiring",
    "fall_back_of",
    "group_tree",
    "in_limited_groups",
    "journal_of",
    "known_at",
    "limit_of",
    "limits_in_force",
    "line_of",
    "lines_at",
    "listings",
    "listings_in_force",
    "review_dates",
    "spans_of",
    "standing_listings",
    "suspensions",
    "suspensions_in_force",
    "with_limits",
    "without_limit",
]
