"""What machines send and receive about facts a check rests on 信用状态: marks on items, security, grade, lists, review, sources."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from ninja.params.functions import Path
from pydantic import Field, StringConstraints

from onaccount.api import examples
from onaccount.api.bodies import WRITTEN_OUT, Body
from onaccount.api.examples import shown
from onaccount.api.shapes_in import Amount as AmountIn
from onaccount.api.shapes_in import Code, Currency, Day, Text
from onaccount.api.shapes_out import Amount
from onaccount.cover.rules import CoverKind, CoverOutcome
from onaccount.kernel.period import last_day_before
from onaccount.limits.rules import ListingKind
from onaccount.office.trays.intake.rules import SourceWord
from onaccount.trade.rules import DisputeCause, DisputeOutcome, PromiseOutcome

Said = Annotated[Text, StringConstraints(min_length=1)]
FactId = Annotated[int, Path(description="The id under which the fact was answered or is read.", ge=1, le=2**62)]
Invoices = Annotated[list[Code], Field(min_length=1, max_length=200, examples=[["INV-2026-0500"]])]


class DisputeIn(Body):
    """The customer objects to an invoice, or a part of it."""

    invoice: Code = Field(examples=["INV-2026-0500"])
    cause: DisputeCause = Field(examples=["quantity"])
    amount: AmountIn | None = Field(None, description="Absent: all that is open.", examples=["12000.00"])
    raised_on: Day = Field(examples=["2026-11-18"])
    remark: Text = Field("", examples=["Two pallets short"])


class DisputeEndIn(Body):
    """Who was right in the end."""

    outcome: DisputeOutcome = Field(examples=["compromise"])
    ended_on: Day = Field(examples=["2026-11-20"])
    remark: Text = Field("", examples=["Credit note CN-2026-0012"])


class PromiseIn(Body):
    """The customer promised to pay invoices by a day."""

    invoices: Invoices
    promised_date: Day = Field(examples=["2026-11-30"])
    given_on: Day = Field(examples=["2026-11-20"])
    given_by: Text = Field("", examples=["Chen, accounts payable"])
    remark: Text = ""


class PromiseEndIn(Body):
    """What became of a promise; kept and broken are found without you when money comes or the day passes."""

    outcome: PromiseOutcome = Field(examples=["withdrawn"])
    ended_on: Day = Field(examples=["2026-11-20"])
    remark: Text = ""


class DemandIn(Body):
    """Invoices were demanded at a level, 1 for a reminder."""

    invoices: Invoices
    level: Annotated[int, Field(ge=1, le=9)] = Field(examples=[2])
    sent_on: Day = Field(examples=["2026-11-20"])
    remark: Text = ""


class FactEndIn(Body):
    """From which day a fact does not hold any more, and why."""

    ended_on: Day = Field(examples=["2026-11-20"])
    reason: Said = Field(examples=["Sent in error"])


class CoverIn(Body):
    """Something that secures us, from its paper."""

    kind: CoverKind = Field(examples=["guarantee"])
    value: AmountIn = Field(examples=["500000.00"])
    currency: Currency = "CNY"
    percent: Annotated[Decimal, Field(gt=0, le=100, max_digits=5, decimal_places=2), WRITTEN_OUT] = Field(
        Decimal(100), description="The share that counts."
    )
    is_in_exposure: bool = Field(False, description="The value is inside the exposure already.")
    valid_from: Day = Field(examples=["2026-07-01"])
    last_day: Day | None = Field(None, description="Absent: until it is revoked.", examples=["2027-06-30"])
    giver: Said = Field(examples=["招商银行"])
    reference: Text = Field("", description="Number of the paper.")
    order: Text = Field("", description="Only for this order; absent: for the whole customer.")
    remark: Text = ""


class CoverEndIn(FactEndIn):
    """How a security ended."""

    outcome: CoverOutcome = Field(examples=["returned"])


class GradeIn(Body):
    """A grade given outside."""

    grade: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}[+-]?$")] = Field(examples=["BBB"])
    given_on: Day = Field(examples=["2026-11-20"])
    last_day: Day | None = Field(None, description="Absent: until the next grade.")
    source: Said = Field(examples=["Credit agency, report of November"])
    remark: Text = ""


class ListingIn(Body):
    """A list the customer is put on. Only the positive list lapses by itself."""

    kind: ListingKind = Field(examples=["negative"])
    source: Text = Field("", examples=["Court register"])
    reason: Said = Field(examples=["Enforcement record of 12 November"])
    valid_from: Day = Field(examples=["2026-11-20"])
    last_day: Day | None = None


class LiftIn(Body):
    """Why a customer is taken off a list; from a negative or sanctions list only a second person may."""

    reason: Said = Field(examples=["Debt paid, record closed"])


class ReviewIn(Body):
    """The day by which the customer is to be reviewed; null: none is planned."""

    review_date: Day | None = Field(examples=["2027-03-31"])
    reason: Text = ""


class NotedOut(Schema):
    """What was noted or ended: its kind, and the ids under which it is read and ended."""

    model_config = shown(examples.NOTED)

    customer: str
    kind: str
    ids: list[int]


class MarkOut(Schema):
    """A dispute, promise or demand on an invoice. `state`: for a promise also kept, broken, moved, withdrawn, paid, late."""

    id: int
    invoice: str
    state: str
    open_amount: Amount
    currency: str
    amount: Amount | None = None
    cause: str | None = None
    level: int | None = None
    promised_date: date | None = None


class CoverOut(Schema):
    """A security; `counts` is what it adds to the credit while it counts."""

    id: int
    kind: str
    state: str
    value: Amount
    counts: Amount
    currency: str
    last_day: date | None


class ListingOut(Schema):
    """A list the customer stands on, or stood on."""

    id: int
    kind: str
    stands: bool
    reason: str


class StandingOut(Schema):
    """What holds for a customer whatever it orders, of each kind the latest fifty."""

    model_config = shown(examples.STANDING)

    customer: str
    grade: str | None
    review_date: date | None
    classes: list[str]
    disputes: list[MarkOut]
    promises: list[MarkOut]
    demands: list[MarkOut]
    covers: list[CoverOut]
    listings: list[ListingOut]


class SourceOut(Schema):
    """
    An outside source of facts: when it last delivered all it had (null: never yet), how old that is, whether the check calls
    it stale, and whether it said since that it cannot be reached.
    """

    model_config = shown(examples.SOURCE)

    source: str
    last_delivery: date | None
    days: int | None
    stale_after_days: int | None
    is_stale: bool
    is_unreachable: bool


class SourceReportIn(Body):
    """What a source says of itself: `delivered` all it had, `unreachable` for now, or `ended`, never to be waited for again."""

    state: SourceWord = Field(examples=["unreachable"])
    remark: Text = Field("", examples=["The ERP's database is down"])


def standing_out(found: Any) -> StandingOut:
    """Write everything that holds for a customer."""
    return StandingOut(
        customer=found.customer.number,
        grade=None if found.grade is None else found.grade.grade,
        review_date=found.review_date,
        classes=list(found.classes),
        disputes=[_mark(row, amount=row.amount, cause=row.cause) for row in found.disputes],
        promises=[_mark(row, state=row.state, promised_date=row.promised_date) for row in found.promises],
        demands=[_mark(row, level=row.level) for row in found.demands],
        covers=[_cover(row) for row in found.covers],
        listings=[
            ListingOut(id=row.pk, kind=row.kind, stands=not hasattr(row, "lift"), reason=row.reason)
            for row in found.listings
        ],
    )


def _mark(row: Any, *, state: str = "", **more: Any) -> MarkOut:
    item, stands = row.item, "ended" if hasattr(row, "end") else "stands"
    facts = {"invoice": item.number, "open_amount": item.open_amount, "currency": item.currency}
    return MarkOut(id=row.pk, state=state or stands, **facts, **more)


def _cover(row: Any) -> CoverOut:
    last_day = last_day_before(row.valid_to)
    facts = {"kind": row.kind, "state": row.state, "value": row.value, "counts": row.counts, "currency": row.currency}
    return CoverOut(id=row.pk, last_day=last_day, **facts)
