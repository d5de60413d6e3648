"""
The holds of a group judged again 重新检查: the oldest first, each on what the ones before it left, all written together.

The outcome is that of judging and writing them one after another; a hundred orders are written in the statements of one.
"""

from collections.abc import Sequence
from datetime import date

from onaccount.office.journal.rules import Actor
from onaccount.ordercheck.actions.decisions import decide_many
from onaccount.ordercheck.actions.holds import Ending, clear_holds, end_hold, renew_holds
from onaccount.ordercheck.actions.orders import BEFORE_SHIPMENT, let_go
from onaccount.ordercheck.models import Decision, Hold, HoldEnd
from onaccount.ordercheck.queries import (
    Judged,
    Step,
    ground_for,
    held_steps,
    policy_numbered,
    with_new_totals,
    with_taken,
)
from onaccount.ordercheck.queries.judged import judged_beside
from onaccount.ordercheck.queries.single import Beside, Carried, beside, rests_on_documents
from onaccount.ordercheck.rules import Asked, Outcome, Policy, goes_on_by_itself, has_changed, verdict_from_json
from onaccount.trade import actions as trade
from onaccount.trade.models import Order, Stage
from onaccount.trade.queries import wholly_to_come


def reassess(*, held: Sequence[Hold], policy: Policy, today: date, actor: Actor) -> tuple[Hold, ...]:
    """
    Judge the holds of one group again in the order given, and give those whose orders went on.

    Reasons that are the same leave no trace. When they all fell away the order goes on by itself, or, where the policy
    wants a person's hand, waits with a passing verdict: ready to release 待放行.
    """
    looked = _Round(held, policy, today, actor)
    for each, step in held_steps(held=held, as_of=today).items():
        if step.checkpoint not in BEFORE_SHIPMENT and step.order.amount <= 0:
            looked.nothing_waits(each)
        else:
            looked.judge(each, step)
    looked.write()
    return tuple(looked.went_on)


class _Round:
    """Holds of one group and the ground they are judged on: read once, then carried on with every order that goes on."""

    def __init__(self, held: Sequence[Hold], policy: Policy, today: date, actor: Actor) -> None:
        self.policy, self.today, self.actor = policy, today, actor
        self.group_id = held[0].group_id
        accounts = [each.order.account for each in held]
        self.ground = ground_for(group_id=self.group_id, accounts=accounts, policy=policy, as_of=today)
        self.to_come = wholly_to_come(orders=[each.order for each in held])
        self.carried = Carried(policy)
        self.changed: list[tuple[Hold, Judged]] = []
        self.went_on: list[Hold] = []
        self.split: set[int | None] = set()  # what orders that went on were split from

    def judge(self, held: Hold, step: Step) -> None:
        """Judge one, and let what comes after see the credit it takes, and that it stands."""
        if held.order.origin_id in self.split:
            self.write()
            step = held_steps(held=[held], as_of=self.today)[held]
        judged = judged_beside(self._beside(held, step), step=step, ground=self.ground, policy=self.policy)
        if not has_changed(verdict_from_json(held.latest_decision.verdict), judged.verdict) and not self._is_let_go(
            held, judged
        ):
            return
        self.changed.append((held, judged))
        if not self._goes_on(judged):
            return
        self.went_on.append(held)
        self.split |= {held.order.origin_id} - {None}
        if self._takes_all(held.order, judged):
            self._take(held.order, step)
        elif held.order.status == Order.Status.HELD or _is_exempted(held.order, judged):
            self.write()
            self.ground = with_new_totals(self.ground, group_id=self.group_id)
            self.carried = Carried(self.policy)

    def nothing_waits(self, held: Hold) -> None:
        """End a wait for goods that are ordered no longer, or were invoiced all the same."""
        end_hold(held=held, ending=Ending(HoldEnd.Kind.CLEARED, None), actor=self.actor)
        self.went_on.append(held)

    def _beside(self, held: Hold, step: Step) -> Beside:
        """What an order that occupies something already stands beside is read without it, so everything is written before."""
        standing = self.ground.standings[step.account.pk].standing
        if held.order.status == Order.Status.HELD:
            return self.carried.beside(step=step, standing=standing)
        if rests_on_documents(standing=standing, policy=self.policy):
            self.write()
        return beside(step=step, standing=standing, policy=self.policy)

    def _take(self, order: Order, step: Step) -> None:
        stage, amount = Stage.ORDER_BEYOND if step.order.is_beyond else Stage.ORDER, step.worth(order.amount)
        self.ground = with_taken(self.ground, account_id=order.account_id, stage=stage, amount=amount)
        if stage is Stage.ORDER:
            self.carried.take(account=step.account, draft=order, amount=amount)

    def write(self) -> None:
        """Write what was judged since the last time."""
        changed, self.changed = self.changed, []
        if not changed:
            return
        decided = self._decided(changed)
        going = [(held, judged) for held, judged in changed if self._goes_on(judged)]
        self._let_go(going)
        clear_holds(cleared=[(held, decided[held]) for held, _ in going], actor=self.actor)
        waiting = [(held, decided[held]) for held, judged in changed if not self._goes_on(judged)]
        renew_holds(newer=waiting, actor=self.actor)

    def _decided(self, changed: Sequence[tuple[Hold, Judged]]) -> dict[Hold, Decision]:
        decisions = decide_many(
            judged=[judged for _, judged in changed],
            orders=[held.order for held, _ in changed],
            asked=[_asked(held) for held, _ in changed],
            actor=self.actor,
        )
        return dict(zip((held for held, _ in changed), decisions, strict=True))

    def _let_go(self, going: Sequence[tuple[Hold, Judged]]) -> None:
        """Before shipment the order occupies its credit from now on; at shipment it kept it all the time."""
        plain = [held.order for held, judged in going if self._takes_all(held.order, judged)]
        trade.occupy_orders(orders=plain, today=self.today, actor=self.actor)
        done = {order.pk for order in plain}
        for held, judged in going:
            if held.order_id not in done:
                let_go(order=held.order, judged=judged, actor=self.actor)

    def _goes_on(self, judged: Judged) -> bool:
        return goes_on_by_itself(judged.verdict.outcome, policy=self.policy)

    def _is_let_go(self, held: Hold, judged: Judged) -> bool:
        """Whether an order with the same verdict may go on because the policy says so by now and did not before."""
        newest = held.latest_decision
        if newest.policy_number == self.policy.number or not self._goes_on(judged):
            return False
        return not goes_on_by_itself(Outcome(newest.outcome), policy=policy_numbered(number=newest.policy_number))

    def _takes_all(self, order: Order, judged: Judged) -> bool:
        """Whether letting the order go is its whole amount on one stage."""
        return order.pk in self.to_come and order.status == Order.Status.HELD and not judged.exemption


def _is_exempted(order: Order, judged: Judged) -> bool:
    return judged.step.checkpoint in BEFORE_SHIPMENT and order.exemption != judged.exemption


def _asked(held: Hold) -> Asked:
    return Asked.of(client="reassessment", key=f"{held.pk}-{held.latest_decision_id}", body={})
