"""Pages around the record table: hand-kept values, columns of one's own, import, and a copy for somebody outside."""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from onaccount.connectors.record_table.reading import read_rows
from onaccount.connectors.tables import writing
from onaccount.connectors.tables.written import Column as WrittenColumn
from onaccount.connectors.tables.written import ColumnKind
from onaccount.customers import access
from onaccount.customers import queries as customers
from onaccount.customers.labels import RECORD_KINDS
from onaccount.customers.rules import masked
from onaccount.customers.rules.record import RecordKind
from onaccount.desk.components.answers import refusal_in, refused
from onaccount.desk.components.columns import Kind
from onaccount.desk.components.finding import customer_for
from onaccount.desk.components.listing import listing_for
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.components.workbooks import export_of
from onaccount.desk.file.record import NUMBER, REMARK, SHIPPED, RecordTable
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import record_kept
from onaccount.office.access.routes import SignedRequest, permission

OUTSIDE = ("customer.name", "customer.address", "traded_on", "state")
EXCEL = writing.ExportFormat.XLSX


class ColumnForm(forms.Form):
    """A column of one's own."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=60)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(RECORD_KINDS.items()))


class WorkbookForm(forms.Form):
    """A filled-in record table."""

    file = forms.FileField(
        label=gettext_lazy("CSV or Excel file"),
        help_text=gettext_lazy("An export of the table; only the remark and your own columns are read."),
    )


class OutsideForm(forms.Form):
    """Which columns go outside, and to whom."""

    recipient = forms.CharField(label=gettext_lazy("Given to"), max_length=80)
    fields_shown = forms.MultipleChoiceField(
        label=gettext_lazy("What is passed on"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, page: RecordTable) -> None:
        super().__init__(data, initial={"fields_shown": OUTSIDE})
        shown = [(column.key, column.title) for column in page.columns if column.kind is not Kind.STATUS]
        self.fields["fields_shown"].choices = shown  # type: ignore[attr-defined]


@permission("customers.file")
def record(request: SignedRequest) -> HttpResponse:
    """Show the record table of the customers the person may see."""
    return RecordTable().respond(request)


@permission("customers.edit")
def hand(request: SignedRequest, number: str) -> HttpResponse:
    """Keep what a customer's row says by hand."""
    customer = customer_for(request, number, "customers.edit")
    held = customers.record_entries(customer_ids=[customer.pk]).get(customer.pk, {})
    titles: dict[int | None, Any] = {None: REMARK}
    titles |= {column.pk: column.title for column in customers.record_columns()}
    form = _hand_form(request, titles, held)
    if request.method == "POST" and form.is_valid():
        values = {key: form.cleaned_data[f"value_{key or 0}"] for key in titles}
        with refusal_in(form):
            record_kept.keep(customer=customer, values=values, actor=request.actor)
            messages.success(request, _("Saved."))
            return redirect("file:record")
    return render(request, "file/fact.html", {"form": form, "customer": customer, "title": _("Record table")})


@permission("policy.edit")
def columns(request: SignedRequest) -> HttpResponse:
    """List the columns of one's own and add one."""
    form = ColumnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        taken = _taken()
        try:
            kind = RecordKind(form.cleaned_data["kind"])
            record_kept.add_column(title=form.cleaned_data["title"], kind=kind, taken=taken, actor=request.actor)
        except Refusal as refusal:
            form.add_error("title", refused(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("file:columns")
    own = [(column.title, RECORD_KINDS[column.kind]) for column in customers.record_columns()]
    return render(request, "file/columns.html", {"form": form, "own": own})


def _taken() -> frozenset[str]:
    """The titles of the shipped columns in every language."""
    found: set[str] = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(title) for title in (*(column.title for column in SHIPPED), REMARK)}
    return frozenset(found)


@permission("customers.edit")
def bring_in(request: SignedRequest) -> HttpResponse:
    """Read a filled-in table and keep its hand-kept columns, naming every row that could not be."""
    form = WorkbookForm(request.POST or None, request.FILES or None)
    fates: list[tuple[record_kept.RowFate, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            rows = _read(request, form.cleaned_data["file"])
            run = record_kept.import_rows(rows=rows, actor=request.actor)
            fates = [(fate, refused(fate.refusal) if fate.refusal else "") for fate in run]
        except Refusal as refusal:
            form.add_error("file", refused(refusal))
    context = {
        "form": form,
        "is_done": bool(fates),
        "changed": sum(bool(fate.changed) for fate, _said in fates),
        "faulty": [(fate, said) for fate, said in fates if said],
    }
    return render(request, "file/record_import.html", context)


@permission("customers.edit")
def outside(request: SignedRequest) -> HttpResponse:
    """Make a copy for somebody outside: chosen columns, contacts redacted, every row marked, and logged."""
    page = RecordTable()
    form = OutsideForm(request.POST or None, page=page)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            return _copy(request, page, said["recipient"], said["fields_shown"])
        except Refusal as refusal:
            form.add_error("recipient", refused(refusal))
    return render(request, "file/outside.html", {"form": form})


def _copy(request: SignedRequest, page: RecordTable, recipient: str, chosen: list[str]) -> HttpResponse:
    vars(page)["columns"] = tuple(column for column in page.columns if column.key in chosen)
    listing = listing_for(page=page, rows=page.rows(request), given={}, manner=manner_of(request=request))
    export = export_of(listing=listing)
    mark = _("For %(recipient)s only · %(day)s · %(person)s") % {
        "recipient": recipient.strip(),
        "day": request.today.isoformat(),
        "person": request.person.full_name,
    }
    rows = [{**_redacted(row), "mark": mark} for row in export.rows]
    record_kept.share(recipient=recipient, fields=chosen, count=len(rows), actor=request.actor)
    shown = (*export.columns, WrittenColumn("mark", _("Marked"), ColumnKind.TEXT, ""))
    content = writing.file_bytes(export=writing.Export(export.title, shown, rows, ()), form=EXCEL)
    name = f"record-{request.today.isoformat()}.{EXCEL.extension}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=EXCEL.media_type, headers=headers)


def _redacted(row: Mapping[str, Any]) -> dict[str, Any]:
    """The contact by family name and last digits only."""
    contact = str(row.get("contact") or "")
    if not contact:
        return dict(row)
    name, _blank, way = contact.partition(" ")
    hidden = masked(way) if "@" not in way else "*" + way[way.index("@") :]
    return {**row, "contact": f"{name[:1]}** {hidden}".strip()}


def _read(request: SignedRequest, file: Any) -> Iterator[record_kept.ImportedRow]:
    titles: dict[str, int | None] = {str(REMARK): None}
    titles |= {column.title: column.pk for column in customers.record_columns()}
    with tempfile.TemporaryDirectory(prefix="onaccount-record-") as folder:
        path = Path(folder) / f"record{Path(file.name).suffix}"
        path.write_bytes(file.read())
        found = read_rows(path=path, name=file.name, number_title=str(NUMBER), titles=titles)
    visible = access.visible(person=request.person, permission="customers.edit", today=request.today)
    known = {one.number: one for one in visible.filter(number__in=[row.number for row in found])}
    return (record_kept.ImportedRow(row.row, row.number, known.get(row.number), row.values) for row in found)


def _hand_form(request: SignedRequest, titles: Mapping[Any, Any], held: Mapping[Any, str]) -> forms.Form:
    form = forms.Form(request.POST or None)
    for key, title in titles.items():
        form.fields[f"value_{key or 0}"] = forms.CharField(
            label=title, max_length=500, required=False, initial=held.get(key, "")
        )
    return form
