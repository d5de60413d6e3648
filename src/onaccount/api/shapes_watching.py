"""What machines receive about alerts 预警 and pots across customers 额度池."""

from datetime import date

from ninja import Schema

from onaccount.api import examples
from onaccount.api.examples import shown
from onaccount.api.shapes_out import Amount
from onaccount.api.words import sentence
from onaccount.kernel.reasons import Reason
from onaccount.reporting.queries import Pots, SeenAlert


class AlertOut(Schema):
    """Something the night found, from `raised_on` on; `lines` name the customers in it that the key may see, the largest first."""

    kind: str
    about: str
    code: str
    message: str
    facts: dict[str, str]
    lines: list[dict[str, str]]
    raised_on: date
    seen_on: date


class AlertsOut(Schema):
    """The alerts that stand, the newest first."""

    model_config = shown(examples.ALERTS)

    alerts: list[AlertOut]


class InPotOut(Schema):
    """What one customer occupies of a pot."""

    customer: str
    name: str
    amount: Amount


class PotOut(Schema):
    """A salesperson's (`person`, by sign-in name) or a team's pot; `limit` is null where none is set, `over` zero inside it."""

    kind: str
    name: str
    used: Amount
    limit: Amount | None
    over: Amount
    largest: list[InPotOut]


class PotsOut(Schema):
    """Every pot the key may see, in one currency; what stands in currencies `without_rate` is in none."""

    model_config = shown(examples.POTS)

    currency: str
    without_rate: list[str]
    pots: list[PotOut]


def alert_out(found: SeenAlert) -> AlertOut:
    """Write an alert with its sentence."""
    return AlertOut(
        kind=found.kind,
        about=found.about,
        code=found.code,
        message=sentence(Reason(found.code, found.facts)),
        facts={name: str(fact) for name, fact in found.facts.items()},
        lines=[dict(line) for line in found.lines],
        raised_on=found.raised_on,
        seen_on=found.seen_on,
    )


def pots_out(found: Pots) -> PotsOut:
    """Write the pots with their largest customers."""
    rows = [
        PotOut(
            kind=pot.kind.value,
            name=pot.name,
            used=pot.used,
            limit=pot.limit,
            over=pot.over,
            largest=[InPotOut(customer=number, name=name, amount=amount) for number, name, amount in pot.largest],
        )
        for pot in found.pots
    ]
    return PotsOut(currency=found.currency, without_rate=list(found.without_rate), pots=rows)
