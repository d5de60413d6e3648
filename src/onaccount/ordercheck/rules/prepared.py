"""
The judgement of new orders, prepared 预备判定: what no order of the day changes is judged and written down once.

A standing under one policy settles most of a verdict before any order comes: every rule that looks at nothing of the order has
its finding, and its words as JSON. What is left for each order are the few rules that compare the order itself, the same pure
functions as everywhere, so that the verdict equals `judge` of the snapshot and its JSON equals `as_bytes` (laws in the tests).

What is prepared is never stale: it belongs to one standing, and a standing is never changed.
"""

from collections.abc import Callable, Collection, Mapping

from onaccount.limits.rules import SuspensionKind
from onaccount.ordercheck.rules.catalogue import CATALOGUE, STANDING_RULES
from onaccount.ordercheck.rules.facts import ZERO, Checkpoint, OrderFacts, Snapshot, StandingFacts
from onaccount.ordercheck.rules.keeping import NAMES, Kept, kept_findings, short_order, short_snapshot
from onaccount.ordercheck.rules.passing import Passed, Passing
from onaccount.ordercheck.rules.policy import Policy, RuleSetting
from onaccount.ordercheck.rules.standing import Standing, Totals, seen
from onaccount.ordercheck.rules.storage import as_bytes
from onaccount.ordercheck.rules.telling import TELLINGS, Blank, Telling, is_marked
from onaccount.ordercheck.rules.verdict import (
    Finding,
    Verdict,
    concluded,
    findings_of,
    hard_findings,
    settings_in_force,
)
from onaccount.trade.rules import Exposure

SETTLED: Mapping[str, Callable[[StandingFacts], bool]] = {
    "account_status": lambda facts: SuspensionKind.PREPAY_ONLY not in facts.suspensions,
    "previous_batch": lambda facts: not facts.batches,
    "details_changed": lambda _facts: True,  # nothing was let go yet
    "unpaid_ahead": lambda _facts: True,  # asked at the gates only
}
"""Rules that look at an order only on some standings: when they find the same for every new one."""

OF_THE_ORDER = ("exposure", "nodes", "order")
"""The parts of a new order's snapshot that are not the standing's."""


class Prepared:
    """
    One standing under one policy, ready for new orders without a type at the checkpoint `order`.

    Not for a standing with failures, and not for orders of a type, which an exemption may name.
    """

    def __init__(self, standing: Standing, *, policy: Policy) -> None:
        self.standing, self.policy = standing, policy
        nothing = OrderFacts(number="", amount=ZERO, order_date=standing.as_of, ship_date=standing.as_of)
        totals = Totals(Exposure(), {})
        self._blank = seen(standing, checkpoint=Checkpoint.ORDER, order=nothing, totals=totals, policy=policy)
        is_exempt = policy.exemption_for(standing.customer, order_type="") is not None
        shares = standing.order_covers or any(node.others for node in standing.nodes)
        self._is_alone = not shares and not is_exempt
        self._hard = hard_findings(self._blank)
        self._parts = [(setting, self._known(setting)) for setting in settings_in_force(self._blank, policy=policy)]
        self._passing = self._as_passing()
        values = {name: getattr(self._blank, name) for name in NAMES}
        self._whole = _frame(values, holes=OF_THE_ORDER)
        self._short = _frame(short_snapshot(self._blank, standing), holes=("exposure", "order"))
        self._nodes = as_bytes(self._blank.nodes)
        self._texts: dict[str, Mapping[int, bytes]] = {}

    def snapshot(self, *, order: OrderFacts, totals: Totals) -> Snapshot:
        """What the check of an order sees, as `seen` puts it together."""
        blank = self._blank
        if not self._is_alone:
            return seen(self.standing, checkpoint=blank.checkpoint, order=order, totals=totals, policy=self.policy)
        return Snapshot(
            blank.as_of,
            blank.checkpoint,
            blank.currency,
            blank.customer,
            order,
            totals.own,
            blank.nodes,
            blank.standing,
            rates=blank.rates,
        )

    @property
    def kept_findings(self) -> list[Kept] | None:
        """What can be found of an order that passes, as it is kept; None where every order is judged by itself."""
        return None if self._passing is None else kept_findings(self._passing.findings)

    def judged(self, snapshot: Snapshot) -> Verdict | Passed:
        """The verdict on a snapshot made here, whether it is put together or only filled in."""
        passed = None if self._passing is None else self._passing.verdict(snapshot)
        return passed or self.verdict(snapshot)

    def verdict(self, snapshot: Snapshot) -> Verdict:
        """The verdict on a snapshot made here, as `judge` gives it."""
        soft: list[Finding] = []
        for setting, known in self._parts:
            if known is not None:
                soft += known
            else:
                found = CATALOGUE[setting.code](snapshot, setting, self.policy)
                soft += findings_of(setting, found, snapshot=snapshot, policy=self.policy)
        return concluded(snapshot, self.policy, hard=self._hard, technical=(), soft=tuple(soft))

    def texts(self, name: str, *, write: Callable[[Finding], bytes]) -> Mapping[int, bytes]:
        """
        What `write` makes of each finding that was prepared, by the identity of the finding; written once under this name.

        The findings live as long as what is prepared, so an identity here never means another finding.
        """
        found = self._texts.get(name)
        if found is None:
            known = [*self._hard, *(each for _, part in self._parts for each in part or ())]
            found = self._texts[name] = {id(each): write(each) for each in known}
        return found

    def written(self, snapshot: Snapshot) -> tuple[bytes, bytes]:
        """A snapshot made here as `as_bytes` writes it, and what is kept of it beside the standing: `short_snapshot` so written."""
        if self.standing.order_covers:
            return as_bytes(snapshot), as_bytes(short_snapshot(snapshot, self.standing))
        exposure, order = as_bytes(snapshot.exposure), snapshot.order
        nodes = self._nodes if snapshot.nodes is self._blank.nodes else as_bytes(snapshot.nodes)
        whole = self._whole % (exposure, nodes, as_bytes(order))
        if snapshot.nodes is not self._blank.nodes:
            return whole, as_bytes(short_snapshot(snapshot, self.standing))
        return whole, self._short % (exposure, as_bytes(short_order(order)))

    def _as_passing(self) -> Passing | None:
        """How orders pass here; None where a rule has no telling or what a single order secures changes the limits."""
        unknown = (setting.code not in TELLINGS for setting, known in self._parts if known is None)
        if self.standing.order_covers or any(unknown) or is_marked(as_bytes(self._blank)):
            return None
        parts: list[Finding | Telling] = list(self._hard)
        for setting, known in self._parts:
            parts += [TELLINGS[setting.code](Blank(self._blank, setting, self.policy))] if known is None else known
        soft = tuple(each for _, known in self._parts for each in known or ())
        settled = concluded(self._blank, self.policy, hard=self._hard, technical=(), soft=soft)
        return Passing(parts=parts, settled=settled, policy=self.policy, judge=self.verdict)

    def _known(self, setting: RuleSetting) -> list[Finding] | None:
        """What a rule finds for every new order; None where it has to look at the order."""
        code = setting.code
        if code not in STANDING_RULES and not SETTLED.get(code, _never)(self.standing.facts):
            return None
        found = self.standing.measured.get(code)
        if found is None:
            found = CATALOGUE[code](self._blank, setting, self.policy)
        return findings_of(setting, found, snapshot=self._blank, policy=self.policy)


def prepared_on(standing: Standing, *, policy: Policy) -> Prepared | None:
    """Prepare a standing for new orders; None where something failed in it or may fail."""
    return Prepared(standing, policy=policy) if standing.knows_all_rates else None


def _never(_facts: StandingFacts) -> bool:
    return False


def _frame(values: Mapping[str, object], *, holes: Collection[str]) -> bytes:
    """The JSON of values with a `%b` for each that is left out, names sorted as `as_bytes` sorts them."""
    said = {name: b"%b" if name in holes else as_bytes(values[name]).replace(b"%", b"%%") for name in sorted(values)}
    return b"{%b}" % b",".join([b'"%b":%b' % (name.encode(), written) for name, written in said.items()])
