"""What a check answers 检查答复: the same whether the order was judged this moment or long ago under the same key."""

from datetime import datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from msgspec import Struct
from msgspec.structs import astuple

from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.queries.judged import Judged
from onaccount.ordercheck.rules import Checkpoint, Fate, Mode, Passed, Prepared, Verdict, fate_of, verdict_from_json


class Told(Struct, frozen=True, eq=False):
    """
    An answer of the order check. `reference` and `decided_at` are None after a dry run, of which nothing is kept.

    `prepared` is what it was judged with where it was judged this moment; it says nothing the verdict does not say.
    """

    reference: UUID | None
    order_number: str
    checkpoint: Checkpoint
    amount: Decimal
    currency: str
    said: Verdict | Passed
    policy_number: int
    is_trial: bool
    decided_at: datetime | None
    authorisation_id: int | None = None
    prepared: Prepared | None = None

    def __eq__(self, other: object) -> bool:
        """Whether the same is told, however it was prepared."""
        return isinstance(other, Told) and astuple(self)[:-1] == astuple(other)[:-1]

    __hash__ = None  # type: ignore[assignment]  # as the verdict, whose facts are not hashed

    @property
    def status(self) -> Fate:
        """What becomes of the order."""
        return fate_of(self.said.outcome, is_trial=self.is_trial)

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
            judged.snapshot.checkpoint,
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
            Checkpoint(decision.checkpoint),
            decision.amount,
            decision.currency,
            verdict_from_json(decision.verdict),
            decision.policy_number,
            decision.is_trial,
            decision.decided_at,
            decision.authorisation_id,
        )
