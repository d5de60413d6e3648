"""What machines send and receive where a person lets a held order go 放行: whole, in part, on a promise, or one reason of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from ninja.params.functions import Path
from pydantic import Field, StringConstraints

from onaccount.api import examples
from onaccount.api.bodies import WRITTEN_OUT, Body
from onaccount.api.examples import shown
from onaccount.api.shapes_in import Amount as AmountIn
from onaccount.api.shapes_in import Code, Day, Positions, Text
from onaccount.api.shapes_out import Amount
from onaccount.api.words import sentence
from onaccount.ordercheck.queries import HoldReason
from onaccount.ordercheck.rules import ReleaseKind

Said = Annotated[Text, StringConstraints(min_length=1)]
Rule = Annotated[
    str, StringConstraints(pattern=r"^[a-z_]{1,40}$"), Path(description="The rule the reason comes from: total_limit.")
]


class ReleaseIn(Body):
    """
    A person's word that a held order shall go on. Of kind `special` it says by when the customer promised to pay and who
    vouches for it; of kind `emergency` it is for a day and is reviewed afterwards.
    """

    reason_code: Code = Field(examples=["payment_promised"])
    remark: Text = Field("", examples=["Payment slip of 20 November seen"])
    tolerance_percent: Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2), WRITTEN_OUT] = Decimal(0)
    valid_until: Day | None = Field(
        None, description="Last day it stands; absent: the policy's days from today. Never beyond the policy's longest."
    )
    kind: ReleaseKind = Field(ReleaseKind.ORDINARY, description="ordinary, special (on a promise) or emergency.")
    promised_date: Day | None = Field(None, description="special: the day by which payment was promised.")
    vouched_by: Code | None = Field(None, description="special: sign-in name of the salesperson who vouches.")
    review_date: Day | None = Field(None, description="The day on which a second person looks at the release.")


class AskReleaseIn(Body):
    """Why a held order should go on, said to whoever has the authority."""

    reason_code: Code = Field(examples=["payment_promised"])
    remark: Said = Field(examples=["The customer pays on Friday"])
    valid_until: Day | None = Field(
        None, description="Last day it stands; absent: the policy's days from today. Never beyond the policy's longest."
    )


class PartIn(Body):
    """What of a held order is split off: whole lines, or an amount of an order without lines; not both."""

    off_lines: Positions = Field([], description="Positions of the lines, counted from one.", examples=[[]])
    off_amount: AmountIn | None = Field(None, description="Only where the order has no lines.", examples=["84000.00"])


class ReleasePartIn(ReleaseIn, PartIn):
    """A person's word that a part of a held order shall go on; what is named here stays held."""


class WaiveIn(Body):
    """Why one reason of a hold does not count for this order."""

    remark: Said = Field(examples=["Invoice INV-2026-0311 is paid, the bank's file comes tomorrow"])
    valid_until: Day | None = Field(
        None, description="Last day it stands; absent: the policy's days from today. Never beyond the policy's longest."
    )


class AuthorisationOut(Schema):
    """A release that stands."""

    model_config = shown(examples.AUTHORISATION)

    id: int
    order: str
    amount: Amount
    tolerance_percent: Amount
    valid_until: date
    reason_code: str
    kind: str
    promised_date: date | None
    vouched_by: str | None
    review_date: date | None
    decision: UUID


class PartedOut(Schema):
    """A held order in two: the number of the rest and whether it waits, and the release of the first part where there is one."""

    model_config = shown(examples.PARTED)

    order: str
    status: str
    rest: str
    rest_amount: Amount
    rest_status: str
    released: AuthorisationOut | None


class HoldReasonOut(Schema):
    """One reason of a hold. `state`: standing, cleared (it fell away) or waived (a person set it aside, `remark` says why)."""

    model_config = shown(examples.HOLD_REASON)

    rule: str
    state: str
    message: str
    since: datetime
    cleared_at: datetime | None
    waived_by: str | None
    remark: str
    valid_until: date | None


class WaivedOut(Schema):
    """What became of the order after one reason was waived: it waits for the reasons that stand, is ready, or goes on."""

    model_config = shown(examples.WAIVED)

    order: str
    status: str
    waits: bool
    reasons: list[HoldReasonOut]


def authorisation_out(given: Any, *, order: str) -> AuthorisationOut:
    """Write a release that was given just now."""
    return AuthorisationOut(
        id=given.pk,
        order=order,
        amount=given.amount,
        tolerance_percent=given.tolerance_percent,
        valid_until=given.valid_until,
        reason_code=given.reason_code,
        kind=given.kind,
        promised_date=given.promised_date,
        vouched_by=given.vouched_by.username if given.vouched_by else None,
        review_date=given.review_date,
        decision=given.decision.reference,
    )


def hold_reason_out(each: HoldReason) -> HoldReasonOut:
    """Write one reason of a hold with its state."""
    given = each.waiver
    return HoldReasonOut(
        rule=each.rule,
        state="standing" if each.cleared_at is None else "waived" if given else "cleared",
        message=sentence(each.reason),
        since=each.since,
        cleared_at=each.cleared_at,
        waived_by=given.actor if given else None,
        remark=given.remark if given else "",
        valid_until=given.valid_until if given else None,
    )
