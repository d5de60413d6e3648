"""How a customer's situation and stages look: tones of the five states, parts of the exposure bar and the aging strip."""

from decimal import Decimal

from onaccount.desk.components.drawings import AgingStrip, ExposureBar, Part
from onaccount.desk.components.status import Status, Tone
from onaccount.kernel.money import Money
from onaccount.limits.rules import CreditLimit
from onaccount.reporting.labels import SITUATIONS
from onaccount.reporting.rules import Situation
from onaccount.trade.labels import STAGES, bucket_word
from onaccount.trade.rules import Aging, Exposure

TONES = {
    Situation.STOPPED: Tone.STOPPED,
    Situation.OVER_LIMIT: Tone.LATE,
    Situation.OVERDUE: Tone.LATE,
    Situation.NEAR_LIMIT: Tone.WATCH,
    Situation.NO_LIMIT: Tone.CLOSED,
    Situation.GOOD: Tone.GOOD,
}
BAR_STAGES = (("order", "used-1"), ("delivery", "used-2"), ("receivable", "used-3"), ("bill", "used-4"))
ZERO = Decimal(0)


def status_of(situation: Situation) -> Status:
    """Give the situation as a status with its tone."""
    return Status(TONES[situation], SITUATIONS[situation])


def bar_of(*, exposure: Exposure, held: Decimal, limit: CreditLimit, currency: str) -> ExposureBar | None:
    """Draw the use of a limit by stage; None where no amount is set to draw against."""
    if limit.value is None:
        return None
    relief = -exposure.credit
    parts = []
    for stage, code in reversed(BAR_STAGES):
        amount = getattr(exposure, stage) + (exposure.unposted if stage == "receivable" else ZERO)
        used_up = min(amount, relief)
        relief -= used_up
        parts.append(Part(code, STAGES[stage], Money(amount - used_up, currency)))
    return ExposureBar(
        used=tuple(reversed(parts)),
        held=Money(held, currency),
        limit=Money(limit.value, currency),
        temporary=Money(limit.temporary, currency),
    )


def strip_of(*, aging: Aging | None, currency: str) -> AgingStrip | None:
    """Draw the open claims by age; None where nothing is open."""
    if aging is None:
        return None
    parts = (
        Part(f"age-{place}", bucket_word(bucket.code), Money(bucket.amount, currency))
        for place, bucket in enumerate(aging.buckets)
    )
    return AgingStrip(tuple(parts))
