"""What machines send and receive about the credit file 信用档案: facts, papers, financial statements, how complete it is."""

from base64 import b64decode
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from ninja.params.functions import Path
from pydantic import Field, StringConstraints

from onaccount.api.bodies import WRITTEN_OUT, Body
from onaccount.api.examples import shown
from onaccount.api.shapes_facts import Said
from onaccount.api.shapes_in import Code, Currency, Day, Text
from onaccount.api.shapes_out import Amount
from onaccount.customers.rules.facts import Cause
from onaccount.customers.rules.statements import Credibility, Scope, Standard
from onaccount.kernel.period import last_day_before

LongText = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
Base64 = Annotated[
    str,
    StringConstraints(
        min_length=4, max_length=4_000_000, pattern=r"^(?:[A-Za-z0-9+/]{4})*[A-Za-z0-9+/]{2}[A-Za-z0-9+/=]{2}$"
    ),
]
Line = Annotated[Decimal, Field(ge=-(10**15), le=10**15, max_digits=21, decimal_places=6), WRITTEN_OUT]
EntryId = Annotated[int, Path(description="The id of a fact of the file.", ge=1, le=2**62)]


RIGHT: dict[str, Any] = {
    "kind": "bank_line",
    "values": {"bank": "澄州银行", "amount": "5000000"},
    "source": "Bank letter of 2 November",
    "dated": "2026-11-02",
}


class FileFactIn(Body):
    """A fact found out on a day; which values a kind takes is told by the file's page of the kind."""

    kind: Code = Field(examples=["bank_line"])
    values: dict[Code, LongText] = Field(examples=[{"bank": "澄州银行", "amount": "5000000"}])
    source: Said = Field(examples=["Bank letter of 2 November"])
    dated: Day = Field(examples=["2026-11-02"])
    last_day: Day | None = Field(None, description="Absent: as long as its kind stays fresh.")
    paper: Annotated[int, Field(ge=1, le=2**62)] | None = Field(None, description="The paper it rests on.")


class CorrectionIn(Body):
    """Why a fact was wrong and what follows; `right` takes its place, null: nothing does."""

    right: FileFactIn | None = Field(examples=[RIGHT])
    cause: Cause = Field(examples=["entry_error"])
    verified_with: Text = Field("", description="Needed where the source was wrong.")
    departments_told: Said = Field(examples=["Sales"])
    measure: Said = Field(examples=["A second pair of eyes"])
    follow_up_on: Day = Field(examples=["2027-02-01"])


class PaperIn(Body):
    """A paper; the same title again is its next version."""

    type: Code = Field(examples=["business_licence"])
    title: Said = Field(examples=["Business licence"])
    file_name: Said = Field(examples=["licence.pdf"])
    content: Base64 = Field(description="The bytes in base64; up to 3 MB.", examples=["JVBERi0xLjcK"])
    valid_from: Day = Field(examples=["2026-01-01"])
    last_day: Day | None = None

    def bytes(self) -> bytes:
        """The content as it was before it was sent."""
        return b64decode(self.content)


class StatementIn(Body):
    """One period; `amounts` by line code in `unit`, sums may be left out. Other figures for a known period need a `reason`."""

    period_end: Day = Field(examples=["2025-12-31"])
    months: Annotated[int, Field(ge=1, le=18)] = 12
    scope: Scope = Scope.SINGLE
    currency: Currency = "CNY"
    unit: Literal["1", "1000", "10000"] = Field("1", description="元, 千元 or 万元.")
    standard: Standard = Standard.CAS
    credibility: Credibility = Field(examples=["audited"])
    source: Said = Field(examples=["Audit report 2025"])
    received_on: Day = Field(examples=["2026-03-01"])
    reason: Text = Field("", description="Why it is restated.")
    amounts: Annotated[dict[Code, Line], Field(min_length=1, max_length=200)] = Field(
        examples=[{"cash": "1005000.00", "paid_in_capital": "1005000.00"}]
    )


class KeptOut(Schema):
    """What was kept, and the id under which it is read."""

    model_config = shown({"customer": "C1002", "kind": "bank_line", "id": 41, "version": 1})
    customer: str
    kind: str
    id: int
    version: int


class NeedOut(Schema):
    """One thing the policy asks of this file, and whether it is met, stale or missing."""

    kind: str
    code: str
    weight: Amount
    from_amount: Amount
    state: str
    dated: date | None


class FileFactOut(Schema):
    """A fact that stands. `freshness`: fresh, stale or lapsed; personal values only for keys that keep files."""

    id: int
    kind: str
    values: dict[str, str]
    source: str
    dated: date
    last_day: date | None
    freshness: str
    paper: int | None


class PaperOut(Schema):
    """A version of a paper; `is_kept` is false where its content was erased."""

    id: int
    type: str
    title: str
    version: int
    file_name: str
    media_type: str
    size: int
    sha256: str
    valid_from: date
    last_day: date | None
    is_kept: bool


PAPER: dict[str, Any] = {
    "id": 12,
    "type": "business_licence",
    "title": "Business licence",
    "version": 1,
    "file_name": "licence.pdf",
    "media_type": "application/pdf",
    "size": 9,
    "sha256": "b6dd1cdd2f8c5f1c4b5a3f4a6f2c0a2e5d9a1b7c8e4f60718293a4b5c6d7e8f9",
    "valid_from": "2026-01-01",
    "last_day": None,
    "is_kept": True,
}
FILE: dict[str, Any] = {
    "customer": "C1002",
    "amount": "500000.00",
    "share": "0.75",
    "is_complete": False,
    "needs": [
        {
            "kind": "fact",
            "code": "legal_search",
            "weight": "10",
            "from_amount": "0",
            "state": "stale",
            "dated": "2026-02-01",
        }
    ],
    "facts": [
        {
            "id": 41,
            "kind": "bank_line",
            "values": {"bank": "澄州银行", "amount": "5000000"},
            "source": "Bank letter of 2 November",
            "dated": "2026-11-02",
            "last_day": None,
            "freshness": "fresh",
            "paper": None,
        }
    ],
    "papers": [],
}


class FileOut(Schema):
    """A credit file as it stands today, measured for an amount."""

    model_config = shown(FILE)
    customer: str
    amount: Amount
    share: Amount
    is_complete: bool
    needs: list[NeedOut]
    facts: list[FileFactOut]
    papers: list[PaperOut]


class StatementOut(Schema):
    """The version in force of one period, in full units, every line tied to the cent."""

    period_end: date
    months: int
    scope: str
    currency: str
    standard: str
    credibility: str
    version: int
    source: str
    received_on: date
    amounts: dict[str, Amount]


class PaperContentOut(Schema):
    """A paper as it was handed in; `content` is its bytes in base64."""

    model_config = shown({"paper": PAPER, "content": "JVBERi0xLjcK"})
    paper: PaperOut
    content: str


class StatementsOut(Schema):
    """The statements of a customer, the newest period first."""

    model_config = shown(
        {
            "customer": "C1002",
            "statements": [
                {
                    "period_end": "2025-12-31",
                    "months": 12,
                    "scope": "single",
                    "currency": "CNY",
                    "standard": "cas",
                    "credibility": "audited",
                    "version": 1,
                    "source": "Audit report 2025",
                    "received_on": "2026-03-01",
                    "amounts": {"cash": "1005000.00"},
                }
            ],
        }
    )
    customer: str
    statements: list[StatementOut]


def need_out(found: Any) -> NeedOut:
    """Write one finding of the completeness meter."""
    need = found.need
    facts = {"kind": need.kind, "code": need.code, "weight": need.weight, "from_amount": need.from_amount}
    return NeedOut(**facts, state=found.met, dated=found.dated)


def fact_out(found: Any) -> FileFactOut:
    """Write a fact that stands."""
    row = found.row
    return FileFactOut(
        id=row.pk,
        kind=row.kind,
        values=dict(found.values),
        source=row.source,
        dated=row.dated,
        last_day=last_day_before(row.valid_to),
        freshness=found.freshness,
        paper=row.document_id,
    )


def paper_out(row: Any) -> PaperOut:
    """Write a version of a paper."""
    told = ("type", "title", "version", "file_name", "media_type", "size", "sha256", "valid_from")
    last_day = last_day_before(row.valid_to)
    facts = {name: getattr(row, name) for name in told}
    return PaperOut(id=row.pk, last_day=last_day, is_kept=hasattr(row, "content"), **facts)


def statement_out(one: Any) -> StatementOut:
    """Write one period."""
    told = ("period_end", "months", "scope", "currency", "standard", "credibility", "version", "source", "received_on")
    return StatementOut(**{name: getattr(one, name) for name in told}, amounts=dict(one.amounts))
