"""Writing the journal 审计日志: one entry for every act, in the transaction of the act."""

from collections.abc import Mapping
from typing import Any

from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Actor, plain


def record(  # noqa: PLR0913 an entry has ten columns and each is a decision of its writer
    *,
    act: str,
    actor: Actor,
    subject_kind: str,
    subject_id: int | str,
    customer_id: int | None,
    group_id: int | None,
    reason: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> Entry:
    """This function will append one entry: who did what to which subject, why, and the values before and after.

    Values may hold Money, Decimal, dates and enums; they are written as facts. It belongs inside the caller's transaction.
    """
    return Entry.objects.create(
        act=act,
        actor=actor.name,
        channel=actor.channel.value,
        person_id=actor.person_id,
        request_id=actor.request_id,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        customer_id=customer_id,
        group_id=group_id,
        reason=reason,
        before=None if before is None else plain(before),
        after=None if after is None else plain(after),
    )
