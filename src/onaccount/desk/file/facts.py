"""Adding and correcting facts, keeping and copying papers."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from onaccount.connectors.bank_rows.reading import read_lines
from onaccount.customers import queries
from onaccount.customers.labels import FACTS
from onaccount.customers.rules.bank_flow import BankLine
from onaccount.customers.rules.facts import KINDS, FactKind
from onaccount.customers.rules.papers import PaperDraft
from onaccount.desk.components.answers import refused
from onaccount.desk.components.finding import customer_for
from onaccount.desk.file.forms import BankStatementForm, CorrectionForm, FactForm, PaperForm, blame
from onaccount.desk.file.words import told
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import file_kept
from onaccount.office.access.routes import SignedRequest, permission


@permission("customers.edit")
def add(request: SignedRequest, number: str, kind: str) -> HttpResponse:
    """Add a fact of a kind, starting from what stands where a newer one replaces it."""
    customer = customer_for(request, number, "customers.edit")
    found = KINDS.get(kind)
    if found is None:
        raise Http404
    form = _fact_form(request, customer, found, _standing(request, customer, found))
    if request.method == "POST" and form.is_valid():
        try:
            file_kept.add_fact(customer=customer, draft=form.draft(), actor=request.actor, today=request.today)
        except Refusal as refusal:
            blame(refusal, form)
        else:
            messages.success(request, _("Saved."))
            return redirect("file:one", number=number)
    return render(request, "file/fact.html", {"form": form, "customer": customer, "title": FACTS[kind]})


@permission("customers.edit")
def correct(request: SignedRequest, number: str, fact_id: int) -> HttpResponse:
    """Correct a wrong fact with its cause, and give the corrector a follow-up task."""
    customer = customer_for(request, number, "customers.edit")
    wrong = queries.fact_of(fact_id=fact_id, as_of=request.today, is_personal_shown=True)
    if wrong is None or wrong.row.customer_id != customer.pk:
        raise Http404
    said = {**wrong.values, "source": wrong.row.source, "dated": wrong.row.dated}
    form = _fact_form(request, customer, wrong.kind, said)
    why = CorrectionForm(request.POST or None)
    if request.method == "POST" and why.is_valid() and (why.cleaned_data["withdrawn"] or form.is_valid()):
        right = None if why.cleaned_data["withdrawn"] else form.draft()
        try:
            file_kept.correct_fact(
                wrong=wrong.row, right=right, draft=why.correction(), actor=request.actor, today=request.today
            )
        except Refusal as refusal:
            blame(refusal, form, why)
        else:
            messages.success(request, _("Corrected; the follow-up is in your tasks."))
            return redirect("file:one", number=number)
    context = {
        "form": form,
        "why": why,
        "customer": customer,
        "title": FACTS[wrong.kind.code],
        "told": told(wrong),
        "wrong": wrong,
    }
    return render(request, "file/correct.html", context)


@permission("customers.edit")
def add_paper(request: SignedRequest, number: str) -> HttpResponse:
    """Keep a paper."""
    customer = customer_for(request, number, "customers.edit")
    start = {"valid_from": request.today, "type": request.GET.get("type", "")}
    form = PaperForm(request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            file_kept.keep_paper(customer=customer, draft=form.draft(), actor=request.actor, today=request.today)
        except Refusal as refusal:
            blame(refusal, form)
        else:
            messages.success(request, _("Saved."))
            return redirect("file:one", number=number)
    return render(request, "file/paper.html", {"form": form, "customer": customer})


@permission("customers.edit")
def bank_statement(request: SignedRequest, number: str) -> HttpResponse:
    """Read a customer's own bank statement, keep it, and keep what it says as a fact."""
    customer = customer_for(request, number, "customers.edit")
    form = BankStatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        paper = form.draft(request.today)
        try:
            lines = _lines(paper)
            file_kept.take_in_bank_statement(
                customer=customer, paper=paper, lines=lines, actor=request.actor, today=request.today
            )
        except Refusal as refusal:
            form.add_error("file", refused(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("file:one", number=number)
    return render(request, "file/bank.html", {"form": form, "customer": customer})


def _lines(paper: PaperDraft) -> list[BankLine]:
    with tempfile.TemporaryDirectory(prefix="onaccount-bank-") as folder:
        path = Path(folder) / f"bank{Path(paper.file_name).suffix}"
        path.write_bytes(paper.content)
        return read_lines(path=path, name=paper.file_name)


@permission("customers.edit")
def copy(request: SignedRequest, number: str, document_id: int) -> HttpResponse:
    """Give a copy of a paper and note in the journal who took it."""
    customer = customer_for(request, number, "customers.edit")
    document = queries.document_of(customer=customer, document_id=document_id)
    content = None if document is None else queries.content_of(document=document)
    if document is None or content is None:
        raise Http404
    file_kept.read_paper(document=document, actor=request.actor)
    name = content_disposition_header(as_attachment=True, filename=document.file_name)
    headers = {"Content-Disposition": name or "attachment", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=document.media_type, headers=headers)


def _fact_form(request: SignedRequest, customer: Any, kind: FactKind, said: dict[str, Any]) -> FactForm:
    papers = list(queries.documents_of(customer=customer, as_of=request.today))
    return FactForm(request.POST or None, kind=kind, documents=papers, initial={"dated": request.today} | said)


def _standing(request: SignedRequest, customer: Any, kind: FactKind) -> dict[str, Any]:
    """What the newest fact of a kind says, where a newer one replaces it."""
    if not kind.is_single:
        return {}
    found = queries.facts_of(customer=customer, as_of=request.today, is_personal_shown=True)
    return dict(next((fact.values for fact in found if fact.kind is kind), {}))
