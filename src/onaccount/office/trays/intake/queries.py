"""Reading runs of intake 导入批次: one run, its file, its faults by repair, the history, what a source remembers."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from onaccount.office.trays.intake.models import (
    Effect,
    IntakePiece,
    IntakeRun,
    Proposal,
    RowFault,
    Source,
    SourceReport,
)
from onaccount.office.trays.intake.rules import Fault, FaultGroup, Heard, grouped

EXAMPLES = 20


def run_of(*, run_id: int) -> IntakeRun | None:
    """Give one run with its maker, its progress and its undo, if there is one."""
    return IntakeRun.objects.select_related("maker", "work", "undo__maker").filter(pk=run_id).first()


def runs() -> QuerySet[IntakeRun]:
    """List all runs, the newest first."""
    return IntakeRun.objects.select_related("maker", "undo", "work").order_by("-pk")


def named(*, runs: QuerySet[IntakeRun], text: str) -> QuerySet[IntakeRun]:
    """Keep the runs whose file or source holds the text."""
    return runs.filter(Q(file_name__icontains=text) | Q(source__icontains=text))


def file_of(*, run: IntakeRun, folder: Path) -> Path:
    """Write the run's file into a folder and say where; the caller deletes the folder."""
    pieces = IntakePiece.objects.filter(file=run.file_id).order_by("place").values_list("content", flat=True)
    with NamedTemporaryFile(dir=folder, delete=False) as file:
        for piece in pieces.iterator(chunk_size=1):
            file.write(piece)
    return Path(file.name)


def source_of(*, kind: str, name: str) -> Source | None:
    """Give what was remembered for a source."""
    return Source.objects.filter(kind=kind, name=name).first()


def sources(*, kind: str) -> QuerySet[Source]:
    """List the sources of a kind of file by name."""
    return Source.objects.filter(kind=kind).order_by("name")


def faults_of(*, run: IntakeRun) -> QuerySet[RowFault]:
    """List the faults of a run as the file goes."""
    return RowFault.objects.filter(run=run).order_by("row", "pk")


def faulty_places(*, run: IntakeRun, at_most: int) -> list[tuple[str, int]]:
    """Name the first rows that a fault blocks, as the file goes."""
    rows = RowFault.objects.filter(run=run, is_blocking=True).order_by("row", "sheet")
    return list(rows.values_list("sheet", "row").distinct()[:at_most])


def groups_of(*, run: IntakeRun) -> tuple[FaultGroup, ...]:
    """Group the faults of a run by repair, those that block first."""
    return grouped(faults=_faults(run), examples=EXAMPLES)


def open_proposals() -> QuerySet[Proposal]:
    """List what imports that went in propose and nobody has decided."""
    return Proposal.objects.filter(run__state=IntakeRun.State.DONE, decided_at=None).order_by("pk")


def proposed_by_run(*, ids: Iterable[int]) -> dict[IntakeRun, list[int]]:
    """Sort the keys of open proposals by the run that made them, the oldest run first."""
    found: dict[IntakeRun, list[int]] = {}
    for proposal in open_proposals().filter(pk__in=list(ids)).select_related("run").order_by("run_id", "pk"):
        found.setdefault(proposal.run, []).append(proposal.pk)
    return found


def effects_of(*, run: IntakeRun) -> QuerySet[Effect]:
    """List what a run changed, the last change first, as an undo goes."""
    return Effect.objects.filter(run=run).order_by("-pk")


def same_file_before(*, run: IntakeRun) -> IntakeRun | None:
    """Give the last run that brought in exactly these bytes and still stands."""
    done = IntakeRun.objects.filter(file_id=run.file_id, kind=run.kind, state=IntakeRun.State.DONE)
    return done.exclude(pk=run.pk).order_by("-pk").first()


def later_run(*, run: IntakeRun) -> IntakeRun | None:
    """Give the newest run of the same source that went in after this one and still stands."""
    later = IntakeRun.objects.filter(kind=run.kind, source=run.source, state=IntakeRun.State.DONE, pk__gt=run.pk)
    return later.order_by("-pk").first()


def _faults(run: IntakeRun) -> Iterator[Fault]:
    for row in faults_of(run=run).iterator():
        yield Fault(row.sheet, row.row, row.column, row.title, row.value, row.code, row.facts, row.is_blocking)


def sources_heard() -> dict[str, Heard]:
    """Say of each source that took part what is known of it, by its files and by its own reports; two reads."""
    done = IntakeRun.objects.filter(state=IntakeRun.State.DONE, finished_at__isnull=False).order_by()
    last: dict[str, datetime] = dict(done.values_list("source").annotate(Max("finished_at")))
    silent: dict[str, datetime] = {}
    for each in SourceReport.objects.all():
        if each.delivered_at is not None:
            last[each.source] = max(each.delivered_at, last.get(each.source, each.delivered_at))
        if each.unreachable_at is not None:
            silent[each.source] = each.unreachable_at
    return {source: _heard(last.get(source), silent.get(source)) for source in sorted({*last, *silent})}


def _heard(last: datetime | None, silent: datetime | None) -> Heard:
    is_unreachable = silent is not None and (last is None or silent > last)
    return Heard(None if last is None else timezone.localtime(last).date(), is_unreachable)
