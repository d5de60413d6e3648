"""
Who may set a verdict aside 放行, how far, and against which promise.

Terms: excess 超额 (total exposure over the limit, not what this order adds), days over 超期天数, voucher 担保业务员 (the
salesperson who stands by a promise), special release 特批放行, emergency release 紧急放行, review 事后复核.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules import LimitType
from onaccount.ordercheck.rules.arithmetic import headrooms
from onaccount.ordercheck.rules.discipline import Leave, SpecialDiscipline
from onaccount.ordercheck.rules.facts import ZERO, Snapshot
from onaccount.ordercheck.rules.policy import Policy
from onaccount.ordercheck.rules.verdict import Effect, Verdict

SLIP = "payment_seen"


class ReleaseKind(StrEnum):
    """Ordinary; special 特批 against a promise; emergency, spoken first and reviewed afterwards."""

    ORDINARY = "ordinary"
    SPECIAL = "special"
    EMERGENCY = "emergency"


class Release(Struct, frozen=True):
    """
    What a person says when setting a verdict aside: why, how much above, and through which day it stands.

    A special release also says by when the customer promised to pay and who vouches for it (a person's key). On the review
    date somebody looks at it again.
    """

    reason_code: str
    remark: str
    tolerance_percent: Decimal
    valid_until: date
    kind: ReleaseKind = ReleaseKind.ORDINARY
    promised_date: date | None = None
    vouched_by: int | None = None
    review_date: date | None = None


class Releaser(Struct, frozen=True):
    """The person who releases with the roles held today, and whoever entered the order."""

    name: str
    entered_by: str
    roles: tuple[str, ...] = ()


class Excess(Struct, frozen=True):
    """How far a verdict is beyond what is allowed: money over the limit in all, and days over the days allowed."""

    amount: Decimal
    days: int
    currency: str


class SpecialsSoFar(Struct, frozen=True):
    """Special releases of one customer: how many this month and quarter, the orders unsettled, the emergencies unreviewed."""

    this_month: int = 0
    this_quarter: int = 0
    unsettled: tuple[str, ...] = ()
    unreviewed: tuple[str, ...] = ()


def may_release(release: Release, *, verdict: Verdict, policy: Policy, releaser: Releaser, today: date) -> None:
    """
    Refuse a release the policy does not allow.

    Refuses `ordercheck.hard` (a hard hold or stopped supply), `ordercheck.releaser_entered`, `ordercheck.reason_unknown`,
    `ordercheck.remark_missing`, `ordercheck.review_past`, `ordercheck.tolerance_too_wide` and what `stands_through` refuses.
    """
    rules = policy.release
    if verdict.is_hard:
        raise Refusal("ordercheck.hard")
    if rules.not_by_who_entered and releaser.name == releaser.entered_by:
        raise Refusal("ordercheck.releaser_entered", name=releaser.name)
    if release.reason_code not in rules.reason_codes:
        raise Refusal("ordercheck.reason_unknown", reason_code=release.reason_code)
    if rules.remark_required and not release.remark.strip():
        raise Refusal("ordercheck.remark_missing")
    stands_through(release.valid_until, policy=policy, today=today)
    if release.review_date is not None:
        comes_up_on(release.review_date, today=today)
    if release.tolerance_percent > rules.tolerance_percent:
        raise Refusal(
            "ordercheck.tolerance_too_wide", tolerance=release.tolerance_percent, allowed=rules.tolerance_percent
        )


def through_day(release: Release, last: date | None) -> Release:
    """Give the release through the day its giver names; without one the day asked for stays."""
    return release if last is None else replace(release, valid_until=last)


def stands_through(last: date, *, policy: Policy, today: date) -> date:
    """Pass a last day. Refuses `ordercheck.valid_until_past`, and `ordercheck.valid_until_far` beyond the policy's longest."""
    furthest = policy.release.furthest_day(today=today)
    if last < today:
        raise Refusal("ordercheck.valid_until_past", today=today)
    if last > furthest:
        raise Refusal("ordercheck.valid_until_far", furthest=furthest)
    return last


def comes_up_on(review_date: date, *, today: date) -> date:
    """Pass the day on which somebody looks again. Refuses `ordercheck.review_past` for one that is over."""
    if review_date < today:
        raise Refusal("ordercheck.review_past", today=today)
    return review_date


def as_it_stands(release: Release, *, policy: Policy, today: date) -> Release:
    """
    Give the release through the day it may stand: one that rests on a payment slip lapses sooner.

    Money that comes in by then lowers the exposure by itself; if none has come, the next step is checked as if never released.
    """
    last = today + timedelta(days=max(policy.release.slip_days, 1) - 1)
    return replace(release, valid_until=min(release.valid_until, last)) if release.reason_code == SLIP else release


def excess_of(verdict: Verdict, *, snapshot: Snapshot, policy: Policy) -> Excess:
    """
    Say how far beyond the rules a step is: the most by which any limit is exceeded in all, and the days over.

    Where there is no limit at all, all of the exposure is beyond it.
    """
    over = [found for found in verdict.findings if found.rule == "overdue_days" and found.effect is not Effect.PASSED]
    days = max((int(found.measure - found.allowed) for found in over), default=0)
    return Excess(_beyond_limit(snapshot, policy), max(0, days), snapshot.currency)


def _beyond_limit(snapshot: Snapshot, policy: Policy) -> Decimal:
    found = headrooms(snapshot, policy=policy)
    if snapshot.order.is_beyond:
        return ZERO
    if any(each.limit is not None for each in found):
        return max(ZERO, *(each.over for each in found))
    is_unlimited = any(each.node.limit.type is LimitType.UNLIMITED for each in found)
    return ZERO if is_unlimited else max((each.after for each in found), default=ZERO)


def within_authority(excess: Excess, *, releaser: Releaser, policy: Policy) -> Leave:
    """
    Say how far the person may go, and refuse a release that goes further; a policy without tables has no end.

    The number on the bound belongs to whom the band says: up to and including 1,000 allows 1,000 and not 1,000.01. Refuses
    `ordercheck.beyond_authority` and `ordercheck.beyond_authority_days`.
    """
    authority = policy.release.authority
    if authority is None:
        return Leave()
    level, leave = authority.level_of(releaser.roles), authority.leave_for(releaser.roles)
    if authority.by_amount.value_at(excess.amount) > level:
        facts = {
            "excess": Money(excess.amount, excess.currency),
            "authority": Money(leave.amount or ZERO, excess.currency),
        }
        raise Refusal("ordercheck.beyond_authority", **facts)
    if authority.by_days.value_at(excess.days) > level:
        raise Refusal("ordercheck.beyond_authority_days", days=excess.days, authority=leave.days)
    return leave


def refuse_changed_order(*, asked: Sequence[str], now: tuple[Decimal, str]) -> None:
    """Refuse `ordercheck.changed_since_asked` where an order is not of the amount and currency it was asked about."""
    amount, currency = asked
    if (Decimal(amount), currency) != now:
        raise Refusal("ordercheck.changed_since_asked", amount=Money(Decimal(amount), currency))


def refuse_lapsed_promise(release: Release, *, today: date) -> None:
    """
    Refuse `ordercheck.promise_passed_meanwhile` for a release asked for on a promise whose day has passed: another day is the
    customer's to promise and somebody's to vouch for, not the approver's to name.
    """
    if release.promised_date is not None and release.promised_date < today:
        raise Refusal("ordercheck.promise_passed_meanwhile", promised=release.promised_date)


def check_special(
    release: Release, *, so_far: SpecialsSoFar, amount: Money, discipline: SpecialDiscipline, today: date
) -> None:
    """
    Refuse a special or emergency release that breaks its discipline; an ordinary one has none.

    Refuses `ordercheck.special_unsettled`, `ordercheck.special_promise_missing`, `ordercheck.special_promise_far`,
    `ordercheck.special_voucher_missing`, `ordercheck.special_too_large`, `ordercheck.special_too_often`,
    `ordercheck.emergency_unreviewed`, `ordercheck.emergency_too_large` and `ordercheck.emergency_too_long`.
    """
    if release.kind is ReleaseKind.ORDINARY:
        return
    if so_far.unsettled:
        raise Refusal("ordercheck.special_unsettled", numbers=", ".join(so_far.unsettled))
    if so_far.this_month >= discipline.per_month or so_far.this_quarter >= discipline.per_quarter:
        raise Refusal(
            "ordercheck.special_too_often",
            month=so_far.this_month,
            quarter=so_far.this_quarter,
            per_month=discipline.per_month,
            per_quarter=discipline.per_quarter,
        )
    if release.kind is ReleaseKind.SPECIAL:
        _check_promise(release, amount=amount, discipline=discipline, today=today)
    else:
        _check_emergency(release, so_far=so_far, amount=amount, discipline=discipline, today=today)


def _check_promise(release: Release, *, amount: Money, discipline: SpecialDiscipline, today: date) -> None:
    last = today + timedelta(days=discipline.promise_days)
    if release.promised_date is None or release.promised_date < today:
        raise Refusal("ordercheck.special_promise_missing", today=today)
    if release.promised_date > last:
        raise Refusal("ordercheck.special_promise_far", last=last)
    if release.vouched_by is None:
        raise Refusal("ordercheck.special_voucher_missing")
    if discipline.largest is not None and amount.amount > discipline.largest:
        raise Refusal("ordercheck.special_too_large", largest=Money(discipline.largest, amount.currency))


def _check_emergency(
    release: Release, *, so_far: SpecialsSoFar, amount: Money, discipline: SpecialDiscipline, today: date
) -> None:
    last = today + timedelta(days=discipline.emergency_days)
    if so_far.unreviewed:
        raise Refusal("ordercheck.emergency_unreviewed", numbers=", ".join(so_far.unreviewed))
    if amount.amount > discipline.emergency_largest:
        raise Refusal("ordercheck.emergency_too_large", largest=Money(discipline.emergency_largest, amount.currency))
    if release.valid_until > last:
        raise Refusal("ordercheck.emergency_too_long", last=last)
