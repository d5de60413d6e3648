"""Rules about the customer's standing 客户状况规则: what is overdue, demanded, graded, listed, to be reviewed, no longer secured."""

from decimal import Decimal

from onaccount.kernel.reasons import Reason
from onaccount.limits.rules import ListingKind, SuspensionKind
from onaccount.ordercheck.rules.arithmetic import HUNDRED, exposure_beyond
from onaccount.ordercheck.rules.catalogue.measuring import Measured, money, word
from onaccount.ordercheck.rules.facts import ZERO, Snapshot
from onaccount.ordercheck.rules.policy import Policy, RuleSetting, Unrated
from onaccount.trade.rules import AcceptorUse


def overdue_days(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """Days the oldest overdue item is late against the days allowed; which items count is the policy's switches."""
    overdue = snapshot.standing.overdue
    allowed = setting.threshold or ZERO
    is_over = overdue.days > allowed
    facts = {
        "days": overdue.days,
        "allowed": allowed,
        "item": overdue.item,
        "due_date": overdue.due_date,
        "overdue": money(overdue.amount, snapshot),
        "items": overdue.items,
    }
    reason = Reason(word(is_over, "overdue", "not_overdue"), facts)
    return (Measured(reason, "days", is_over, Decimal(overdue.days), allowed),)


def account_status(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """
    Prepay only: the cash that waits on the account must cover this order, everything not yet invoiced, and what was invoiced since
    and is open, for cash that waits beside the invoice of its own goods buys no others. Debts from before stand apart.
    """
    if SuspensionKind.PREPAY_ONLY not in snapshot.standing.suspensions:
        return ()
    exposure, since = snapshot.exposure, snapshot.standing.invoiced_since_prepay
    needed = exposure.order + exposure.delivery + exposure.unposted + since + snapshot.order.amount
    cash = -exposure.credit
    is_short = cash < needed
    facts = {
        "cash": money(cash, snapshot),
        "needed": money(needed, snapshot),
        "short": money(max(needed - cash, ZERO), snapshot),
    }
    return (Measured(Reason(word(is_short, "prepay_only", "prepaid"), facts), "amount", is_short, needed, cash),)


def overdue_share(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """The share of the balance that is overdue by more than `days`, in percent, against the rule's percentage."""
    standing = snapshot.standing
    days, allowed = int(setting.days or 0), setting.threshold or ZERO
    old = standing.older_than(days)
    share = old * HUNDRED / standing.balance if standing.balance else ZERO
    is_over = old * HUNDRED > allowed * standing.balance
    facts = {
        "share": share.quantize(Decimal("0.1")),
        "days": days,
        "allowed": allowed,
        "old": money(old, snapshot),
        "balance": money(standing.balance, snapshot),
    }
    return (
        Measured(Reason(word(is_over, "share_too_old", "share_allowed"), facts), "percent", is_over, share, allowed),
    )


def dunning_level(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """The highest level at which an open item has been demanded, against the level allowed."""
    level, allowed = Decimal(snapshot.standing.dunning_level), setting.threshold or ZERO
    is_over = level > allowed
    reason = Reason(word(is_over, "level_too_high", "level_allowed"), {"level": level, "allowed": allowed})
    return (Measured(reason, "count", is_over, level, allowed),)


def payment_index(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """The payment index 付款指数 of the last twelve months against the least allowed; with too few payments nothing is measured."""
    index, least = snapshot.standing.payment_index, setting.threshold or ZERO
    if index is None:
        return ()
    is_low = index < least
    facts = {"index": index.quantize(Decimal("0.1")), "least": least}
    return (Measured(Reason(word(is_low, "index_too_low", "index_allowed"), facts), "count", is_low, index, least),)


def review_passed(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """Days since the day by which the customer was to be reviewed, against the days allowed; the day itself is in time."""
    due, allowed = snapshot.standing.review_date, setting.threshold or ZERO
    if due is None:
        return ()
    late = Decimal(max((snapshot.as_of - due).days, 0))
    is_over = late > allowed
    facts = {"review_date": due, "days": late, "allowed": allowed}
    return (Measured(Reason(word(is_over, "review_missed", "review_in_time"), facts), "days", is_over, late, allowed),)


def grade_below(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """
    The rank of the grade (1 is best) against the worst rank allowed; whether a customer without a grade in force breaks the rule
    is the policy's word, and no number of an exception speaks of it.
    """
    standing = snapshot.standing
    if setting.threshold is None:
        return ()
    if standing.grade_rank is None:
        missing = Reason("ordercheck.grade_missing", {"allowed": setting.threshold})
        breaks = setting.unrated is Unrated.BREAKS
        return (Measured(missing, "grades", True, Decimal(1), ZERO),) if breaks else ()
    rank = Decimal(standing.grade_rank)
    is_over = rank > setting.threshold
    facts = {"grade": standing.grade, "rank": rank, "allowed": setting.threshold}
    reason = Reason(word(is_over, "grade_too_low", "grade_allowed"), facts)
    return (Measured(reason, "count", is_over, rank, setting.threshold),)


def security_expired(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """Days since the customer's security lapsed (its first day without counts as one), against the days allowed."""
    lapsed, allowed = snapshot.standing.lapsed, setting.threshold or ZERO
    if not lapsed:
        return ()
    latest = max(lapsed, key=lambda each: each.lapsed_on)
    days = Decimal((snapshot.as_of - latest.lapsed_on).days + 1)
    is_over = days > allowed
    facts = {"kind": latest.kind, "lapsed_on": latest.lapsed_on, "days": days, "allowed": allowed}
    reason = Reason(word(is_over, "security_lapsed", "security_lapsed_lately"), facts)
    return (Measured(reason, "days", is_over, days, allowed),)


def negative_list(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """Whether the customer stands on the negative list 负面清单; the sanctions list is no setting, it always holds."""
    is_on = ListingKind.NEGATIVE in snapshot.standing.listings
    reason = Reason(word(is_on, "listed_negative", "not_listed"))
    return (Measured(reason, "listings", is_on, Decimal(is_on), ZERO),)


def not_invoiced_days(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """
    Days since the oldest delivery that is not invoiced 发货未开票, against the days allowed.

    Without it a customer who withholds the reconciliation would never be overdue.
    """
    found, allowed = snapshot.standing.not_invoiced, setting.threshold or ZERO
    days = ZERO if found is None else Decimal((snapshot.as_of - found.since).days)
    is_over = days > allowed
    facts: dict[str, object] = {"days": days, "allowed": allowed}
    if found is not None:
        facts |= {"delivery": found.delivery, "open": money(found.amount, snapshot)}
    return (Measured(Reason(word(is_over, "not_invoiced", "invoiced"), facts), "days", is_over, days, allowed),)


def acceptor_limit(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """
    Bills at risk of one acceptor 承兑人 of the customer's bills, or of its class, from all customers, against what we take of it.

    Every limit that is broken is told, else the one with least left.
    """
    limited = sorted(
        ((each, each.allowed) for each in snapshot.standing.acceptors if each.allowed is not None),
        key=lambda found: found[1] - found[0].held,
    )
    judged = tuple(_held_of(each, allowed, snapshot, policy) for each, allowed in limited)
    return tuple(each for each in judged if each.is_exceeded) or judged[:1]


def _held_of(use: AcceptorUse, allowed: Decimal, snapshot: Snapshot, policy: Policy) -> Measured:
    is_over = exposure_beyond(use.held, allowed, policy=policy)
    facts = {
        "acceptor": use.name,
        "held": money(use.held, snapshot),
        "allowed": money(allowed, snapshot),
        "over": money(max(use.held - allowed, ZERO), snapshot),
    }
    whose = "acceptor_class" if use.is_class else "acceptor"
    return Measured(
        Reason(word(is_over, f"{whose}_over", f"{whose}_inside"), facts), "amount", is_over, use.held, allowed
    )


def effective_term(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """
    Terms with bills 实际账期: days from the invoice until the bill that paid it falls due, against the days allowed.

    Whoever is never overdue because it pays by six-month bills has long terms all the same. The longest bill at risk tells.
    """
    longest, allowed = snapshot.standing.longest_bill, setting.threshold or ZERO
    if longest is None:
        return ()
    is_over = longest.days > allowed
    facts = {"bill": longest.bill, "days": longest.days, "allowed": allowed}
    reason = Reason(word(is_over, "term_with_bills_long", "term_with_bills_inside"), facts)
    return (Measured(reason, "days", is_over, Decimal(longest.days), allowed),)


def contract_missing(snapshot: Snapshot, setting: RuleSetting, policy: Policy) -> tuple[Measured, ...]:  # noqa: ARG001
    """Whether a signed contract with the customer is on file and in force."""
    found = snapshot.standing.contract
    facts = {} if found is None else {"contract": found.title}
    reason = Reason(word(found is None, "no_contract", "contract_in_force"), facts)
    return (Measured(reason, "count", found is None, Decimal(found is None), ZERO),)


def suspended(snapshot: Snapshot) -> tuple[Measured, ...]:
    """What a person stopped and who is sanctioned: judged at every checkpoint, above every policy, exception and release."""
    standing = snapshot.standing
    stopped = (SuspensionKind.HARD_HOLD, SuspensionKind.STOP_SUPPLY)
    codes = [each.value for each in stopped if each in standing.suspensions]
    codes += [each.value for each in standing.listings if each is ListingKind.SANCTIONS]
    return tuple(
        Measured(Reason(f"ordercheck.{code}"), "suspensions", True, Decimal(1), ZERO, is_hard=True) for code in codes
    )
