"""The steps of the import wizard: file, reading, columns, check; each shows what was found and lets it be changed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.connectors.ledger_files import translate
from onaccount.connectors.ledger_files.bad_rows import bad_rows_file, cells_of
from onaccount.connectors.ledger_files.labels import FIELDS, TEMPLATES
from onaccount.connectors.ledger_files.reading import opened
from onaccount.desk.components.answers import refusal_in, refused
from onaccount.desk.imports import wording
from onaccount.desk.imports.forms import AnswersForm, ColumnsForm, FileForm, ReadingForm
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import file_taken_in
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.office.trays.intake import queries
from onaccount.office.trays.intake.actions import Arrival
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.office.work.actions import OPEN

AT_ONCE = {
    "open_items": 2_000_000,
    "customers": 100_000,
    "payments": 100_000,
    "orders": 20_000,
    "rebates": 100_000,
}  # bytes; larger files are checked in the background
MENDED_AT_ONCE = 50


@permission("imports.run")
def choose(request: SignedRequest) -> HttpResponse:
    """Take a file in, or pasted rows, and look at it; a file that cannot be read is refused here."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        arrival = Arrival(form.cleaned_data["kind"], form.cleaned_data["source"], *form.arrived())
        with refusal_in(form):
            run = file_taken_in.take_in(arrival=arrival, actor=request.actor)
            translate.prepare(run=run, today=request.today)
            return redirect("imports:reading", run.pk)
    known = sorted({source.name for kind in TEMPLATES for source in queries.sources(kind=kind)})
    return render(request, "imports/choose.html", _at(1) | {"form": form, "known": known, "templates": list(TEMPLATES)})


@permission("imports.run")
def template(request: SignedRequest, kind: str) -> HttpResponse:  # noqa: ARG001
    """Give an empty file with the usual columns in the reader's language."""
    if kind not in TEMPLATES:
        raise Http404
    header = ",".join(str(FIELDS[field]) for field in TEMPLATES[kind])
    answer = HttpResponse("\ufeff" + header + "\r\n", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    return answer


@permission("imports.run")
def reading(request: SignedRequest, run_id: int) -> HttpResponse:
    """Show how the file is read with its first rows, and read it otherwise if told so."""
    run = open_run(run_id)
    form = ReadingForm(request.POST or None, run=run)
    try:
        if request.method == "POST" and form.is_valid():
            chosen = form.choices(run)
            if any(chosen.get(name) != run.choices.get(name) for name in chosen):
                run = translate.prepare(run=file_taken_in.choose(run_id=run.pk, choices=chosen), today=request.today)
            return redirect("imports:reading" if "again" in request.POST else "imports:columns", run.pk)
        with opened(run=run) as file:
            rows, titles = file.preview(), [column.title or column.letter for column in file.table.columns]
    except Refusal as refusal:
        if request.method == "POST":
            file_taken_in.choose(run_id=run.pk, choices={})
            translate.prepare(run=open_run(run.pk), today=request.today)
        messages.error(request, refused(refusal))
        return redirect(
            "imports:reading" if request.method == "POST" else "imports:new",
            *([run.pk] if request.method == "POST" else []),
        )
    context = {"run": run, "form": form, "rows": rows, "titles": titles, "notes": wording.reading_notes(run=run)}
    return render(request, "imports/reading.html", _at(2) | context)


@permission("imports.run")
def columns(request: SignedRequest, run_id: int) -> HttpResponse:
    """Ask which column fills which field and what the file cannot say, and then check it."""
    run = open_run(run_id)
    form, answers = ColumnsForm(request.POST or None, run=run), AnswersForm(request.POST or None, run=run)
    if request.method == "POST" and form.is_valid() and answers.is_valid():
        run = file_taken_in.map_columns(run_id=run.pk, mapping=form.chosen(), options=answers.options(run))
        return _checked(request, run)
    with opened(run=run) as file:
        samples = {str(one.column.index): one.samples for one in file.study().columns}
    rows = [row | {"samples": samples.get(str(row["column"].value()), ())} for row in form.rows()]
    context = {"run": run, "form": form, "answers": answers, "rows": rows, "notes": wording.reading_notes(run=run)}
    return render(request, "imports/columns.html", _at(3) | context)


@permission("imports.run")
def check(request: SignedRequest, run_id: int) -> HttpResponse:
    """Show what an import would do, what stops it and what should be looked at, never mixed."""
    run = open_run(run_id)
    if run.work is not None and run.work.state in OPEN:
        return render(request, "imports/check.html", _at(4) | {"run": run, "is_waiting": True})
    groups = queries.groups_of(run=run)
    places = queries.faulty_places(run=run, at_most=MENDED_AT_ONCE)
    context = {
        "run": run,
        "errors": wording.repairs(request=request, groups=[group for group in groups if group.is_blocking]),
        "warnings": wording.repairs(request=request, groups=[group for group in groups if not group.is_blocking]),
        "grid": _grid(request, run, places),
        "sums": wording.sums(run=run),
        "fates": wording.fates(run=run),
        "notes": wording.notes(run=run),
        "moved": wording.moved(run=run),
        "before": queries.same_file_before(run=run),
        "may_start": run.checked_at and (not run.summary.get("blocking") or run.options["good_rows_only"]),
    }
    return render(request, "imports/check.html", _at(4) | context)


@permission("imports.run")
@require_POST
def mend(request: SignedRequest, run_id: int) -> HttpResponse:
    """Take the cells that were mended in the grid and check again."""
    run = open_run(run_id)
    corrections: dict[str, dict[str, str]] = {}
    for name, text in request.POST.items():
        place, bar, field = name.rpartition("|")
        if bar and field in FIELDS and text != request.POST.get(f"{name}|was"):
            corrections.setdefault(place, {})[field] = str(text)
    if not corrections:
        messages.info(request, _("Nothing was changed."))
        return redirect("imports:check", run.pk)
    return _checked(request, file_taken_in.correct(run_id=run.pk, corrections=corrections))


@permission("imports.run")
def bad_rows(request: SignedRequest, run_id: int) -> HttpResponse:
    """Give the faulty rows as they stand in the file, with the reasons in a last column."""
    run = open_run(run_id)
    reasons: dict[tuple[str, int], str] = {}
    for fault in queries.faults_of(run=run).filter(is_blocking=True):
        words = f"{fault.title or fault.column}: {wording.fault_words(request=request, fault=fault)}".lstrip(": ")
        place = (fault.sheet, fault.row)
        reasons[place] = f"{reasons[place]} {words}" if place in reasons else words
    blocks = bad_rows_file(run=run, reasons=reasons, title=_("Reason"))
    answer = HttpResponse(b"".join(blocks), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="bad-rows-{run.pk}.csv"'
    return answer


def open_run(run_id: int) -> IntakeRun:
    """Give a run, or answer that there is none."""
    run = queries.run_of(run_id=run_id)
    if run is None:
        raise Http404
    return run


def _checked(request: SignedRequest, run: IntakeRun) -> HttpResponse:
    """Check a small file at once, a large one in the background."""
    try:
        if run.file.size > AT_ONCE[run.kind]:
            file_taken_in.start(run_id=run.pk, job=file_taken_in.CHECK, actor=request.actor)
        else:
            translate.check(run=run, report=_silent, today=request.today)
    except Refusal as refusal:
        messages.error(request, refused(refusal))
        return redirect("imports:columns", run.pk)
    return redirect("imports:check", run.pk)


def _grid(request: SignedRequest, run: IntakeRun, places: list[tuple[str, int]]) -> dict[str, Any]:
    """The first faulty rows, each mapped cell to be mended, those with a fault marked and explained."""
    if not places or run.detected.get("is_ledger"):
        return {}
    letters = {letter: index for index, letter, _title in run.detected["columns"]}
    fields = {given["index"]: given["field"] for given in run.mapping}
    wrong: dict[tuple[str, int, str], str] = {}
    for fault in queries.faults_of(run=run).filter(is_blocking=True, row__lte=places[-1][1]):
        field = fields.get(letters.get(fault.column, -1), "")
        wrong[fault.sheet, fault.row, field] = wording.fault_words(request=request, fault=fault)
    cells = cells_of(run=run, places=places)
    names = [given["field"] for given in run.mapping]
    rows = [
        {
            "sheet": sheet,
            "row": row,
            "place": f"{sheet}!{row}",
            "whole": wrong.get((sheet, row, ""), ""),
            "cells": [(name, FIELDS[name], found.get(name, ""), wrong.get((sheet, row, name), "")) for name in names],
        }
        for (sheet, row), found in cells.items()
    ]
    return {"titles": [FIELDS[name] for name in names], "rows": rows}


def _at(step: int) -> dict[str, Any]:
    return {"steps": wording.steps(), "now": step}


def _silent(_done: int) -> None:
    """A small file is checked while the page waits."""
