"""Credit segments 信用范围: business lines or legal entities between which orders, items and limits are told apart."""

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.trade.models import Segment
from onaccount.trade.rules import Fed, Feeders


@transaction.atomic
def add_segment(*, code: str, name: str, horizon_days: int | None, actor: Actor) -> Segment:
    """
    Open a segment; `horizon_days` empty means that every open order counts.

    Refuses `trade.segment_taken`. A segment is never removed, since accounts and limits speak of it.
    """
    segment, is_new = Segment.objects.get_or_create(
        code=code.strip().lower(), defaults={"name": name.strip(), "horizon_days": horizon_days}
    )
    if not is_new:
        raise Refusal("trade.segment_taken", code=segment.code, name=segment.name)
    after = {"code": segment.code, "name": segment.name, "horizon_days": horizon_days}
    subject = Subject("segment", segment.pk)
    journal.record(act="trade.segment_added", actor=actor, subject=subject, reason="", before=None, after=after)
    return segment


@transaction.atomic
def choose_feeders(*, segment: Segment, feeders: Feeders, reason: str, actor: Actor) -> Segment:
    """
    Say who feeds each stage of a segment from now on; what stands there stays, whoever brought it.

    Refuses `trade.feeders_as_before`.
    """
    before, after = ({stage.value: said.of(stage).value for stage in Fed} for said in (segment.feeders, feeders))
    if before == after:
        raise Refusal("trade.feeders_as_before", name=segment.name)
    columns = {f"{stage}_from": feeder for stage, feeder in after.items()}
    for column, feeder in columns.items():
        setattr(segment, column, feeder)
    segment.save(update_fields=list(columns))
    code = {"code": segment.code}
    journal.record(
        act="trade.feeders_chosen",
        actor=actor,
        subject=Subject("segment", segment.pk),
        reason=reason.strip(),
        before=code | before,
        after=code | after,
    )
    return segment


@transaction.atomic
def change_horizon(*, segment: Segment, horizon_days: int | None, reason: str, actor: Actor) -> Segment:
    """
    Say how many days before they ship the orders of a segment count; empty: at once.

    The orders themselves are moved by `enter_horizon` and `leave_horizon`. Refuses `trade.horizon_as_before`.
    """
    if segment.horizon_days == horizon_days:
        raise Refusal("trade.horizon_as_before", name=segment.name)
    before = {"code": segment.code, "horizon_days": segment.horizon_days}
    segment.horizon_days = horizon_days
    segment.save(update_fields=["horizon_days"])
    journal.record(
        act="trade.horizon_changed",
        actor=actor,
        subject=Subject("segment", segment.pk),
        reason=reason.strip(),
        before=before,
        after=before | {"horizon_days": horizon_days},
    )
    return segment
