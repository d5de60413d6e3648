"""Credit segments 信用范围: business lines or legal entities between which orders, items and limits are told apart."""

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.trade.models import Segment


@transaction.atomic
def add_segment(*, code: str, name: str, horizon_days: int | None, actor: Actor) -> Segment:
    """
    This function will open a segment; `horizon_days` empty means that every open order counts.

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
