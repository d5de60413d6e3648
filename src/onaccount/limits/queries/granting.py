"""Reading the granting policy 授信政策, the proposal for a customer, and who decides about a wish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from onaccount.assessment.queries import grades_on
from onaccount.assessment.rules import GRADES
from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Reason
from onaccount.limits.queries.drafts import standing_for
from onaccount.limits.queries.ground import grounds_for
from onaccount.limits.queries.in_force import limits_in_force
from onaccount.limits.queries.proposals import Assessed
from onaccount.limits.rules import Dimension, LimitType, Place, Reach, Standing, bound_after, screen_wish
from onaccount.limits.rules.granting import (
    HIGHEST,
    Asking,
    Exceptional,
    GrantingPolicy,
    Ground,
    Level,
    Proposed,
    level_for,
    policy_from_json,
    propose_limit,
    segment_for,
)
from onaccount.office.approval.models import Request
from onaccount.office.policy import queries as policies

KIND, AUTOMATIC = "granting", "policy"
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Difference:
    """What another policy would propose for a customer beside the one in force, and the limit that stands."""

    customer: Customer
    standing: Decimal | None
    now: Proposed
    then: Proposed

    @property
    def change(self) -> Decimal:
        """By how much the proposal goes up or down."""
        return self.then.limit - self.now.limit


def granting_policy(*, on: date) -> GrantingPolicy | None:
    """Give the granting policy in force on a day; None where the company grants by hand alone."""
    version = policies.find_in_force(kind=KIND, on=on)
    return None if version is None else policy_from_json(version.content)


def granting_number(*, on: date) -> int | None:
    """Give the number of the version in force on a day; None where the company grants by hand alone."""
    version = policies.find_in_force(kind=KIND, on=on)
    return None if version is None else version.number


def granting_policy_numbered(*, number: int) -> GrantingPolicy | None:
    """Give one version of the policy, in force or not."""
    version = policies.version_of(kind=KIND, number=number)
    return None if version is None else policy_from_json(version.content)


def ground_of(*, customer: Customer, today: date) -> Ground:
    """Gather what a proposal for one customer rests on, in the customer's currency."""
    return grounds_for(customers=[customer], currency=customer.currency, today=today)[customer.pk]


def differences_between(
    *, customers: QuerySet[Customer], now: GrantingPolicy, then: GrantingPolicy, today: date
) -> list[Difference]:
    """Hold two policies against a portfolio: who goes up or down and by how much, the largest change first."""
    found: list[Difference] = []
    for currency in sorted(set(customers.order_by().values_list("currency", flat=True))):
        rows = list(customers.filter(currency=currency))
        grounds = grounds_for(customers=rows, currency=currency, today=today)
        standing = limits_in_force(customer_ids=[row.pk for row in rows], on=today)
        found += [
            Difference(
                row,
                _standing(standing, row.pk),
                propose_limit(ground=grounds[row.pk], policy=now),
                propose_limit(ground=grounds[row.pk], policy=then),
            )
            for row in rows
        ]
    return sorted(found, key=lambda each: (-abs(each.change), each.customer.number))


@dataclass(frozen=True, slots=True)
class Judged:
    """Who decides about a wish: the level with its reasons, the exposure after it, what the policy would propose, what to look at."""

    level: Level
    exposure: Decimal
    proposed: Proposed
    screened: tuple[Reason, ...]
    currency: str


def judge(*, assessed: Sequence[Assessed], policy: GrantingPolicy, today: date) -> Judged:
    """Find the level that decides about the wishes of one customer: the strictest line of the matrix wins."""
    customer = assessed[0].wish.customer
    ground = ground_of(customer=customer, today=today)
    proposed = propose_limit(ground=ground, policy=policy)
    policy = policy.within(segment_for(ground=ground, policy=policy))
    standing = limits_in_force(customer_ids=[customer.pk], on=today)
    exposure, days = _asked_for(assessed, standing, customer.pk)
    if exposure is None:
        return Judged(Level(HIGHEST, ()), ZERO, proposed, (), customer.currency)
    against = standing_for(customer=customer, ground=ground, policy=policy, exposure=exposure, today=today)
    rank = grades_on(customer_ids=[customer.pk], on=today).get(customer.pk)
    asking = Asking(
        exposure=exposure,
        unsecured=max(ZERO, exposure - ground.secured),
        rank=rank.rank if rank else GRADES.index(policy.ungraded) + 1,
        days=days,
        exceptions=frozenset(_exceptions(ground, proposed, (exposure, days), against)),
        granted_this_month=granted_by_policy(month=today),
        currency=customer.currency,
    )
    level = level_for(asking=asking, authority=policy.authority)
    kept = standing.get(Place(customer.pk, None, Dimension.CREDIT_DAYS, Reach.OWN))
    is_cut = exposure < (_standing(standing, customer.pk) or ZERO) and days <= int(getattr(kept, "value", None) or 0)
    decides = Level(min(1, level.number), ()) if is_cut else level
    screened = screen_wish(amount=exposure, days=days, standing=against)
    return Judged(decides, exposure, proposed, screened, customer.currency)


def granted_by_policy(*, month: date) -> Decimal:
    """Sum up the exposures that the policy itself approved in the month of this day."""
    mine = Q(kind="limit", content__decided_by=AUTOMATIC, content__asked_on__startswith=f"{month:%Y-%m}")
    rows = Request.objects.filter(mine, outcome="approved").values_list("content__exposure", flat=True)
    return sum((Decimal(each) for each in rows), ZERO)


def automatic_decisions() -> int:
    """Count the decisions the policy itself ever took, so that the next knows its number."""
    return Request.objects.filter(kind="limit", content__decided_by=AUTOMATIC, outcome="approved").count()


def _asked_for(
    assessed: Sequence[Assessed], standing: Mapping[Place, object], customer_id: int
) -> tuple[Decimal | None, int]:
    """The exposure after approval (None: without bound) and the days, as wished, else as they stand."""
    exposure, days = _standing(standing, customer_id) or ZERO, 0
    kept = standing.get(Place(customer_id, None, Dimension.CREDIT_DAYS, Reach.OWN))
    days = int(getattr(kept, "value", None) or 0)
    for each in assessed:
        asked = each.wish.asked
        if asked.dimension is Dimension.EXPOSURE and asked.type is LimitType.UNLIMITED:
            return None, days
        if asked.dimension is Dimension.EXPOSURE:
            exposure = bound_after(asked=asked, before=each.change.before) or ZERO
        if asked.dimension is Dimension.CREDIT_DAYS:
            days = int(asked.value or 0)
    return exposure, days


def _standing(limits: Mapping[Place, object], customer_id: int) -> Decimal | None:
    found = limits.get(Place(customer_id, None, Dimension.EXPOSURE, Reach.OWN))
    value: Decimal | None = getattr(found, "value", None)
    return value


def _exceptions(ground: Ground, proposed: Proposed, wished: tuple[Decimal, int], against: Standing) -> list[str]:
    exposure, days = wished
    checks = (
        (exposure > proposed.limit, Exceptional.ABOVE_PROPOSAL),
        (days > proposed.days, Exceptional.LONGER_THAN_PROPOSED),
        (ground.is_new, Exceptional.NEW_CUSTOMER),
        (against.is_overdue, Exceptional.OVERDUE),
        (bool(against.gaps), Exceptional.FILE_INCOMPLETE),
        (not ground.grade, Exceptional.NO_GRADE),
        (ground.insured_limit is not None and exposure > ground.insured_limit, Exceptional.ABOVE_INSURED),
    )
    return [code for stands, code in checks if stands]
