"""The trial run 试运行 read back: what it would have held, and what the ledger says came in afterwards."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet

from onaccount.customers.models import Customer
from onaccount.customers.rules import ancestors
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.queries.claims import Claims, grouped
from onaccount.ordercheck.queries.decisions import verdict_of
from onaccount.ordercheck.queries.policies import policy_numbered
from onaccount.ordercheck.rules import Outcome, snapshot_from_json
from onaccount.ordercheck.rules.trial import Receipt, TrialHold, causes_of, freed_on
from onaccount.trade.models import Payment
from onaccount.trade.rules.valuation import worth

WOULD_HOLD = (Outcome.HOLD.value, Outcome.REFUSE.value)


@dataclass(frozen=True, slots=True)
class TrialRun:
    """How far the trial run has come: orders checked, those it would have held, and its first and last day with a check."""

    orders: int
    held: int
    first_day: date | None
    last_day: date | None


def trial_run(*, customers: QuerySet[Customer]) -> TrialRun:
    """Sum up the checks of these customers' orders that were made in trial mode; one read."""
    found = Decision.objects.filter(is_trial=True, customer__in=customers).aggregate(
        orders=Count("order_number", distinct=True),
        held=Count("order_number", distinct=True, filter=Q(outcome__in=WOULD_HOLD)),
        first_day=Min("decided_on"),
        last_day=Max("decided_on"),
    )
    return TrialRun(**found)


def trial_holds(*, customers: QuerySet[Customer], today: date) -> tuple[TrialHold, ...]:
    """
    List the orders the trial run would have held or refused, each by its first such check, the newest first.

    Seven reads and one per policy version, however many orders.
    """
    first = Decision.objects.filter(is_trial=True, outcome__in=WOULD_HOLD, customer__in=customers)
    decisions = list(
        first.order_by("customer_id", "order_number", "pk")
        .distinct("customer_id", "order_number")
        .select_related("customer", "standing")
    )
    if not decisions:
        return ()
    policies = {number: policy_numbered(number=number) for number in {each.policy_number for each in decisions}}
    later = _Later.of(decisions)
    holds = []
    for each in decisions:
        freed = freed_on(
            snapshot_from_json(each.snapshot),
            policy=policies[each.policy_number],
            receipts=later.receipts(each),
            claims=later.claims.behind(each),
            until=today,
        )
        holds.append(_hold(each, freed, today))
    return tuple(sorted(holds, key=lambda hold: -hold.decision_id))


def _hold(decision: Decision, freed: date | None, today: date) -> TrialHold:
    return TrialHold(
        decision_id=decision.pk,
        order_id=decision.order_id,
        order_number=decision.order_number,
        customer_number=decision.customer.number,
        customer_name=decision.customer.name,
        checkpoint=decision.checkpoint,
        outcome=decision.outcome,
        amount=decision.amount,
        currency=decision.currency,
        causes=causes_of(verdict_of(decision)),
        decided_on=decision.decided_on,
        freed_on=freed,
        waited_days=((freed or today) - decision.decided_on).days,
    )


@dataclass(frozen=True, slots=True)
class _Later:
    """The ledger of the groups concerned, read once."""

    companies: Mapping[int, tuple[str, ...]]
    payments: Mapping[int, list[Payment]]
    claims: Claims

    @classmethod
    def of(cls, decisions: Collection[Decision]) -> "_Later":
        """Six reads."""
        groups = {each.group_id for each in decisions}
        since = min(each.decided_at for each in decisions)
        return cls(
            companies=_companies(groups),
            payments=grouped(
                Payment.objects.filter(group__in=groups, entered_at__gte=since).select_related("account", "unapplied"),
                "group_id",
            ),
            claims=Claims.of(decisions),
        )

    def receipts(self, decision: Decision) -> Iterable[Receipt]:
        """What the group paid after the check; money that was late in being entered counts from the day of the check."""
        for each in self.payments.get(decision.group_id, ()):
            if each.entered_at >= decision.decided_at:
                yield Receipt(
                    day=max(each.received_date, decision.decided_on),
                    amount=worth(each.amount, rate=each.unapplied.rate, code=each.account.kept_in),
                    currency=each.account.kept_in,
                    companies=self.companies[each.customer_id],
                    is_own=each.account_id == decision.account_id,
                )


def _companies(groups: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The number of each company of these groups and of all above it, itself first."""
    rows = list(Customer.objects.filter(group__in=groups).values_list("pk", "parent_id", "number"))
    parents = {pk: parent for pk, parent, _ in rows}
    numbers = {pk: number for pk, _, number in rows}
    return {
        pk: tuple(numbers[each] for each in (pk, *ancestors(parents=parents, customer_id=pk)) if each in numbers)
        for pk in parents
    }
