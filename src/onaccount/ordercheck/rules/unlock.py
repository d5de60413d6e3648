"""
The cheapest unlock 最小解锁方案: the smallest set of actions after which a held order would pass.

Terms: family 措施类别 (pay, deposit, split off, shorten terms, temporary limit), way 方案, binding node 卡住的额度节点.
The order check itself is the judge of every plan, so a way that is offered is a way that works, whatever rules the policy
has. Within a family the answer is exact for up to twenty open items or lines: least money first, then fewest actions. A
family that cannot do it alone takes the fewest others along, each only for what the family cannot cure. What only a
second person lifts has no way at all.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import combinations

from msgspec.structs import replace

from onaccount.kernel.currencies import CURRENCIES
from onaccount.kernel.money import Money
from onaccount.ordercheck.rules.arithmetic import headrooms
from onaccount.ordercheck.rules.converting import most_worth, smallest_of
from onaccount.ordercheck.rules.facts import ZERO, Snapshot
from onaccount.ordercheck.rules.unlock_plan import Held, OpenItem, Plan, raisable, verdict_with
from onaccount.ordercheck.rules.unlock_search import EXACT_UP_TO, cheapest_subset, smallest
from onaccount.ordercheck.rules.unlock_ways import Action, Binding, Family, Unlock, Way
from onaccount.trade.rules.valuation import worth

MOST_MINOR = 10**15
STANDARD_DAYS = 30
TWO = 2  # lines: with fewer an order is split by an amount
LEAST_PART = Decimal("0.01")
"""What of an order each part of a split has at least: a smaller one is nothing anybody would send for its own sake."""


def unlock(held: Held) -> Unlock:
    """Say what is the least one could do to let a held order pass, in every family that can."""
    verdict = verdict_with(Plan(), held=held)
    binding = _binding(held)
    if verdict.passes:
        return Unlock((), ())
    if verdict.is_hard:
        return Unlock((), binding, tuple(finding.reason.code for finding in verdict.standing if finding.is_hard))
    search = _Search(held)
    ways = {way.actions: way for way in map(search.best, Family) if way is not None}
    ranked = tuple(sorted(ways.values(), key=lambda way: (way.money, len(way.actions))))
    is_exact = max(len(held.items), len(held.lines)) <= EXACT_UP_TO
    return Unlock(ranked, binding, () if ranked else search.incurable(), is_exact)


def _binding(held: Held) -> tuple[Binding, ...]:
    broken = (each for each in headrooms(held.snapshot, policy=held.policy) if each.over > 0)
    return tuple(
        Binding(each.node.number, each.node.name, each.node.is_group, each.node.segment, each.over)
        for each in sorted(broken, key=lambda each: -each.over)
        if not held.snapshot.order.is_beyond
    )


class _Search:
    """One search: the held order, and how far each family could go at most."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.cent = Decimal(1).scaleb(-CURRENCIES[held.snapshot.currency].minor_units)
        self.nodes = raisable(held.snapshot)
        self.utmost: Mapping[Family, Callable[[Plan], Plan]] = {
            Family.PAY: lambda plan: replace(plan, paid=frozenset(range(len(held.items)))),
            Family.DEPOSIT: lambda plan: replace(plan, deposit=_everything(held.snapshot)),
            Family.SPLIT: self._all_but_least,
            Family.TERMS: lambda plan: plan if held.snapshot.order.credit_days is None else replace(plan, days=0),
            Family.TEMPORARY: lambda plan: replace(plan, raised=dict.fromkeys(self.nodes, self.cent * MOST_MINOR)),
        }
        self.least: Mapping[Family, Callable[[Plan], Plan]] = {
            Family.PAY: self._least_paid,
            Family.DEPOSIT: self._least_deposit,
            Family.SPLIT: self._least_split,
            Family.TERMS: self._longest_terms,
            Family.TEMPORARY: self._least_raised,
        }

    def best(self, family: Family) -> Way | None:
        """The best way that uses a family, with as few others as possible; none if it does not help."""
        others = [each for each in Family if each not in {family, Family.TEMPORARY}]  # a lent limit leads, never helps
        for size in range(len(others) + 1):
            ways = [way for with_it in combinations(others, size) for way in self._way(family, with_it)]
            if ways:  # with the fewest helpers; where they do not need the family, it is not a way of its own
                own = [way for way in ways if any(action.family is family for action in way.actions)]
                return min(own, key=lambda way: (way.money, len(way.actions)), default=None)
        return None

    def incurable(self) -> tuple[str, ...]:
        """The reasons that would stand even if everything were done; those of the whole order where next to nothing of it could go."""
        whole = Plan()
        for family in (each for each in Family if each is not Family.SPLIT):
            whole = self.utmost[family](whole)
        left = (verdict_with(plan, held=self.held).standing for plan in (self.utmost[Family.SPLIT](whole), whole))
        return tuple(finding.reason.code for finding in next(filter(None, left), ()))

    def _way(self, family: Family, with_it: tuple[Family, ...]) -> Iterator[Way]:
        """
        The helpers do only what the family cannot: each is made as small as can be while it goes as far as it can. Where next to
        nothing of the order would go then, it is the family that does only what they cannot.
        """
        utmost = Plan()
        for each in (family, *with_it):
            utmost = self.utmost[each](utmost)
        if not self._passes(utmost):
            return
        for turns in ((*with_it, family), (family, *with_it)):
            plan = utmost
            for each in turns:
                plan = self.least[each](plan)
            if self._is_worth_sending(plan):
                yield Way(family, tuple(self._actions(plan)))
                return

    def _is_worth_sending(self, plan: Plan) -> bool:
        whole = self.held.snapshot.order.amount
        off = plan.cut + sum((self.held.lines[each].amount for each in plan.off), ZERO)
        return not off or whole - off >= whole * LEAST_PART

    def _passes(self, plan: Plan) -> bool:
        return verdict_with(plan, held=self.held).passes

    def _least_paid(self, plan: Plan) -> Plan:
        """Items nothing can replace are paid; among the others the cheapest set that is enough."""
        items, everything = self.held.items, frozenset(range(len(self.held.items)))

        def enough(paid: frozenset[int]) -> bool:
            return self._passes(replace(plan, paid=paid))

        if len(items) > EXACT_UP_TO * 10:
            return replace(plan, paid=_oldest_first(items, enough))
        must = frozenset(each for each in everything if not enough(everything - {each}))
        must, rest = _narrowed(must, sorted(everything - must, key=lambda each: -items[each].amount), enough)
        more = max(ZERO, self._least_money(plan, everything) - sum((items[each].amount for each in must), ZERO))
        found = cheapest_subset(
            [items[each].amount for each in rest],
            least=more,
            accepts=lambda chosen: enough(must | {rest[each] for each in chosen}),
        )
        return replace(plan, paid=everything if found is None else must | {rest[each] for each in found})

    def _least_money(self, plan: Plan, everything: frozenset[int]) -> Decimal:
        """What has to be paid at least, were every item that counts as overdue paid for nothing."""
        own = sum((item.amount for item in self.held.items if item.is_own), ZERO)

        def enough(cents: int) -> bool:
            back = max(ZERO, own - cents * self.cent)
            return verdict_with(replace(plan, paid=everything), held=_owing(self.held, back)).passes

        found = smallest(enough, most=_minor(own, self.cent))
        return ZERO if found is None else found * self.cent

    def _least_deposit(self, plan: Plan) -> Plan:
        return replace(plan, deposit=self._least_amount(plan.deposit, lambda money: replace(plan, deposit=money)))

    def _least_split(self, plan: Plan) -> Plan:
        parts = self.held.lines
        if len(parts) < TWO:
            return replace(plan, cut=self._worth_an_order(plan))
        if len(parts) > EXACT_UP_TO:
            return plan
        whole = self.held.snapshot.order.amount
        found = cheapest_subset(
            [part.amount for part in parts],
            least=ZERO,
            accepts=lambda off: self._leaves_some(off, whole) and self._passes(replace(plan, off=off)),
        )
        return plan if found is None else replace(plan, off=found)

    def _worth_an_order(self, plan: Plan) -> Decimal:
        """The least that has to wait, but no less than is worth an order of its own, up to what the plan cuts off."""
        least = self._least_amount(plan.cut, lambda money: replace(plan, cut=money))
        part = _minor(self.held.snapshot.order.amount * LEAST_PART, self.cent) * self.cent
        return min(plan.cut, max(least, part)) if least else least

    def _longest_terms(self, plan: Plan) -> Plan:
        asked = self.held.snapshot.order.credit_days
        if asked is None:
            return plan
        shorter = smallest(lambda less: self._passes(replace(plan, days=asked - less)), most=asked)
        return replace(plan, days=asked - shorter if shorter else None)

    def _least_raised(self, plan: Plan) -> Plan:
        """Each limit by itself, the others out of the way; then every rise is tried once more for being too much."""
        for node in self.nodes * 2:
            plan = self._lowered(plan, node)
        return plan

    def _lowered(self, plan: Plan, node: int) -> Plan:
        def with_rise(by: Decimal) -> Plan:
            return replace(plan, raised={**plan.raised, node: by})

        return with_rise(self._least_amount(plan.raised[node], with_rise))

    def _least_amount(self, most: Decimal, done: Callable[[Decimal], Plan]) -> Decimal:
        found = smallest(lambda cents: self._passes(done(cents * self.cent)), most=_minor(most, self.cent))
        return most if found is None else found * self.cent

    def _all_but_least(self, plan: Plan) -> Plan:
        parts = self.held.lines
        if len(parts) < TWO:
            return replace(plan, cut=self.held.snapshot.order.amount - self._least_left())
        everything, whole = frozenset(range(len(parts))), self.held.snapshot.order.amount
        keeps = [
            each for each in sorted(everything, key=lambda each: parts[each].amount) if 0 < parts[each].amount < whole
        ]
        return replace(plan, off=everything - {keeps[0]}) if keeps else plan

    def _least_left(self) -> Decimal:
        """A minor unit of the order's currency stays with it, and of the account's."""
        foreign, into = self.held.snapshot.order.foreign, self.held.snapshot.currency
        return (
            self.cent if foreign is None else max(self.cent, worth(smallest_of(foreign), rate=foreign.rate, code=into))
        )

    def _cut_of_order(self, cut: Decimal) -> Money | None:
        order, into = self.held.snapshot.order, self.held.snapshot.currency
        if order.foreign is None:
            return None
        stays = most_worth(order.foreign, at_most=order.amount - cut, into=into)
        return Money(order.foreign.amount - stays, order.foreign.currency).rounded()

    def _leaves_some(self, off: frozenset[int], whole: Decimal) -> bool:
        """Both orders ask for something: a line may take off 折扣 instead of adding."""
        return not off or 0 < sum((self.held.lines[each].amount for each in off), ZERO) < whole

    def _actions(self, plan: Plan) -> Iterator[Action]:
        held, order = self.held, self.held.snapshot.order
        for item in sorted((held.items[each] for each in plan.paid), key=lambda item: (item.due_date, item.number)):
            yield Action(Family.PAY, item.amount, item.number)
        if plan.deposit:
            yield Action(Family.DEPOSIT, plan.deposit)
        for part in sorted((held.lines[each] for each in plan.off), key=lambda part: part.position):
            yield Action(Family.SPLIT, part.amount, str(part.position))
        if plan.cut:
            yield Action(Family.SPLIT, plan.cut, of_order=self._cut_of_order(plan.cut))
        if plan.days is not None and plan.days != order.credit_days:
            yield Action(Family.TERMS, days=plan.days)
        for node in (each for each in self.nodes if plan.raised.get(each)):
            of = held.snapshot.nodes[node]
            yield Action(
                Family.TEMPORARY,
                plan.raised[node],
                of.number,
                until=_until(held.snapshot),
                running=of.limit.temporary,
                is_group=of.is_group,
                segment=of.segment,
            )


def _until(snapshot: Snapshot) -> date:
    """The day the order is due if it ships as planned: so long it occupies what the limit was raised for."""
    order = snapshot.order
    days = order.credit_days if order.credit_days is not None else snapshot.standing.credit_days
    return max(order.ship_date, snapshot.as_of) + timedelta(days=STANDARD_DAYS if days is None else days)


def _everything(snapshot: Snapshot) -> Decimal:
    return snapshot.exposure.gross + snapshot.order.amount + snapshot.order.uncounted


def _owing(held: Held, back: Decimal) -> Held:
    """The same with this much of what stands in the account left over when all its items are paid."""
    seen = held.snapshot
    return replace(
        held, snapshot=replace(seen, exposure=replace(seen.exposure, receivable=seen.exposure.receivable + back))
    )


def _narrowed(
    must: frozenset[int], rest: list[int], enough: Callable[[frozenset[int]], bool]
) -> tuple[frozenset[int], list[int]]:
    """Of more items than can be searched, the largest are taken until twenty are left that are enough."""
    while len(rest) > EXACT_UP_TO and not enough(must | frozenset(rest[1 : EXACT_UP_TO + 1])):
        must, rest = must | {rest[0]}, rest[1:]
    return must, rest if len(rest) <= EXACT_UP_TO else rest[1 : EXACT_UP_TO + 1]


def _oldest_first(items: tuple[OpenItem, ...], enough: Callable[[frozenset[int]], bool]) -> frozenset[int]:
    order = sorted(range(len(items)), key=lambda each: items[each].due_date)
    found = smallest(lambda count: enough(frozenset(order[:count])), most=len(order))
    return frozenset(order if found is None else order[:found])


def _minor(amount: Decimal, cent: Decimal) -> int:
    """In minor units, rounded up."""
    return int((amount / cent).to_integral_value(ROUND_CEILING))
