"""What a check answers 检查答复: the same whether the order was judged this moment or long ago under the same key."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.queries.judged import Judged
from onaccount.ordercheck.rules import Fate, Mode, Outcome, Passed, Prepared, Verdict, fate_of, verdict_from_json


@dataclass(frozen=True, slots=True)
class Told:
    """
    An answer of the order check. `reference` and `decided_at` are None after a dry run, of which nothing is kept.

    `prepared` is what it was judged with where it was judged this moment; it says nothing the verdict does not say.
    """

    reference: UUID | None
    order_number: str
    checkpoint: str
    status: Fate
    amount: Decimal
    currency: str
    said: Verdict | Passed
    policy_number: int
    is_trial: bool
    decided_at: datetime | None
    authorisation_id: int | None = None
    prepared: Prepared | None = field(default=None, compare=False)

    @property
    def verdict(self) -> Verdict:
        """What was said, put together."""
        return self.said.whole if isinstance(self.said, Passed) else self.said

    @classmethod
    def of_judged(cls, judged: Judged, *, reference: UUID | None, at: datetime | None) -> Self:
        """What was judged this moment."""
        return cls(
            reference,
            judged.snapshot.order.number,
            judged.snapshot.checkpoint.value,
            judged.fate,
            judged.snapshot.order.amount,
            judged.snapshot.currency,
            judged.said,
            judged.policy.number,
            judged.policy.mode is Mode.TRIAL,
            at,
            prepared=judged.prepared,
        )

    @classmethod
    def of_kept(cls, decision: Decision) -> Self:
        """What was decided before and is told again."""
        return cls(
            decision.reference,
            decision.order_number,
            decision.checkpoint,
            fate_of(Outcome(decision.outcome), is_trial=decision.is_trial),
            decision.amount,
            decision.currency,
            verdict_from_json(decision.verdict),
            decision.policy_number,
            decision.is_trial,
            decision.decided_at,
            decision.authorisation_id,
        )
