"""
How complete a credit file is 档案完整度, measured against what the policy asks for the amount asked.

Terms: need 应备资料 (a fact, a paper, yearly statements, a contact; with its weight, from which amount it is asked, of which class of
customers), met 已备, stale 过期, missing 缺失. The share is the weight of what is met over the weight of what is asked; stale counts as
not met, and is named as stale.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from onaccount.customers.rules.facts import KINDS, Freshness, freshness
from onaccount.customers.rules.papers import TYPES
from onaccount.kernel.calendar import add_months
from onaccount.kernel.reasons import Refusal

STATEMENT_MONTHS: Final = 18


class NeedKind(StrEnum):
    """What is asked for."""

    FACT = "fact"
    PAPER = "paper"
    STATEMENTS = "statements"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Need:
    """
    One thing asked of a file: `code` a kind of fact, a type of paper, a purpose, or how many years of statements.

    `customer_class` names the class it is asked of, "" for every customer.
    """

    kind: NeedKind
    code: str
    weight: Decimal
    from_amount: Decimal
    customer_class: str

    @property
    def place(self) -> str:
        """How it is named in a policy: what is asked, of whom."""
        return f"{self.kind} {self.code} {self.customer_class}".strip()


class Met(StrEnum):
    """How far a need is met."""

    MET = "met"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """A need, how far it is met, and the day of what meets it or once did."""

    need: Need
    met: Met
    dated: date | None


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete a file is for an amount: `share` from 0 to 1, every finding, the heaviest gaps first in `gaps`."""

    share: Decimal
    findings: tuple[Finding, ...]

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """What is missing or stale, the heaviest first."""
        open_needs = [finding for finding in self.findings if finding.met is not Met.MET]
        return tuple(sorted(open_needs, key=lambda finding: -finding.need.weight))

    @property
    def is_complete(self) -> bool:
        """Whether nothing asked for is missing or stale."""
        return not self.gaps


@dataclass(frozen=True, slots=True)
class Held:
    """One thing on file: the day it is of, and its own end (exclusive) or None."""

    dated: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a file holds: the newest of each kind of fact and type of paper, ends of full years reported, contact purposes."""

    facts: Mapping[str, Held]
    papers: Mapping[str, Held]
    years: tuple[date, ...]
    contacts: frozenset[str]


def needs_of(text: str) -> tuple[Need, ...]:
    """Read needs asked of everybody from lines of `kind code weight from_amount`, as the default below is written."""
    rows = (line.split() for line in text.strip().splitlines())
    return tuple(Need(NeedKind(kind), code, Decimal(weight), Decimal(start), "") for kind, code, weight, start in rows)


SHIPPED_NEEDS: Final = needs_of("""
fact registration 15 0
paper business_licence 10 0
contact payment 5 0
fact legal_search 10 0
fact owner 5 100000
paper credit_application 10 100000
paper personal_consent 5 100000
fact trade_reference 10 100000
fact site_visit 10 300000
fact bank_flow 5 300000
statements 1 15 300000
fact tax_credit 5 300000
fact bureau_report 10 500000
fact bank_line 5 1000000
fact market 5 1000000
statements 3 10 1000000
""")


def asked_of(*, needs: Iterable[Need], amount: Decimal, classes: Collection[str]) -> tuple[Need, ...]:
    """
    Give what is asked of a customer of these classes for an amount, in the order of the policy.

    What is asked of everybody and of a class, too, is asked once, with the larger weight.
    """
    asked: dict[tuple[NeedKind, str], Need] = {}
    for need in needs:
        key = need.kind, need.code
        if need.from_amount <= amount and need.customer_class in ("", *classes):
            asked[key] = max(asked.get(key, need), need, key=lambda one: one.weight)
    return tuple(asked.values())


def completeness(*, asked: tuple[Need, ...], holdings: Holdings, today: date) -> Completeness:
    """Measure the file against what is asked of it (`asked_of`); asked for nothing, a file is complete."""
    findings = tuple(_found(need, holdings, today) for need in asked)
    whole = sum((need.weight for need in asked), Decimal(0))
    met = sum((finding.need.weight for finding in findings if finding.met is Met.MET), Decimal(0))
    return Completeness(met / whole if whole else Decimal(1), findings)


def _found(need: Need, holdings: Holdings, today: date) -> Finding:
    match need.kind:
        case NeedKind.FACT:
            return _fact(need, holdings.facts.get(need.code), today)
        case NeedKind.PAPER:
            return _paper(need, holdings.papers.get(need.code), today)
        case NeedKind.STATEMENTS:
            return _statements(need, holdings.years, today)
    return Finding(need, Met.MET if need.code in holdings.contacts else Met.MISSING, None)


def _fact(need: Need, held: Held | None, today: date) -> Finding:
    if held is None:
        return Finding(need, Met.MISSING, None)
    fresh = freshness(kind=need.code, dated=held.dated, valid_to=held.valid_to, today=today)
    return Finding(need, Met.MET if fresh is Freshness.FRESH else Met.STALE, held.dated)


def _paper(need: Need, held: Held | None, today: date) -> Finding:
    if held is None:
        return Finding(need, Met.MISSING, None)
    over = held.valid_to is not None and held.valid_to <= today
    return Finding(need, Met.STALE if over else Met.MET, held.dated)


def _statements(need: Need, years: tuple[date, ...], today: date) -> Finding:
    """As many full years as asked, the newest not older than a year and a half."""
    if len(years) < int(need.code):
        return Finding(need, Met.MISSING, max(years, default=None))
    newest = max(years)
    old = add_months(newest, STATEMENT_MONTHS) < today
    return Finding(need, Met.STALE if old else Met.MET, newest)


def needs_as_json(needs: Iterable[Need]) -> dict[str, dict[str, str]]:
    """Give the plain form in which a policy version keeps needs, by what is asked of whom."""
    return {need.place: {"weight": str(need.weight), "from_amount": str(need.from_amount)} for need in needs}


def needs_from_json(data: Mapping[str, Mapping[str, str]]) -> tuple[Need, ...]:
    """Read what `needs_as_json` wrote, ordered as people read it. Refuses what `checked_needs` refuses."""
    return checked_needs([_need(place, row) for place, row in data.items()])


def _need(place: str, row: Mapping[str, str]) -> Need:
    kind, code, customer_class = [*place.split(" "), ""][:3]
    return Need(NeedKind(kind), code, Decimal(row["weight"]), Decimal(row["from_amount"]), customer_class)


def checked_needs(needs: Collection[Need]) -> tuple[Need, ...]:
    """
    Give the needs of a policy, what is asked of the smallest amount first, the heaviest of it before the rest.

    Refuses `completeness.need_wrong` (no such thing, no weight), `completeness.need_twice` and `completeness.nothing_asked`.
    """
    places = Counter(need.place for need in needs)
    for need in needs:
        if not _exists(need) or need.weight <= 0 or need.from_amount < 0:
            raise Refusal("completeness.need_wrong", code=need.place, weight=need.weight)
        if places[need.place] > 1:
            raise Refusal("completeness.need_twice", code=need.place)
    if not needs:
        raise Refusal("completeness.nothing_asked")
    return tuple(sorted(needs, key=lambda need: (need.from_amount, -need.weight, need.place)))


def _exists(need: Need) -> bool:
    match need.kind:
        case NeedKind.FACT:
            return need.code in KINDS
        case NeedKind.PAPER:
            return need.code in TYPES
        case NeedKind.STATEMENTS:
            return need.code.isdecimal()
    return bool(need.code)
