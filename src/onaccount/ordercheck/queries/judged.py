"""One step with the verdict on it: facts gathered, judged, nothing written."""

from decimal import Decimal

from msgspec import Struct

from onaccount.ordercheck.queries.facts import snapshot_for
from onaccount.ordercheck.queries.ground import Ground
from onaccount.ordercheck.queries.single import Beside, beside
from onaccount.ordercheck.queries.standing import Kept
from onaccount.ordercheck.queries.step import Step
from onaccount.ordercheck.rules import (
    Fate,
    Passed,
    Policy,
    Prepared,
    Snapshot,
    Verdict,
    as_bytes,
    fate,
    judge_on,
    short_snapshot,
)


class Judged(Struct, frozen=True):
    """
    What was asked, what was seen, by which policy, what follows, the standing it rests on, what was prepared on that, and whether
    the standing's row holds the findings so prepared.
    """

    step: Step
    snapshot: Snapshot
    policy: Policy
    said: Verdict | Passed
    kept: Kept
    prepared: Prepared | None = None
    is_cited: bool = False

    @property
    def exemption(self) -> str:
        """The code of the exemption under which the order stands; empty without one."""
        snapshot = self.snapshot
        found = self.policy.exemption_for(snapshot.customer, order_type=snapshot.order.order_type)
        return "" if found is None else found.code

    @property
    def uncounted(self) -> Decimal:
        """What of the order asks for no credit, in its own currency: all of it under an exemption."""
        return self.step.order.amount if self.exemption else self.step.order.uncounted

    @property
    def verdict(self) -> Verdict:
        """What was said, put together."""
        return self.said.whole if isinstance(self.said, Passed) else self.said

    @property
    def fate(self) -> Fate:
        """What becomes of the step under this policy."""
        return fate(self.said, policy=self.policy)

    @property
    def written(self) -> tuple[bytes, bytes]:
        """The snapshot as JSON, of which the journal's digest is, and what is kept of it beside the standing."""
        if self.prepared is not None:
            return self.prepared.written(self.snapshot)
        return as_bytes(self.snapshot), as_bytes(short_snapshot(self.snapshot, self.kept.standing))


def judged_on(*, step: Step, ground: Ground, policy: Policy) -> Judged:
    """
    Judge a step on ground that was read before.

    Another read only where a single order of the customer is secured, or where the policy limits salespeople.
    """
    standing = ground.standings[step.account.pk].standing
    return judged_beside(beside(step=step, standing=standing, policy=policy), step=step, ground=ground, policy=policy)


def judged_beside(found: Beside, *, step: Step, ground: Ground, policy: Policy) -> Judged:
    """Judge a step on ground that was read before, beside what stands of single documents."""
    snapshot = snapshot_for(step=step, ground=ground, beside=found)
    kept = ground.standings[step.account.pk]
    return Judged(step, snapshot, policy, judge_on(kept.standing, snapshot=snapshot, policy=policy), kept)
