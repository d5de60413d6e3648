"""Writing runs of intake 导入批次. What a file means is told elsewhere; here its way in is kept."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from onaccount.kernel.reasons import Refusal, as_json_value
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.trays.intake.models import (
    Effect,
    IntakeFile,
    IntakePiece,
    IntakeRun,
    Proposal,
    RowFault,
    Source,
    SourceReport,
    Undo,
)
from onaccount.office.trays.intake.queries import source_of
from onaccount.office.trays.intake.rules import Fate, Fault, SourceWord, Tally
from onaccount.office.work.models import Work

AT_ONCE = 2000
PIECE = 1024 * 1024  # bytes
OPEN_STATES = (
    IntakeRun.State.DRAFT,
    IntakeRun.State.CHECKED,
    IntakeRun.State.FAILED,
    IntakeRun.State.CANCELLED,
)
SHORT = 100


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it arrives: what kind of rows it holds, whose system it comes from, its name, itself open for reading."""

    kind: str
    source: str
    file_name: str
    file: IO[bytes]


@transaction.atomic
def take_in(*, arrival: Arrival, actor: Actor) -> IntakeRun:
    """
    Keep a file and open a run for it, with the choices its source had last time.

    Refuses `intake.empty` for a file without a byte and `intake.source_missing`.
    """
    file = _kept(arrival.file)
    if not file.size:
        raise Refusal("intake.empty")
    if not arrival.source.strip():
        raise Refusal("intake.source_missing")
    source = source_of(kind=arrival.kind, name=arrival.source.strip())
    run = IntakeRun.objects.create(
        kind=arrival.kind,
        source=arrival.source.strip()[:40],
        file=file,
        file_name=arrival.file_name[:200],
        choices=source.choices if source else {},
        mapping=source.mapping if source else [],
        options=source.options if source else {},
        maker_id=actor.person_id,
        maker_name=actor.name,
    )
    _record("intake.taken_in", run, actor, {"file": run.file_name, "sha256": file.sha256, "source": run.source})
    return run


def _kept(arrived: IO[bytes]) -> IntakeFile:
    """The file as it is kept: gone over once for its digest and, when it is new, once more piece by piece."""
    arrived.seek(0)
    digest, size = hashlib.sha256(), 0
    for piece in iter(lambda: arrived.read(PIECE), b""):
        digest.update(piece)
        size += len(piece)
    file, is_new = IntakeFile.objects.get_or_create(sha256=digest.hexdigest(), defaults={"size": size})
    arrived.seek(0)
    for place, piece in enumerate(iter(lambda: arrived.read(PIECE), b"") if is_new else ()):
        IntakePiece.objects.create(file=file, place=place, content=piece)
    return file


def locked_open(*, run_id: int) -> IntakeRun:
    """Lock a run that has not gone in. Refuses `intake.not_open` for one that runs, is done or undone."""
    run = IntakeRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state not in OPEN_STATES:
        raise Refusal("intake.not_open", run=run.pk, state=run.state)
    return run


@transaction.atomic
def decide(*, run_id: int, **decisions: Any) -> IntakeRun:
    """
    Write what was decided for a run: any of `choices`, `mapping`, `options`, `corrections`, `detected`.

    What was checked before no longer counts. Refuses `intake.not_open`.
    """
    run = locked_open(run_id=run_id)
    for name, value in decisions.items():
        setattr(run, name, value)
    run.state, run.checked_at = IntakeRun.State.DRAFT, None
    run.save(update_fields=[*decisions, "state", "checked_at"])
    return run


@transaction.atomic
def remember(*, run: IntakeRun) -> Source:
    """Remember a run's choices, columns and options for its source."""
    kept = {"choices": run.choices, "mapping": run.mapping, "options": run.options, "remembered_at": timezone.now()}
    source, _ = Source.objects.update_or_create(kind=run.kind, name=run.source, defaults=kept)
    return source


@transaction.atomic
def write_check(*, run: IntakeRun, tally: Tally) -> IntakeRun:
    """Keep what a check found: counts, sums and faults instead of those of the check before."""
    _count(run, tally)
    run.state, run.checked_at, run.failure = IntakeRun.State.CHECKED, timezone.now(), None
    run.save()
    RowFault.objects.filter(run=run).delete()
    RowFault.objects.bulk_create((_fault(run, fault) for fault in tally.faults), batch_size=AT_ONCE)
    return run


def hand_over(*, run: IntakeRun, work: Work, is_import: bool) -> None:
    """Link a run to its progress; one that is being imported is no longer open to changes."""
    run.work, run.failure = work, None
    if is_import:
        run.state = IntakeRun.State.RUNNING
    run.save(update_fields=["state", "work", "failure"])


def begin(*, run_id: int) -> IntakeRun:
    """
    Lock a run for its import and mark it as running; a run broken off begins again.

    Refuses `intake.not_open` for one that is done or undone.
    """
    run = IntakeRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state in (IntakeRun.State.DONE, IntakeRun.State.UNDONE):
        raise Refusal("intake.not_open", run=run.pk, state=run.state)
    run.state, run.failure = IntakeRun.State.RUNNING, None
    run.save(update_fields=["state", "failure"])
    return run


def finish(*, run: IntakeRun, tally: Tally, actor: Actor) -> IntakeRun:
    """Close a run that went in, in the transaction that wrote it."""
    write_check(run=run, tally=tally)
    run.state, run.finished_at = IntakeRun.State.DONE, timezone.now()
    run.save(update_fields=["state", "finished_at"])
    remember(run=run)
    after = {"file": run.file_name, "source": run.source, **run.summary}
    after |= {fate.value: tally.fates[fate] for fate in Fate}
    _record("intake.done", run, actor, after)
    return run


def stop(*, run_id: int, state: str, failure: Mapping[str, Any] | None) -> None:
    """Note that a run did not go in: `failed` with the reason, or `cancelled`."""
    standing = IntakeRun.objects.filter(pk=run_id).exclude(state__in=[IntakeRun.State.DONE, IntakeRun.State.UNDONE])
    standing.update(state=state, failure=failure, finished_at=timezone.now())


def propose(*, run: IntakeRun, kind: str, subject_kind: str, found: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
    """Put what a run found before a person, each subject once."""
    Proposal.objects.bulk_create(
        (
            Proposal(run=run, kind=kind, subject_kind=subject_kind, subject_id=key, facts=as_json_value(facts))
            for key, facts in found
        ),
        batch_size=AT_ONCE,
    )


def take_proposals(*, run: IntakeRun, ids: Iterable[int], outcome: str, actor: Actor) -> list[Proposal]:
    """Close open proposals of a run with one outcome and give them. Those decided already are left."""
    taken = list(Proposal.objects.select_for_update().filter(run=run, pk__in=list(ids), decided_at=None))
    for proposal in taken:
        proposal.outcome, proposal.decided_at, proposal.decided_by_id = outcome, timezone.now(), actor.person_id
    Proposal.objects.bulk_update(taken, ["outcome", "decided_at", "decided_by"], batch_size=AT_ONCE)
    return taken


def note_effects(*, run: IntakeRun, subject_kind: str, before: Mapping[int, Mapping[str, Any] | None]) -> None:
    """Keep what records were before a run changed them; None for records it made."""
    Effect.objects.bulk_create(
        (
            Effect(run=run, subject_kind=subject_kind, subject_id=key, before=as_json_value(fields))
            for key, fields in before.items()
        ),
        batch_size=AT_ONCE,
    )


def locked_done(*, run_id: int) -> IntakeRun:
    """Lock a run that went in. Refuses `intake.not_done`."""
    run = IntakeRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if run.state != IntakeRun.State.DONE:
        raise Refusal("intake.not_done", run=run.pk, state=run.state)
    return run


def undo(*, run: IntakeRun, reason: str, records: int, told: Mapping[str, Any], actor: Actor) -> Undo:
    """Write that a run was taken back and what is `told` of that, and withdraw what it still proposed."""
    run.state, run.summary = IntakeRun.State.UNDONE, {**run.summary, "undo": as_json_value(told)}
    run.save(update_fields=["state", "summary"])
    Proposal.objects.filter(run=run, decided_at=None).update(outcome="undone", decided_at=timezone.now())
    taken = Undo.objects.create(
        run=run, reason=reason[:200], records=records, maker_id=actor.person_id, maker_name=actor.name
    )
    _record("intake.undone", run, actor, {"file": run.file_name, "records": records}, reason=reason)
    return taken


def _count(run: IntakeRun, tally: Tally) -> None:
    run.rows_in = tally.rows_in
    for fate in Fate:
        setattr(run, fate.value, tally.fates[fate])
    run.summary = tally.as_json()


@transaction.atomic
def report_source(*, source: str, word: SourceWord, remark: str, actor: Actor) -> None:
    """Keep what a source says of itself. Whoever says that it ended is forgotten, but for files it brought."""
    now = timezone.now()
    match word:
        case SourceWord.DELIVERED:
            SourceReport.objects.update_or_create(source=source, defaults={"delivered_at": now})
        case SourceWord.UNREACHABLE:
            SourceReport.objects.update_or_create(source=source, defaults={"unreachable_at": now})
        case SourceWord.ENDED:
            SourceReport.objects.filter(source=source).delete()
    subject = Subject("source", source)
    journal.record(
        act=f"intake.source_{word.value}", actor=actor, subject=subject, reason=remark, before=None, after=None
    )


def _fault(run: IntakeRun, fault: Fault) -> RowFault:
    return RowFault(
        run=run,
        sheet=fault.sheet[:120],
        row=fault.row,
        column=fault.column,
        title=fault.title[:200],
        value=fault.value[:SHORT],
        code=fault.code,
        facts=as_json_value(fault.facts),
        is_blocking=fault.is_blocking,
    )


def _record(act: str, run: IntakeRun, actor: Actor, after: Mapping[str, Any], reason: str = "") -> None:
    journal.record(act=act, actor=actor, subject=Subject("intake", run.pk), reason=reason, before=None, after=after)
