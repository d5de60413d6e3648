"""What machines send and receive about rebates 返利."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from ninja.params.functions import Path
from pydantic import Field

from onaccount.api import examples
from onaccount.api.bodies import Body
from onaccount.api.examples import shown
from onaccount.api.shapes_in import Amount as AmountIn
from onaccount.api.shapes_in import Code, Currency, Day
from onaccount.api.shapes_out import Amount
from onaccount.kernel.period import last_day_before

RebateNumber = Annotated[Code, Path(description="The number of the rebate.")]


class RebateIn(Body):
    """A rebate the customer has earned for a period, VAT included."""

    number: Code = Field(examples=["RB-2026-Q3-0002"])
    agreement: Code = Field(description="The agreement it is earned by.", examples=["AG-2026-07"])
    period_from: Day = Field(examples=["2026-07-01"])
    period_to: Day = Field(description="The last day of the period.", examples=["2026-09-30"])
    amount: AmountIn = Field(description="Above zero.", examples=["36000.00"])
    currency: Currency = "CNY"
    segment: Code = "main"
    accrued_on: Day = Field(examples=["2026-10-08"])


class ConfirmIn(Body):
    """The credit note that confirms a rebate; what it does not cover of the rebate lapses."""

    number: Code = Field(description="The credit note's number.", examples=["CN-2026-0031"])
    amount: AmountIn = Field(description="Above zero, at most what is accrued.", examples=["35400.00"])
    document_date: Day = Field(examples=["2026-11-20"])


class RebateOut(Schema):
    """A rebate as it stands: accrued, confirmed or withdrawn."""

    model_config = shown(examples.REBATE)

    number: str
    agreement: str
    period_from: date
    period_to: date
    amount: Amount
    currency: str
    accrued_on: date
    state: str
    credit_note: str | None


class RebatesOut(Schema):
    """The rebates of a customer, and by currency the pool of what is accrued and not confirmed."""

    model_config = shown(examples.REBATES)

    pool: dict[str, Amount]
    rebates: list[RebateOut]


def rebate_out(row: Any) -> RebateOut:
    """Write a rebate as it stands, its period with the last day."""
    return RebateOut(
        number=row.number,
        agreement=row.agreement,
        period_from=row.period_from,
        period_to=last_day_before(row.period_to),
        amount=row.amount,
        currency=row.currency,
        accrued_on=row.accrued_on,
        state=row.state,
        credit_note=row.credit_note.number if row.credit_note else None,
    )
