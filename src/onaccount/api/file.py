"""The credit file over the interface 信用档案: facts, papers and statements read and kept, wrong facts corrected."""

from base64 import b64encode
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from ninja import Router, Schema, Status
from ninja.params.functions import Query

from onaccount.api.bodies import WRITTEN_OUT
from onaccount.api.errors import PROBLEMS
from onaccount.api.finding import answered, asked, customer_in
from onaccount.api.shapes_file import (
    CorrectionIn,
    EntryId,
    FileFactIn,
    FileOut,
    KeptOut,
    PaperContentOut,
    PaperIn,
    StatementIn,
    StatementsOut,
    fact_out,
    need_out,
    paper_out,
    statement_out,
)
from onaccount.api.shapes_in import Key, Number
from onaccount.customers import access, queries
from onaccount.customers.rules.facts import CorrectionDraft, FactDraft
from onaccount.customers.rules.papers import PaperDraft
from onaccount.customers.rules.statements import Period, StatementDraft, as_cas
from onaccount.kernel.period import end_after
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import file_kept, statement_received
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, permission

FILE, EDIT = "customers.file", "customers.edit"
router = Router(tags=["credit file"])
For = Annotated[Decimal, Query(ge=0, le=10**12, description="For a credit of this amount."), WRITTEN_OUT]


@router.get("/{number}/file", response={200: FileOut, **PROBLEMS}, summary="The credit file")
@permission(FILE)
def read(request: SignedRequest, number: Number, amount: For = Decimal(0)) -> FileOut:
    """Facts that stand, papers, and what the policy asks for an amount; personal values only for keys with `customers.edit`."""
    customer = _customer(request, number, FILE)
    shown = may(person=request.person, permission=EDIT, today=request.today)
    found = queries.completeness_of(customer_id=customer.pk, amount=amount, as_of=request.today)
    facts = queries.facts_of(customer=customer, as_of=request.today, is_personal_shown=shown)
    return FileOut(
        customer=customer.number,
        amount=amount,
        share=found.share,
        is_complete=found.is_complete,
        needs=[need_out(each) for each in found.findings],
        facts=[fact_out(each) for each in facts],
        papers=[paper_out(row) for row in queries.documents_of(customer=customer, as_of=request.today)],
    )


@router.post("/{number}/file/facts", response={201: KeptOut, **PROBLEMS}, summary="Add a fact to the file")
@permission(EDIT)
def add_fact(request: SignedRequest, number: Number, body: FileFactIn, key: Key) -> Status[KeptOut]:
    """A fact with its source and day; one of a kind that stands once takes the place of the one before."""
    customer = _customer(request, number, EDIT)

    def act() -> tuple[str, int, int]:
        row = file_kept.add_fact(customer=customer, draft=_draft(body), actor=request.actor, today=request.today)
        return row.kind, row.pk, 1

    return _kept(request, number, body, key, act)


@router.post("/{number}/file/facts/{entry}/correct", response={201: KeptOut, **PROBLEMS}, summary="Correct a fact")
@permission(EDIT)
def correct(request: SignedRequest, number: Number, entry: EntryId, body: CorrectionIn, key: Key) -> Status[KeptOut]:
    """Takes a wrong fact out of what stands, with cause and measure; the key's person gets the follow-up task."""
    customer = _customer(request, number, EDIT)
    why = CorrectionDraft(body.cause, body.verified_with, body.departments_told, body.measure, body.follow_up_on)
    right = None if body.right is None else _draft(body.right)

    def act() -> tuple[str, int, int]:
        wrong = queries.fact_of(fact_id=entry, as_of=request.today, is_personal_shown=False)
        if wrong is None or wrong.row.customer_id != customer.pk:
            raise Refusal("api.fact_unknown", number=number, fact=entry)
        row = file_kept.correct_fact(wrong=wrong.row, right=right, draft=why, actor=request.actor, today=request.today)
        return wrong.kind.code, row.right_id or entry, 1

    return _kept(request, number, body, key, act)


@router.post("/{number}/file/papers", response={201: KeptOut, **PROBLEMS}, summary="Add a paper to the file")
@permission(EDIT)
def add_paper(request: SignedRequest, number: Number, body: PaperIn, key: Key) -> Status[KeptOut]:
    """Kept sealed with its validity and SHA-256; what it is is told by its first bytes, not by its name."""
    customer = _customer(request, number, EDIT)
    draft = PaperDraft(body.type, body.title, body.file_name, body.bytes(), body.valid_from, end_after(body.last_day))

    def act() -> tuple[str, int, int]:
        row = file_kept.keep_paper(customer=customer, draft=draft, actor=request.actor, today=request.today)
        return row.type, row.pk, row.version

    return _kept(request, number, body, key, act)


@router.get("/{number}/file/papers/{entry}", response={200: PaperContentOut, **PROBLEMS}, summary="A paper of the file")
@permission(EDIT)
def read_paper(request: SignedRequest, number: Number, entry: EntryId) -> PaperContentOut:
    """The bytes as they were handed in; the journal notes who took them. Refuses `api.fact_unknown`, erased papers too."""
    customer = _customer(request, number, EDIT)
    document = queries.document_of(customer=customer, document_id=entry)
    content = None if document is None else queries.content_of(document=document)
    if document is None or content is None:
        raise Refusal("api.fact_unknown", number=number, fact=entry)
    file_kept.read_paper(document=document, actor=request.actor)
    return PaperContentOut(paper=paper_out(document), content=b64encode(content).decode())


@router.get("/{number}/statements", response={200: StatementsOut, **PROBLEMS}, summary="Financial statements")
@permission(FILE)
def statements(request: SignedRequest, number: Number) -> StatementsOut:
    """Every period in the version in force, single and consolidated, amounts by line code in full units."""
    customer = _customer(request, number, FILE)
    found = queries.statements_of(customer_id=customer.pk, as_of=request.today)
    return StatementsOut(customer=customer.number, statements=[statement_out(one) for one in found])


@router.post("/{number}/statements", response={201: KeptOut, **PROBLEMS}, summary="Hand in financial statements")
@permission(EDIT)
def hand_in(request: SignedRequest, number: Number, body: StatementIn, key: Key) -> Status[KeptOut]:
    """Refused with the line that does not tie to the cent; other figures for a known period are a further version."""
    customer, factor = _customer(request, number, EDIT), Decimal(body.unit)
    said = body.model_dump(exclude={"period_end", "months", "scope", "unit", "amounts"})
    draft = StatementDraft(
        period=Period(body.period_end, body.months, body.scope),
        amounts=as_cas({code: each * factor for code, each in body.amounts.items()}, standard=body.standard),
        **said,
    )

    def act() -> tuple[str, int, int]:
        row = statement_received.take_in(customer=customer, draft=draft, actor=request.actor, today=request.today)
        return "statement", row.pk, row.version

    return _kept(request, number, body, key, act)


def _customer(request: SignedRequest, number: str, right: str) -> Any:
    return customer_in(access.visible(person=request.person, permission=right, today=request.today), number=number)


def _draft(body: FileFactIn) -> FactDraft:
    return FactDraft(body.kind, body.values, body.source, body.dated, end_after(body.last_day), body.paper)


def _kept(
    request: SignedRequest, number: str, body: Schema, key: str, act: Callable[[], tuple[str, int, int]]
) -> Status[KeptOut]:
    def work() -> KeptOut:
        kind, made, version = act()
        return KeptOut(customer=number, kind=kind, id=made, version=version)

    return Status(201, answered(KeptOut, work, once=asked(request, key=key, body=body)))
