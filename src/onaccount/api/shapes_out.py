"""What machines receive. Amounts are decimal strings in major units; nothing is rounded on the way out."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field, PlainSerializer

from onaccount.api import examples
from onaccount.api.examples import shown
from onaccount.api.words import sentence
from onaccount.ordercheck.labels import LINES
from onaccount.ordercheck.queries import CustomerHeadroom, Judged, verdict_of
from onaccount.ordercheck.rules import Fate, Finding, Outcome, Verdict, fate_of
from onaccount.trade.queries import AccountExposure
from onaccount.trade.rules.exposure import STAGES


def plain_amount(amount: Decimal) -> str:
    """Every digit that means something, and never fewer than two after the point."""
    text = f"{amount:f}"
    if text[-4:-3] == ".":
        text = text.removesuffix("0")
    if text[-3:-2] == ".":  # as nearly all do
        return text
    whole, _, part = text.partition(".")
    return f"{whole}.{part.rstrip('0'):0<2}"


Amount = Annotated[Decimal, PlainSerializer(plain_amount, return_type=str)]


class ReasonOut(Schema):
    """One finding: the rule, what it says, and whether it counts."""

    rule: str
    code: str
    message: str
    strength: str
    effect: str
    facts: dict[str, str | int | bool | None]


class LineOut(Schema):
    """One line of the arithmetic."""

    code: str
    label: str
    amount: Amount


class DecisionOut(Schema):
    """An answer of the order check, as it was given. `reference` is empty after a dry run."""

    model_config = shown(examples.DECISION)

    reference: UUID | None
    order: str
    checkpoint: str
    outcome: str
    status: str
    amount: Amount
    currency: str
    free: Amount | None
    reasons: list[ReasonOut]
    findings: list[ReasonOut]
    arithmetic: list[LineOut]
    policy_number: int
    is_trial: bool
    decided_at: datetime | None
    authorisation: int | None


class DecisionsOut(Schema):
    """Decisions, the newest first; `next` is what `after` must say to read on, or null at the end."""

    model_config = shown(examples.DECISIONS)

    decisions: list[DecisionOut]
    next: UUID | None


class DecisionAgainOut(DecisionOut):
    """A kept decision: the arithmetic as a person would write it, everything it saw, and whether judging it again gives the same."""

    model_config = shown(examples.DECISION_AGAIN)

    written: list[str]
    snapshot: dict[str, Any]
    same_when_run_again: bool


class ChangeCheckOut(Schema):
    """
    Whether a changed order could go on, of which nothing is kept. `decision` is what the check says, null where the change asks
    for no more than was passed and is not judged.
    """

    model_config = shown(examples.CHANGE_CHECK)

    order: str
    passes: bool
    decision: DecisionOut | None


class OrderOut(Schema):
    """An order and where it stands."""

    model_config = shown(examples.ORDER)

    number: str
    status: str
    amount: Amount
    open_amount: Amount
    currency: str


class InvoiceOut(Schema):
    """An invoice as it was entered."""

    model_config = shown(examples.INVOICE)

    number: str
    amount: Amount
    currency: str
    due_date: date
    due_date_computed: bool


class PaymentOut(Schema):
    """A payment as it was received, with what is not allocated and the orders it freed."""

    model_config = shown(examples.PAYMENT)

    number: str
    amount: Amount
    currency: str
    unapplied: Amount


class NodeOut(Schema):
    """One limit that binds: of the company alone, or of it and everything below it."""

    customer: str
    name: str
    is_group: bool
    segment: str | None
    limit: Amount | None
    used: Amount
    free: Amount | None


class ExposureOut(Schema):
    """
    What stands on one account, stage by stage, and what may still be ordered; `free` is null where nothing binds. Documents are in
    `documents_currency`, and count in `currency` at the rates of the days they came; `rebates` are in the documents' currency.

    `rebates` is the pool accrued and not confirmed: it is told, and counts neither in `used` nor in `free`.
    """

    model_config = shown(examples.EXPOSURE)

    customer: str
    segment: str
    currency: str
    documents_currency: str
    as_of: date
    stages: dict[str, Amount]
    used: Amount
    free: Amount | None
    rebates: Amount
    nodes: list[NodeOut]


class ExposureThenOut(Schema):
    """
    What stood on one account at the end of a day, stage by stage; `gross` is all of it but what we owed the customer. Its
    documents are in `documents_currency`.
    """

    model_config = shown(examples.EXPOSURE_THEN)

    customer: str
    segment: str
    currency: str
    documents_currency: str
    on: date
    recorded_since: date | None = Field(
        description="The first day with anything recorded of the customer; what stood on a day before it is unknown, not zero."
    )
    stages: dict[str, Amount]
    gross: Amount


class LimitOut(Schema):
    """A limit in force on the day asked about; `type` is none, amount, unlimited or prepay, 0 means no credit."""

    model_config = shown(examples.LIMIT)

    dimension: str
    reach: str
    segment: str | None
    type: str
    value: Amount | None
    currency: str
    temporary: Amount
    temporary_last_day: date | None
    last_day: date | None


def reasons_out(findings: Iterable[Finding]) -> list[ReasonOut]:
    """Write findings with their sentences."""
    return [
        ReasonOut(
            rule=finding.rule,
            code=finding.reason.code,
            message=sentence(finding.reason),
            strength=finding.strength.value,
            effect=finding.effect.value,
            facts=dict(finding.reason.facts),
        )
        for finding in findings
    ]


def judged_out(judged: Judged) -> DecisionOut:
    """Write a dry run."""
    told = _told(judged.verdict) | {"status": judged.fate.value}
    return DecisionOut(
        reference=None,
        order=judged.snapshot.order.number,
        checkpoint=judged.snapshot.checkpoint.value,
        amount=judged.snapshot.order.amount,
        currency=judged.snapshot.currency,
        policy_number=judged.policy.number,
        is_trial=judged.policy.mode.value == "trial",
        decided_at=None,
        authorisation=None,
        **told,
    )


def change_check_out(judged: Judged | None, *, number: str) -> ChangeCheckOut:
    """Write a dry run on a change of an order."""
    if judged is None:
        return ChangeCheckOut(order=number, passes=True, decision=None)
    return ChangeCheckOut(order=number, passes=judged.fate is Fate.GOES_ON, decision=judged_out(judged))


def decision_out(decision: Any) -> DecisionOut:
    """Write a kept decision; the answer to a repeated call is written from the same row."""
    return DecisionOut(**_kept(decision))


def order_out(order: Any) -> OrderOut:
    """Write an order and where it stands."""
    return OrderOut(
        number=order.number,
        status=order.status,
        amount=order.amount,
        open_amount=order.open_amount,
        currency=order.currency,
    )


def payment_out(payment: Any) -> PaymentOut:
    """Write a payment with what is not allocated of it."""
    return PaymentOut(
        number=payment.number,
        amount=payment.amount,
        currency=payment.currency,
        unapplied=-payment.unapplied.open_amount,
    )


def decision_again_out(decision: Any, *, is_same: bool) -> DecisionAgainOut:
    """Write a kept decision with what it saw."""
    told = _kept(decision)
    return DecisionAgainOut(
        **told,
        written=[f"{line.label}: {plain_amount(line.amount)} {decision.currency}" for line in told["arithmetic"]],
        snapshot=decision.snapshot,
        same_when_run_again=is_same,
    )


def exposure_out(found: CustomerHeadroom, *, segment: str, documents: str, rebates: Decimal) -> ExposureOut:
    """Write the headroom of one account for documents of a currency, with the pool of its rebates beside it."""
    seen = found.snapshot
    return ExposureOut(
        customer=seen.customer.number,
        segment=segment,
        currency=seen.currency,
        documents_currency=documents,
        as_of=seen.as_of,
        stages={stage: getattr(seen.exposure, stage) for stage in STAGES},
        used=found.used,
        free=found.free,
        rebates=rebates,
        nodes=[
            NodeOut(
                customer=each.node.number,
                name=each.node.name,
                is_group=each.node.is_group,
                segment=each.node.segment,
                limit=each.limit,
                used=each.before,
                free=each.free,
            )
            for each in found.nodes
        ],
    )


def exposure_then_out(
    found: AccountExposure, *, customer: str, on: date, recorded_since: date | None
) -> ExposureThenOut:
    """Write what stood on an account at the end of a day."""
    stood = found.exposure
    return ExposureThenOut(
        customer=customer,
        segment=found.segment,
        currency=found.currency,
        documents_currency=found.documents,
        on=on,
        recorded_since=recorded_since,
        stages={stage: getattr(stood, stage) for stage in STAGES},
        gross=stood.gross,
    )


def _kept(decision: Any) -> Mapping[str, Any]:
    fate = fate_of(Outcome(decision.outcome), is_trial=decision.is_trial)
    return _told(verdict_of(decision)) | {
        "reference": decision.reference,
        "order": decision.order_number,
        "checkpoint": decision.checkpoint,
        "status": fate.value,
        "amount": decision.amount,
        "currency": decision.currency,
        "policy_number": decision.policy_number,
        "is_trial": decision.is_trial,
        "decided_at": decision.decided_at,
        "authorisation": decision.authorisation_id,
    }


def _told(verdict: Verdict) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome.value,
        "free": verdict.free,
        "reasons": reasons_out(verdict.standing),
        "findings": reasons_out(verdict.findings),
        "arithmetic": [
            LineOut(code=line.code, label=str(LINES[line.code]), amount=line.amount) for line in verdict.arithmetic
        ],
    }
