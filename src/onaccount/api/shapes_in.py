"""What machines send: every field with its bounds, an example, and a description that stands in the OpenAPI document."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils import timezone
from ninja.params.functions import Header, Path, Query
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from onaccount.api.bodies import WRITTEN_OUT, Body

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)


def _sensible(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"a day between {FIRST_DAY} and {LAST_DAY}")
    return day


def _in_company_time(moment: datetime) -> datetime:
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


Code = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=60, pattern=r"^[^\s\x00-\x1f\x7f/](?:[^\x00-\x1f\x7f/]*[^\s\x00-\x1f\x7f/])?$"
    ),
]
Text = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
Unit = Annotated[str, StringConstraints(max_length=20, pattern=r"^[^\x00-\x1f\x7f]*$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Amount = Annotated[Decimal, Field(gt=0, le=10**12, max_digits=16, decimal_places=3), WRITTEN_OUT]
Quantity = Annotated[Decimal, Field(ge=0, le=10**12, max_digits=16, decimal_places=3), WRITTEN_OUT]
OrderType = Annotated[str, StringConstraints(max_length=20, pattern=r"^[a-z0-9_-]*$")]
OF_TYPE: Any = Field(
    "", description="A word of your own, such as sample; the policy's exemptions name it.", examples=[""]
)
Day = Annotated[date, AfterValidator(_sensible)]
Moment = Annotated[datetime, AfterValidator(_in_company_time)]
KeyText = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[!-~]+$")]
_KEY: Any = Header(
    alias="Idempotency-Key",
    description="Chosen by the caller, once per act. The same key with the same body is answered as the first time.",
    example="erp-so-2026-0077",
)
Key = Annotated[KeyText, _KEY]
KeyIfAny = Annotated[KeyText | None, _KEY]
Number = Annotated[Code, Path(description="The number of the order or customer.")]
DayAsked: Any = Query(None, description="The day asked about; absent: today.")
MomentAsked: Any = Query(
    None,
    description="As it was known at this moment, in the company's time zone where it names none; absent: as it is known now.",
)
CustomerAsked: Any = Query(None, description="Only of this customer.")
OutcomeAsked: Any = Query(
    None, description="Only with this outcome: release, warn, hold, refuse or failed (it waits for data)."
)
AfterAsked: Any = Query(None, description="What `next` said in the answer before; absent: from the newest.")
AfterOrderAsked: Any = Query(
    None, description="The order the answer before ended with; absent: from the longest waiting."
)
Count = Annotated[int, Query(ge=1, le=200, description="At most so many.")]
DayWanted = Annotated[Day, Path(description="The day asked about.")]
Reference = Annotated[UUID, Path(description="The reference of a decision.")]


Positions = Annotated[list[Annotated[int, Field(ge=1, le=1000)]], Field(max_length=1000)]


class LineIn(Body):
    """One line of an order, VAT included or priced net with its rate."""

    item: Code
    quantity: Quantity
    unit_price: Annotated[Decimal, Field(ge=0, le=10**12, max_digits=18, decimal_places=6), WRITTEN_OUT]
    amount: Quantity
    description: Text = ""
    prepaid: bool = Field(False, description="true: due before the goods leave; asks for no credit.")
    tax_percent: Annotated[Decimal, Field(ge=0, le=100, max_digits=7, decimal_places=4), WRITTEN_OUT] | None = Field(
        None,
        description="Where price and amount of the line are net: the rate by which it is grossed up. The order's amount is gross.",
        examples=[None],
    )
    unit: Unit = Field("", description="The unit of the quantity, in words of your own.", examples=["t"])
    ship_date: Day | None = Field(
        None,
        description="The day the line ships; absent: with the order. The order's ship date is that of its first line.",
        examples=["2026-11-25"],
    )


class MilestoneIn(Body):
    """A part of the price and the event by which it is due; either a percentage of the order or an amount."""

    trigger: Literal["on_order", "before_shipment", "on_delivery", "on_acceptance", "retention"] = Field(
        examples=["before_shipment"]
    )
    percent: Annotated[Decimal, Field(gt=0, le=100, max_digits=7, decimal_places=4), WRITTEN_OUT] | None = Field(
        None, examples=["30"]
    )
    amount: Amount | None = None
    days: Annotated[int, Field(ge=0, le=3650)] = Field(0, description="So many days after the event.")


Milestones = Annotated[list[MilestoneIn], Field(max_length=5)]
SCHEDULE: Any = Field(
    [],
    description="The payment schedule; together the whole order. What is due before shipment asks for no credit.",
    examples=[[{"trigger": "on_order", "percent": "30"}, {"trigger": "on_delivery", "percent": "70", "days": 30}]],
)


class OrderIn(Body):
    """A sales order, VAT included."""

    customer: Code = Field(description="Customer number.", examples=["C1002"])
    number: Code = Field(description="The order's number in your system.", examples=["SO-2026-0077"])
    amount: Amount = Field(examples=["300000.00"])
    currency: Currency = Field("CNY", examples=["CNY"])
    segment: Code = Field("main", description="Credit segment.", examples=["main"])
    order_date: Day = Field(examples=["2026-11-20"])
    ship_date: Day = Field(examples=["2026-11-25"])
    credit_days: Annotated[int, Field(ge=0, le=3650)] | None = Field(
        None, description="Credit days asked for; absent: the agreed ones.", examples=[60]
    )
    ship_to: Text = ""
    payer: Code | None = Field(
        None,
        description="Customer number of another company that pays; the order occupies its credit.",
        examples=[None],
    )
    order_type: OrderType = OF_TYPE
    lines: Annotated[list[LineIn], Field(max_length=1000)] = []
    milestones: Milestones = SCHEDULE


class CheckIn(OrderIn):
    """An order to be checked before it stands; goods of a standing one are asked about at `POST /orders/{number}/check`."""

    checkpoint: Literal["order", "quote"] = Field(
        "order", description="quote: judged as `POST /quotes` does, always dry.", examples=["order"]
    )
    dry_run: bool = Field(True, description="true: judge and keep nothing. false: place the order, like POST /orders.")


class ChangeIn(Body):
    """What an order shall say from now on."""

    amount: Amount = Field(examples=["320000.00"])
    order_date: Day = Field(examples=["2026-11-20"])
    ship_date: Day = Field(examples=["2026-11-25"])
    credit_days: Annotated[int, Field(ge=0, le=3650)] | None = None
    ship_to: Text = ""
    order_type: OrderType = OF_TYPE
    lines: Annotated[list[LineIn], Field(max_length=1000)] = []
    milestones: Milestones = SCHEDULE


class ReasonIn(Body):
    """Why an order ends."""

    reason: Annotated[Text, StringConstraints(min_length=1)] = Field(examples=["Customer withdrew"])


class DeliveryIn(Body):
    """Goods about to leave."""

    number: Code = Field(examples=["DN-2026-0101"])
    amount: Amount = Field(description="Their value, VAT included.", examples=["300000.00"])
    delivery_date: Day = Field(examples=["2026-11-20"])
    consigned: bool = Field(False, description="true: on consignment, ours until the customer reports their use.")


class CheckpointIn(Body):
    """Goods of an order that reach picking or invoicing."""

    checkpoint: Literal["pick", "invoice"] = Field(examples=["pick"])
    amount: Amount | None = Field(None, description="Absent: all that is left for the step.", examples=["300000.00"])


class GoodsCheckIn(Body):
    """Goods of a standing order, to be asked about before anything is done; without `amount` and `lines` all that is left."""

    checkpoint: Literal["pick", "ship", "invoice"] = Field(examples=["ship"])
    amount: Amount | None = Field(None, description="Their value, VAT included.", examples=["120000.00"])
    lines: Positions = Field([], description="Positions of the lines they are, counted from one, instead of `amount`.")
    consigned: bool = Field(False, description="true: as `POST /orders/{number}/deliveries` says it; only at `ship`.")

    @model_validator(mode="after")
    def _once(self) -> "GoodsCheckIn":
        if self.lines and self.amount is not None:
            raise ValueError("lines or amount, not both")
        if self.consigned and self.checkpoint != "ship":
            raise ValueError("consigned is said of goods that are shipped")
        return self


class InvoiceIn(Body):
    """An invoice for an order, VAT included."""

    number: Code = Field(examples=["INV-2026-0500"])
    amount: Amount = Field(examples=["300000.00"])
    document_date: Day = Field(examples=["2026-11-20"])
    due_date: Day | None = Field(None, description="Absent: computed from the credit days.")
    delivery: Code | None = Field(None, description="The delivery it is for.", examples=["DN-2026-0101"])
    booked: bool = Field(True, description="false: made, but not in the books yet.")


class PaymentIn(Body):
    """Money that came in."""

    customer: Code = Field(examples=["C1002"])
    number: Code = Field(examples=["BANK-20261121-7"])
    amount: Amount = Field(examples=["84000.00"])
    currency: Currency = "CNY"
    segment: Code = "main"
    received_date: Day = Field(examples=["2026-11-21"])
    method: Annotated[str, StringConstraints(max_length=20, pattern=r"^[a-z_]*$")] = "transfer"
    reference: Text = ""
    allocate: bool = Field(True, description="true: settle the oldest due items. false: keep it unapplied.")
