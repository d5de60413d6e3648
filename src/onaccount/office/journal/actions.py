"""Writing the journal 审计日志: one entry for every act, in the transaction of the act."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
from django.utils import timezone

from onaccount.kernel.reasons import as_json_value
from onaccount.office.copying import copy_in
from onaccount.office.journal.models import Entry
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.writing import Form


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


def entry_form(*, act: str, kind: str, subject: str, customer: str, after: Mapping[str, str]) -> Form:
    """
    Describe the entries of one act for `office.writing`: what `record` would write without a reason.

    `subject`, `customer` and the values of `after` are JSON with holes; `group` and what `who` gives are asked for, too.
    """
    return Form(
        Entry,
        {
            "act": f'"{act}"',
            "day": "%(day)b",
            "actor": "%(actor)b",
            "channel": "%(channel)b",
            "person_id": "%(person)b",
            "request_id": "%(request)b",
            "subject_kind": f'"{kind}"',
            "subject_id": subject,
            "customer_id": customer,
            "group_id": "%(group)b",
            "reason": '""',
            "after": "{{{}}}".format(",".join(f'"{name}":{value}' for name, value in after.items())),
        },
    )


def who(actor: Actor) -> dict[bytes, bytes]:
    """Write who acts, for the holes of an entry's form."""
    return {
        b"day": msgspec.json.encode(actor.day or timezone.localdate()),
        b"actor": msgspec.json.encode(actor.name),
        b"channel": msgspec.json.encode(actor.channel),
        b"person": msgspec.json.encode(actor.person_id),
        b"request": msgspec.json.encode(actor.request_id),
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
