"""What machines send and receive about what happens to documents: quotes, returns, credit notes, bills, prepayments."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from ninja.params.functions import Path
from pydantic import Field, StringConstraints

from onaccount.api import examples
from onaccount.api.bodies import Body
from onaccount.api.examples import shown
from onaccount.api.shapes_in import Amount as AmountIn
from onaccount.api.shapes_in import Code, Currency, Day, Text
from onaccount.api.shapes_out import Amount

Said = Annotated[Text, StringConstraints(min_length=1)]
Invoice = Annotated[Code, Path(description="The number of the invoice.")]
DeliveryNumber = Annotated[Code, Path(description="The number of the delivery.")]
SettlementId = Annotated[int, Path(description="The id of a settlement, as the list of them says.", ge=1, le=2**62)]
BillId = Annotated[int, Path(description="The bill's id, as it was answered when it came in.", ge=1, le=2**62)]


class AgainIn(Body):
    """Nothing needs to be said; a remark may be."""

    remark: Text = Field("", examples=["The customer wants the rest after all"])


class PayerIn(Body):
    """Who pays for an order instead of the buyer."""

    payer: Code = Field(description="Customer number of whoever pays.", examples=["C1009"])


class AheadIn(Body):
    """Money that came in ahead of an order."""

    number: Code = Field(examples=["BANK-20261119-2"])
    amount: AmountIn = Field(examples=["90000.00"])
    received_date: Day = Field(examples=["2026-11-19"])
    reference: Text = Field("", examples=["Deposit 30 %"])


class ReturnIn(Body):
    """Goods of a delivery that came back."""

    number: Code = Field(examples=["RT-2026-0004"])
    delivery: Code = Field(examples=["DN-2026-0101"])
    amount: AmountIn = Field(description="Their value, VAT included.", examples=["12000.00"])
    return_date: Day = Field(examples=["2026-11-21"])
    reason: Said = Field(examples=["Damaged"])
    credit_number: Text = Field(
        "", description="The credit note's number for what was invoiced of them.", examples=["CN-2026-0004"]
    )


class CreditNoteIn(Body):
    """A credit note, VAT included; it reduces the exposure."""

    customer: Code = Field(examples=["C1002"])
    number: Code = Field(examples=["CN-2026-0012"])
    amount: AmountIn = Field(description="Above zero.", examples=["5000.00"])
    currency: Currency = "CNY"
    segment: Code = "main"
    document_date: Day = Field(examples=["2026-11-21"])
    invoice: Code | None = Field(
        None,
        description="The invoice in this currency that it corrects: it settles it, at the invoice's first rate.",
        examples=[None],
    )


class BillIn(Body):
    """A bill of exchange or e-credit note a customer pays with; it settles the oldest due items."""

    customer: Code = Field(examples=["C1002"])
    number: Code = Field(examples=["5301-2026-000431"])
    amount: AmountIn = Field(examples=["200000.00"])
    currency: Currency = "CNY"
    segment: Code = "main"
    received_date: Day = Field(examples=["2026-05-20"])
    due_date: Day = Field(examples=["2026-11-20"])
    acceptor: Said = Field(examples=["招商银行"])
    acceptor_class: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,16}$")] = Field(
        description="state_bank, city_bank, finance_company, commercial or e_credit.", examples=["state_bank"]
    )
    allocate: bool = Field(True, description="true: settle the oldest due items. false: keep it unapplied.")


class PassedIn(Body):
    """To whom a bill went, and whether that one may come back to us."""

    counterparty: Said = Field(examples=["宁波银行"])
    has_recourse: bool = Field(examples=[True])
    step_date: Day = Field(examples=["2026-06-01"])


class HonouredIn(Body):
    """The day a bill was paid."""

    step_date: Day = Field(description="A day that has come.", examples=["2026-11-20"])


class DishonouredIn(HonouredIn):
    """The day a bill was refused, and why."""

    reason: Said = Field(examples=["Account closed"])


class SplitIn(HonouredIn):
    """The parts a bill is split into; together they are the bill."""

    amounts: Annotated[list[AmountIn], Field(min_length=2, max_length=100)] = Field(
        examples=[["120000.00", "80000.00"]]
    )


class OutsideIn(Body):
    """What was settled elsewhere of an invoice."""

    amount: AmountIn = Field(examples=["1200.00"])
    reason: Said = Field(examples=["Paid to the branch"])


class PapersIn(Body):
    """The papers under which an invoice is set off or sold."""

    number: Code = Field(examples=["SO-2026-0003"])
    agreement: Code = Field(description="The signed agreement.", examples=["NET-2026-01"])
    agreed_on: Day = Field(examples=["2026-01-15"])
    cleared_on: Day = Field(examples=["2026-11-20"])


class SetOffIn(PapersIn):
    """A part of an invoice set off against what we owe the customer."""

    amount: AmountIn = Field(examples=["60000.00"])
    their_document: Code = Field(description="What we owe them by.", examples=["VI-2026-0881"])


class FactoringIn(PapersIn):
    """An invoice sold to a factor; what is open of it leaves the exposure only without recourse."""

    factor: Code = Field(examples=["Lanjiang Factoring"])
    has_recourse: bool = Field(examples=[False])
    pay_account: Text = Field(
        "", max_length=120, description="The account the customer pays to from now on.", examples=["Lanjiang Bank 6222"]
    )


class SettlementOut(Schema):
    """How a part of an invoice was settled: allocated, settled outside, or taken back."""

    model_config = shown(examples.SETTLEMENT)

    id: int
    kind: str
    amount: Amount
    against: str | None
    effective_date: date
    reversed: bool


class SettlementsOut(Schema):
    """Everything that settled an invoice, in the order in which it was written."""

    model_config = shown(examples.SETTLEMENTS)

    settlements: list[SettlementOut]


class ItemOut(Schema):
    """An invoice or credit note as it stands."""

    model_config = shown(examples.ITEM)

    number: str
    kind: str
    amount: Amount
    open_amount: Amount
    currency: str
    document_date: date
    booked: bool
    cancelled: bool


class BillOut(Schema):
    """A bill as it stands."""

    model_config = shown(examples.BILL)

    id: int
    number: str
    status: str
    amount: Amount
    open_amount: Amount
    currency: str
    due_date: date


class BillsOut(Schema):
    """The parts of a bill that was split."""

    model_config = shown(examples.BILLS)

    bills: list[BillOut]


class ReturnOut(Schema):
    """Goods that came back: how much of them reversed the delivery, and the credit note for what was invoiced."""

    model_config = shown(examples.RETURN)

    number: str
    amount: Amount
    reversed_amount: Amount
    credit_note: str | None


class DeliveryOut(Schema):
    """A delivery as it stands."""

    model_config = shown(examples.DELIVERY)

    number: str
    amount: Amount
    open_amount: Amount
    cancelled: bool


def settlement_out(row: Any) -> SettlementOut:
    """Write one settlement of an item."""
    return SettlementOut(
        id=row.pk,
        kind=row.kind,
        amount=row.amount,
        against=row.against.number if row.against else None,
        effective_date=row.effective_date,
        reversed=hasattr(row, "reversed_by"),
    )


def item_out(item: Any) -> ItemOut:
    """Write an item as it stands."""
    return ItemOut(
        number=item.number,
        kind=item.kind,
        amount=item.amount,
        open_amount=item.open_amount,
        currency=item.currency,
        document_date=item.document_date,
        booked=item.is_posted,
        cancelled=item.cancelled_at is not None,
    )


def bill_out(bill: Any) -> BillOut:
    """Write a bill as it stands."""
    return BillOut(
        id=bill.pk,
        number=bill.number,
        status=bill.status,
        amount=bill.amount,
        open_amount=bill.open_amount,
        currency=bill.currency,
        due_date=bill.due_date,
    )
