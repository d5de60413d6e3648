"""The limit journal of a customer 额度流水 over the interface: every posted line, the wrong ones too."""

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema
from pydantic import Field

from onaccount.api.errors import PROBLEMS
from onaccount.api.examples import shown
from onaccount.api.finding import customer_in
from onaccount.api.shapes_in import Number
from onaccount.api.shapes_out import Amount
from onaccount.kernel.period import last_day_before
from onaccount.limits import access, queries
from onaccount.office.access.routes import SignedRequest, permission

router = Router(tags=["facts"])
AT_MOST = 200
LINE: dict[str, Any] = {
    "id": 41,
    "act": "raise",
    "dimension": "exposure",
    "reach": "own",
    "segment": None,
    "is_temporary": False,
    "type": "amount",
    "percent": "10",
    "value": "110000.00",
    "currency": "CNY",
    "first_day": "2026-12-01",
    "last_day": None,
    "reason": "Yearly review",
    "made_by": "陈敏",
    "approved_by": "王岩",
    "posted_at": "2026-11-23T09:12:44+08:00",
    "corrects": None,
    "is_corrected": False,
}


class JournalLineOut(Schema):
    """One posted change: what it set or (temporary) added, what that was asked as, for which days, and whether it was wrong."""

    model_config = shown(LINE)

    id: int
    act: str
    dimension: str
    reach: str
    segment: str | None
    is_temporary: bool
    type: str
    percent: str | None = Field(description="null: the value was asked for as a figure.")
    value: Amount | None
    currency: str
    first_day: date
    last_day: date | None
    reason: str
    made_by: str
    approved_by: str
    posted_at: datetime
    corrects: int | None = Field(description="The wrong line in whose place this one stands.")
    is_corrected: bool


class LimitJournalOut(Schema):
    """The newest lines first, at most two hundred."""

    model_config = shown({"lines": [LINE]})

    lines: list[JournalLineOut]


@router.get("/{number}/limit-journal", response={200: LimitJournalOut, **PROBLEMS}, summary="The limit journal")
@permission(access.VIEW)
def limit_journal(request: SignedRequest, number: Number) -> LimitJournalOut:
    """Every approved change of a limit of the customer for good: who asked, who approved, and why."""
    reached = access.viewable(person=request.person, today=request.today)
    rows = queries.journal_of(customers=reached.filter(pk=customer_in(reached, number=number).pk))
    return LimitJournalOut(lines=[_line(row) for row in rows[:AT_MOST]])


def _line(row: Any) -> JournalLineOut:
    return JournalLineOut(
        id=row.pk,
        act=row.act,
        dimension=row.dimension,
        reach=row.reach,
        segment=row.segment.code if row.segment else None,
        is_temporary=row.is_temporary,
        type=row.type,
        percent=None if row.percent is None else f"{row.percent.normalize():f}",
        value=row.value,
        currency=row.currency,
        first_day=row.valid_from,
        last_day=last_day_before(row.valid_to),
        reason=row.reason,
        made_by=row.maker.full_name,
        approved_by=row.checker.full_name,
        posted_at=row.posted_at,
        corrects=row.corrects_id,
        is_corrected=row.is_wrong,
    )
