"""
From the credit file to data points 档案数据点: registration, size, tax credit, bank lines, references, a visit, what the courts say.

Terms: legal record 涉诉记录 (an open one against the customer counts until the file says that it is closed), court search 司法查询 (what it
does not find is known to be none), tax credit grade 纳税信用等级 (A 5, B 4, M 3, C 2, D 1), size class 企业规模 (large 4 to micro 1). A fact
whose own last day is over is not used. Experience of others reads good 10, fair 5, poor 0.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from onaccount.assessment.rules.scorecard import Known
from onaccount.customers.rules.facts import Freshness, freshness

ZERO, ONE = Decimal(0), Decimal(1)
DAYS_OF_YEAR = Decimal("365.25")
TAX_GRADES = {"A": Decimal(5), "B": Decimal(4), "M": Decimal(3), "C": Decimal(2), "D": Decimal(1)}
SIZES = {"large": Decimal(4), "medium": Decimal(3), "small": Decimal(2), "micro": Decimal(1)}
EXPERIENCES = {"good": Decimal(10), "fair": Decimal(5), "poor": ZERO}
COURT = {
    "bankruptcy": "insolvent",
    "dishonest": "dishonest",
    "enforcement": "enforcements",
    "lawsuit": "lawsuits_as_debtor",
    "seizure": "seizures",
    "penalty": "penalties",
}
"""Which data point each type of legal record speaks of."""
_YES_NO = {"insolvent", "dishonest"}
_EXPERIENCED = {
    "trade_reference": ("trade_references", "experience"),
    "bank_reference": ("bank_credit", "experience"),
    "site_visit": ("site_visit", "condition"),
}
KIND_OF: Mapping[str, str] = {
    "years_since_founding": "registration",
    "licence_revoked": "registration",
    "size_class": "size",
    "sme_declared": "size",
    "tax_credit": "tax_credit",
    "bank_lines": "bank_line",
    "bank_lines_drawn": "bank_line",
    **{point: kind for kind, (point, _value) in _EXPERIENCED.items()},
    **dict.fromkeys(COURT.values(), "legal_search"),
}
"""From which kind of fact each data point comes; the kind says how long it stays fresh."""
KINDS = tuple(dict.fromkeys((*KIND_OF.values(), "legal_record", "ring_fence")))


@dataclass(frozen=True, slots=True)
class FileFact:
    """A fact as it stands in the credit file: its kind, its values as written there, its day, its last day, and where it is from."""

    kind: str
    values: Mapping[str, str]
    dated: date
    valid_to: date | None
    source: str


Found = tuple[str, Decimal]


def file_facts(facts: Iterable[FileFact], *, as_of: date) -> dict[str, Known]:
    """Turn what stands in a credit file, the newest fact of each kind first, into data points."""
    held = [each for each in facts if _freshness(each, as_of) is not Freshness.LAPSED]
    found: dict[str, Known] = {}
    for kind, read in (("registration", _registration), ("size", _size), ("tax_credit", _tax)):
        newest = next((each for each in held if each.kind == kind), None)
        if newest is not None:
            found |= {code: Known(value, newest.dated, newest.source) for code, value in read(newest, as_of)}
    return found | _bank_lines(held) | _experience(held) | _court(held)


def is_ring_fenced(facts: Iterable[FileFact], *, as_of: date) -> bool:
    """Say whether the newest fact about it, still fresh, holds a subsidiary apart from its parent 风险隔离."""
    told = next((each for each in facts if each.kind == "ring_fence"), None)
    return told is not None and _freshness(told, as_of) is Freshness.FRESH and told.values["ring_fenced"] == "yes"


def merged(*, answers: Mapping[str, Known], on_file: Mapping[str, Known]) -> dict[str, Known]:
    """
    Put what people answered beside what the file holds: the later counts, of one day the file.

    What stands against a customer in court counts until its record is closed, whatever is answered later.
    """
    found = {**answers}
    for code, known in on_file.items():
        told = answers.get(code)
        stands = code in COURT.values() and known.value > 0
        if told is None or stands or known.as_of >= told.as_of:
            found[code] = known
    return found


def is_stale(code: str, known: Known, *, as_of: date) -> bool:
    """Say whether a data point of the file is older than its kind of fact stays fresh."""
    kind = KIND_OF.get(code)
    if kind is None:
        return False
    return freshness(kind=kind, dated=known.as_of, valid_to=None, today=as_of) is Freshness.STALE


def _freshness(fact: FileFact, as_of: date) -> Freshness:
    return freshness(kind=fact.kind, dated=fact.dated, valid_to=fact.valid_to, today=as_of)


def _registration(fact: FileFact, as_of: date) -> Iterator[Found]:
    if founded := fact.values.get("founding_date"):
        days = max(0, (as_of - date.fromisoformat(founded)).days)
        yield "years_since_founding", (days / DAYS_OF_YEAR).quantize(Decimal("0.1"))
    if status := fact.values.get("business_status"):
        yield "licence_revoked", ONE if status in {"revoked", "cancelled"} else ZERO


def _size(fact: FileFact, _as_of: date) -> Iterator[Found]:
    if size := fact.values.get("size_class"):
        yield "size_class", SIZES[size]
    if declared := fact.values.get("sme_declared"):
        yield "sme_declared", ONE if declared == "yes" else ZERO


def _tax(fact: FileFact, _as_of: date) -> Iterator[Found]:
    yield "tax_credit", TAX_GRADES[fact.values["tax_grade"]]


def _bank_lines(held: list[FileFact]) -> dict[str, Known]:
    """How many lines banks give, and how much of them is drawn, where every line says it."""
    lines = [each for each in held if each.kind == "bank_line"]
    if not lines:
        return {}
    day, source = lines[0].dated, lines[0].source
    found = {"bank_lines": Known(Decimal(len(lines)), day, source)}
    granted = sum((Decimal(each.values["amount"]) for each in lines), ZERO)
    if granted > 0 and all("drawn" in each.values for each in lines):
        drawn = sum((Decimal(each.values["drawn"]) for each in lines), ZERO)
        found["bank_lines_drawn"] = Known(drawn / granted, day, source)
    return found


def _experience(held: list[FileFact]) -> dict[str, Known]:
    """What suppliers and banks say on average, and what the latest visit found."""
    found = {}
    for kind, (code, name) in _EXPERIENCED.items():
        told = [each for each in held if each.kind == kind and each.values.get(name)]
        if kind == "site_visit":
            told = told[:1]
        if told:
            points = sum((EXPERIENCES[each.values[name]] for each in told), ZERO) / len(told)
            found[code] = Known(points, told[0].dated, told[0].source)
    return found


def _court(held: list[FileFact]) -> dict[str, Known]:
    """A search makes every kind of record known, as none where none is open; a record without a search only its own."""
    search = next((each for each in held if each.kind == "legal_search"), None)
    records = [each for each in held if each.kind == "legal_record"]
    known = set(COURT) if search is not None else {each.values["record_type"] for each in records}
    found = {}
    for kind in sorted(known):
        of_kind = [each for each in records if each.values["record_type"] == kind]
        against = [each for each in of_kind if _is_against(each)]
        said = [*([search] if search is not None and not against else []), *(against or of_kind)]
        latest = max(said, key=lambda each: each.dated)
        count = Decimal(len(against))
        code = COURT[kind]
        found[code] = Known(min(ONE, count) if code in _YES_NO else count, latest.dated, latest.source)
    return found


def _is_against(record: FileFact) -> bool:
    return record.values.get("legal_role") != "plaintiff" and record.values.get("case_state") != "closed"
