"""Writing the journal 审计日志: one entry for every act, in the transaction of the act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec
from django.utils import timezone

from onaccount.kernel.reasons import as_json_value
from onaccount.office.copying import copy_in
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.writing import drawn_into


def record(
    *,
    act: str,
    actor: Actor,
    subject: Subject,
    reason: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> Entry:
    """Append one entry: who did what to which subject, why, and the values before and after.

    Values may hold Money, Decimal, dates and enums; they are written as facts. It belongs inside the caller's transaction.
    """
    entry = _entry(act, actor, subject, reason, before, after)
    entry.save(force_insert=True)
    return entry


def record_many(
    *,
    act: str,
    actor: Actor,
    reason: str,
    after: Sequence[tuple[Subject, Mapping[str, Any] | None]],
    before: Mapping[str, Any] | None = None,
) -> None:
    """Append one entry for each of many subjects of one act, in one statement; before it all were alike."""
    on_one_day = replace(actor, day=actor.day or timezone.localdate())  # the calendar is asked once, not for each entry
    copy_in(rows=[_entry(act, on_one_day, subject, reason, before, values) for subject, values in after])


@dataclass(frozen=True, slots=True)
class Act:
    """An act of a row of a sheet of `office.writing`: SQL for its subject, its customer and the values after it, null where it is not done."""

    name: str
    kind: str
    subject: str
    customer: str
    after: str


WHO: Final = {"day": "date", "actor": "text", "channel": "text", "person_id": "bigint", "request_id": "text"}
"""The columns of a sheet that say who acts."""


def drawn(acts: Sequence[Act]) -> str:
    """Write the SQL by which the acts of a sheet get their entries, those of one row after another; `group_id` and `WHO` are asked for."""
    rows = (f"('{act.name}', '{act.kind}', {act.subject}::text, {act.customer}, {act.after})" for act in acts)
    beside = f"CROSS JOIN LATERAL (VALUES {', '.join(rows)}) AS done(act, kind, subject, customer, after)"
    said = {
        "act": "done.act",
        "subject_kind": "done.kind",
        "subject_id": "done.subject",
        "customer_id": "done.customer",
    }
    same = {name: name for name in ("group_id", *WHO)}
    columns = said | same | {"reason": "''", "after": "done.after"}
    return drawn_into(Entry, columns, beside=beside, where="done.after IS NOT NULL")


def who(actor: Actor) -> dict[bytes, bytes]:
    """Write who acts, for the columns `WHO`."""
    return {
        b"day": msgspec.json.encode(actor.day or timezone.localdate()),
        b"actor": msgspec.json.encode(actor.name),
        b"channel": msgspec.json.encode(actor.channel),
        b"person_id": msgspec.json.encode(actor.person_id),
        b"request_id": msgspec.json.encode(actor.request_id),
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
