"""A verdict in words and sums 检查结论: what the Why panel and the check beside the form show."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from onaccount.desk.components.drawings import ExposureBar, Part
from onaccount.desk.components.figures import Manner
from onaccount.desk.components.outcomes import outcome_status
from onaccount.desk.components.sentences import reason_sentence
from onaccount.desk.components.status import Status, Tone
from onaccount.kernel.money import Money
from onaccount.ordercheck import labels
from onaccount.ordercheck.queries import CustomerHeadroom
from onaccount.ordercheck.rules import Effect, Finding, Snapshot, Verdict, crossings_of, said_of
from onaccount.trade import labels as trade

ORDER_TONES: Final = {
    "quoted": Tone.WATCH,
    "held": Tone.STOPPED,
    "released": Tone.GOOD,
    "delivered": Tone.CLOSED,
    "closed": Tone.CLOSED,
    "cancelled": Tone.CLOSED,
    "rejected": Tone.STOPPED,
}
TOTALS: Final = frozenset({"exposure_after", "left"})


@dataclass(frozen=True, slots=True)
class Why:
    """
    A verdict as a page shows it: state, sentences that count, all other rules, the arithmetic, what is free; `rates` say how an
    order of another currency was converted, and what rates were crossed.
    """

    status: Status
    sentences: tuple[str, ...]
    others: tuple[tuple[Status, str], ...]
    sums: tuple[tuple[Any, Money, bool], ...]
    free: Money | None
    rates: tuple[str, ...]

    @property
    def sets_aside(self) -> bool:
        """Whether a rule that is broken does not count here."""
        return any(state.tone is not Tone.GOOD for state, _sentence in self.others)


def why_of(*, verdict: Verdict, seen: Snapshot, manner: Manner) -> Why:
    """Write a verdict on what was seen in the reader's words."""
    currency, foreign = seen.currency, seen.order.foreign
    rates = (*(() if foreign is None else (said_of(foreign, into=currency),)), *crossings_of(seen))
    standing = verdict.standing
    rest = tuple(finding for finding in verdict.findings if finding not in standing)
    return Why(
        status=outcome_status(verdict.outcome.value),
        sentences=tuple(_said(finding, manner) for finding in standing) or (_all_well(verdict),),
        others=tuple((_effect(finding), _said(finding, manner)) for finding in rest),
        sums=tuple(
            (labels.LINES[line.code], Money(line.amount, currency), line.code in TOTALS) for line in verdict.arithmetic
        ),
        free=None if verdict.free is None else Money(verdict.free, currency),
        rates=tuple(reason_sentence(reason=each, manner=manner) for each in rates),
    )


def bar_of(*, found: CustomerHeadroom, held: Decimal, currency: str) -> ExposureBar | None:
    """
    Draw the tightest limit with what stands in each stage and what waits; None where nothing binds.

    Credits, and what securities for single orders cover, take away from the latest stages first, as they settle invoices.
    """
    if found.tightest is None:
        return None
    seen, node = found.snapshot.exposure, found.tightest.node
    others = node.others - node.secured
    stages = (seen.receivable + seen.unposted + seen.bill, seen.delivery, seen.order, others)
    words = (labels.LINES["receivable"], labels.LINES["delivery"], labels.LINES["open_orders"], labels.LINES["others"])
    relief, parts = found.snapshot.secured - seen.credit, []
    for code, word, amount in zip(("used-4", "used-3", "used-1", "used-2"), words, stages, strict=True):
        settled = min(amount, relief) if word != words[-1] else Decimal(0)
        relief -= settled
        parts.append(Part(code, word, Money(amount - settled, currency)))
    limit = (found.tightest.limit or Decimal(0)) - node.limit.temporary
    return ExposureBar(
        used=tuple(parts),
        held=Money(held, currency),
        limit=Money(limit, currency),
        temporary=Money(node.limit.temporary, currency),
    )


def order_status(order: Any) -> Status:
    """Name where an order stands; goods that wait at the gate make a released order wait."""
    if order.waits:
        return Status(Tone.STOPPED, labels.OUTCOMES["hold"])
    return Status(ORDER_TONES[order.status], trade.ORDER_STATUSES[order.status])


def _said(finding: Finding, manner: Manner) -> str:
    return reason_sentence(reason=finding.reason, manner=manner)


def _effect(finding: Finding) -> Status:
    tone = Tone.GOOD if finding.effect.value == "passed" else Tone.WATCH
    return Status(tone, labels.EFFECTS[finding.effect.value])


def _all_well(verdict: Verdict) -> str:
    if verdict.is_authorised:
        return _("A person's release covers this step.")
    if any(finding.effect is not Effect.PASSED for finding in verdict.findings):
        return _("No rule stops it; what was set aside stands below.")
    return _("Every rule is passed.")
