"""Exchange rates over the interface 汇率: what an ERP or a bank's feed delivers every morning, and what holds."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from ninja import Router, Schema, Status
from pydantic import Field

from onaccount.api import examples
from onaccount.api.bodies import Body
from onaccount.api.errors import PROBLEMS
from onaccount.api.examples import shown
from onaccount.api.finding import answered, asked, by
from onaccount.api.shapes_in import Currency, Day, Key, Text
from onaccount.api.shapes_out import Amount
from onaccount.lifecycle import rate_entered
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.rates.queries import EnteredRate, exchange_rates
from onaccount.office.rates.rules import RateDraft

FEED = "imports.run"
SHOWN = 1000
router = Router(tags=["sources"])
Worth = Annotated[
    Decimal,
    Field(
        gt=0, max_digits=18, decimal_places=8, description="What one unit is worth, a decimal of eight places at most."
    ),
]


class RateIn(Body):
    """What one unit of `currency` is worth in `target` from a day on."""

    currency: Currency = Field(examples=["USD"])
    target: Currency = Field(examples=["CNY"])
    value: Worth = Field(examples=["7.0980"])
    valid_from: Day = Field(description="Today or a day that has passed.", examples=["2026-11-21"])
    published_by: Text = Field(max_length=120, examples=["PBOC"])
    is_sure: bool = Field(
        default=False,
        description="Enter it although the day has another rate, or the rate before it is more than a tenth away.",
    )


class RateOut(Schema):
    """A rate as it was entered; of two rates of one pair and day the later one `holds`."""

    model_config = shown(examples.RATE)

    currency: str
    target: str
    value: Amount
    valid_from: date
    published_by: str
    holds: bool


class EnteredOut(Schema):
    """The rate that holds now; `is_new` unless it was known before this call."""

    model_config = shown({"rate": examples.RATE, "is_new": True})

    rate: RateOut
    is_new: bool


class RatesOut(Schema):
    """The rates that were entered, the newest day first."""

    model_config = shown(examples.RATES)

    rates: list[RateOut]


@router.get("", response={200: RatesOut, **PROBLEMS}, summary="Exchange rates")
@permission(FEED)
def entered(request: SignedRequest) -> RatesOut:  # noqa: ARG001 the router passes it
    """The newest thousand exchange rates that were entered; an amount is converted at the newest of its day, whichever way round."""
    return RatesOut(rates=[_rate_out(each) for each in exchange_rates(at_most=SHOWN)])


@router.post("", response={201: EnteredOut, **PROBLEMS}, summary="Enter an exchange rate")
@permission(FEED)
def enter(request: SignedRequest, body: RateIn, key: Key) -> Status[EnteredOut]:
    """Enters a rate and looks at every waiting order again. What looks like a slip is asked back, by its code."""
    draft = RateDraft(body.currency, body.target, body.value, body.valid_from, body.published_by)

    def work() -> EnteredOut:
        is_new = rate_entered.enter_exchange_rate(draft=draft, is_sure=body.is_sure, **by(request))
        return EnteredOut(rate=RateOut(**body.model_dump(exclude={"is_sure"}), holds=True), is_new=is_new)

    return Status(201, answered(EnteredOut, work, once=asked(request, key=key, body=body)))


def _rate_out(each: EnteredRate) -> RateOut:
    return RateOut(
        currency=each.source,
        target=each.target,
        value=each.value,
        valid_from=each.valid_from,
        published_by=each.origin,
        holds=each.holds,
    )
