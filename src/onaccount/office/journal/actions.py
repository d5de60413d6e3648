"""Writing the journal 审计日志: one entry for every act, in the transaction of the act."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from onaccount.kernel.reasons import as_json_value
from onaccount.office.copying import copy_in
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Actor, Subject


def record(
    *,
    act: str,
    actor: Actor,
    subject: Subject,
    reason: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> Entry:
    """This function will append one entry: who did what to which subject, why, and the values before and after.

    Values may hold Money, Decimal, dates and enums; they are written as facts. It belongs inside the caller's transaction.
    """
    entry = _entry(act, actor, subject, reason, before, after)
    entry.save(force_insert=True)
    return entry


def record_many(
    *, act: str, actor: Actor, reason: str, after: Sequence[tuple[Subject, Mapping[str, Any] | None]]
) -> None:
    """This function will append one entry for each of many subjects of one act, in one statement."""
    copy_in(rows=[_entry(act, actor, subject, reason, None, values) for subject, values in after])


def entry_row(*, act: str, actor: Actor, subject: Subject, after: Mapping[str, Any]) -> dict[str, Any]:
    """This function will describe one entry as a row for `office.together`: what `record` would write without a reason."""
    return {
        "act": act,
        "day": actor.day or timezone.localdate(),
        "actor": actor.name,
        "channel": actor.channel.value,
        "person_id": actor.person_id,
        "request_id": actor.request_id,
        "subject_kind": subject.kind,
        "subject_id": str(subject.id),
        "customer_id": subject.customer_id,
        "group_id": subject.group_id,
        "reason": "",
        "after": as_json_value(after),
    }


def _entry(
    act: str,
    actor: Actor,
    subject: Subject,
    reason: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> Entry:
    return Entry(
        act=act,
        day=actor.day or timezone.localdate(),
        actor=actor.name,
        channel=actor.channel.value,
        person_id=actor.person_id,
        request_id=actor.request_id,
        subject_kind=subject.kind,
        subject_id=str(subject.id),
        customer_id=subject.customer_id,
        group_id=subject.group_id,
        reason=reason,
        before=None if before is None else as_json_value(before),
        after=None if after is None else as_json_value(after),
    )
