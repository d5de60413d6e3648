"""Reading the credit file 信用档案: facts as known on a day, papers, and how complete a file is."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Q, QuerySet

from onaccount.customers.models import Contact, Customer, Document, DocumentContent, Fact, FactCorrection, Statement
from onaccount.customers.queries.files import classes_of
from onaccount.customers.rules.completeness import Completeness, Held, Holdings, Need, asked_of, completeness
from onaccount.customers.rules.facts import KINDS, FactKind, Freshness, freshness
from onaccount.customers.rules.file_policy import SHIPPED_POLICY, FilePolicy, policy_from_json
from onaccount.kernel.period import last_day_before
from onaccount.office.policy import queries as policies
from onaccount.office.vault.content import unsealed

POLICY = "credit_file"
"""The kind of policy that says what a file must hold, and for how long."""


@dataclass(frozen=True, slots=True)
class FactOnFile:
    """A fact with its values, the personal ones too where they were asked for; `is_erased` where these are gone."""

    row: Fact
    kind: FactKind
    values: Mapping[str, str]
    freshness: Freshness
    is_erased: bool


def facts_of(*, customer: Customer, as_of: date, is_personal_shown: bool) -> tuple[FactOnFile, ...]:
    """Give the facts that stand on a day, by kind, the newest first; one query."""
    rows = _standing(as_of).filter(customer=customer).select_related("document", "entered_by", "personal")
    return tuple(_on_file(row, as_of, is_shown=is_personal_shown) for row in rows.order_by("kind", "-dated", "-pk"))


def fact_of(*, fact_id: int, as_of: date, is_personal_shown: bool) -> FactOnFile | None:
    """Give one fact, if it stands on that day."""
    row = _standing(as_of).select_related("customer", "document", "entered_by", "personal").filter(pk=fact_id).first()
    return None if row is None else _on_file(row, as_of, is_shown=is_personal_shown)


def corrections_of(*, customer: Customer) -> QuerySet[FactCorrection]:
    """List what was corrected in a file, the latest first."""
    rows = FactCorrection.objects.filter(wrong__customer=customer)
    return rows.select_related("wrong", "right", "made_by").order_by("-pk")


def latest_values(*, customer_ids: Iterable[int], kinds: Iterable[str], as_of: date) -> Mapping[tuple[int, str], Fact]:
    """Give the newest standing fact of each kind by customer and kind, without personal values; one query."""
    rows = _standing(as_of).filter(customer__in=tuple(customer_ids), kind__in=tuple(kinds))
    newest = rows.order_by("customer_id", "kind", "-dated", "-pk").distinct("customer_id", "kind")
    return {(row.customer_id, row.kind): row for row in newest}


def facts_of_kinds(*, customer_ids: Iterable[int], kinds: Iterable[str], as_of: date) -> QuerySet[Fact]:
    """List the standing facts of these kinds, the newest of a customer first, without personal values."""
    rows = _standing(as_of).filter(customer__in=tuple(customer_ids), kind__in=tuple(kinds))
    return rows.order_by("customer_id", "-dated", "-pk")


def documents_of(*, customer: Customer, as_of: date) -> QuerySet[Document]:
    """List the papers of a file known on a day, by type, the newest version first."""
    rows = Document.objects.filter(customer=customer, known_on__lte=as_of).select_related("entered_by", "content")
    return rows.defer("content__sealed").order_by("type", "title", "-version")


def document_of(*, customer: Customer, document_id: int) -> Document | None:
    """Give one paper of a customer, if there is one."""
    return Document.objects.filter(customer=customer, pk=document_id).first()


def content_of(*, document: Document) -> bytes | None:
    """Give the bytes of a paper as they were handed in; None where they were erased."""
    kept = DocumentContent.objects.filter(document=document).first()
    return None if kept is None else unsealed(kept=bytes(kept.sealed))


def policy_on(*, on: date) -> FilePolicy:
    """Give the policy of the file in force on a day; the shipped one where none was written yet."""
    version = policies.find_in_force(kind=POLICY, on=on)
    return SHIPPED_POLICY if version is None else policy_from_json(version.content)


def policy_numbered(*, number: int) -> FilePolicy | None:
    """Give a version of the policy, whatever its state; None where there is no such version."""
    version = policies.version_of(kind=POLICY, number=number)
    return None if version is None else policy_from_json(version.content)


def needs_on(*, on: date) -> tuple[Need, ...]:
    """Give what the policy in force asks of a file."""
    return policy_on(on=on).needs


def completeness_of(*, customer_id: int, amount: Decimal, as_of: date) -> Completeness:
    """Say how complete the file is for a credit of this amount (in the company's currency), and what is missing."""
    return many_completeness_of(amounts={customer_id: amount}, as_of=as_of)[customer_id]


def many_completeness_of(*, amounts: Mapping[int, Decimal], as_of: date) -> Mapping[int, Completeness]:
    """Say the same for many customers, each for its own amount, in a number of queries that does not grow."""
    return completeness_under(needs=needs_on(on=as_of), amounts=amounts, as_of=as_of)


def completeness_under(
    *, needs: tuple[Need, ...], amounts: Mapping[int, Decimal], as_of: date
) -> Mapping[int, Completeness]:
    """Say how complete files would be if these needs were asked; five queries."""
    holdings, classes = holdings_of(customer_ids=amounts, as_of=as_of), classes_of(customer_ids=amounts)
    return {
        customer: completeness(
            asked=asked_of(needs=needs, amount=amount, classes=classes.get(customer, ())),
            holdings=holdings[customer],
            today=as_of,
        )
        for customer, amount in amounts.items()
    }


def holdings_of(*, customer_ids: Iterable[int], as_of: date) -> Mapping[int, Holdings]:
    """Give what each file holds; four queries."""
    wanted = tuple(customer_ids)
    facts: defaultdict[int, dict[str, Held]] = defaultdict(dict)
    for (customer, kind), row in latest_values(customer_ids=wanted, kinds=KINDS, as_of=as_of).items():
        facts[customer][kind] = Held(row.dated, row.valid_to)
    papers: defaultdict[int, dict[str, Held]] = defaultdict(dict)
    documents = Document.objects.filter(customer__in=wanted, known_on__lte=as_of)
    for paper in documents.order_by("customer_id", "type", "-valid_from", "-pk").distinct("customer_id", "type"):
        papers[paper.customer_id][paper.type] = Held(paper.valid_from, paper.valid_to)
    years: defaultdict[int, set[date]] = defaultdict(set)
    full = Statement.objects.filter(customer__in=wanted, known_on__lte=as_of, months=12)
    for customer, end in full.values_list("customer_id", "period_end"):
        years[customer].add(end)
    contacts: defaultdict[int, set[str]] = defaultdict(set)
    for customer, purpose in Contact.objects.filter(customer__in=wanted).values_list("customer_id", "purpose"):
        contacts[customer].add(purpose)
    return {
        one: Holdings(facts[one], papers[one], tuple(sorted(years[one])), frozenset(contacts[one])) for one in wanted
    }


def contracts_in_force(*, customer_ids: Collection[int], on: date) -> dict[int, tuple[str, date | None]]:
    """Give the contract on file of each customer that runs longest from a day on: its title and last day; one read."""
    newest = Document.objects.filter(customer__in=customer_ids, type="contract", known_on__lte=on)
    newest = newest.order_by("customer", "title", "-version").distinct("customer", "title")
    found: dict[int, tuple[str, date | None]] = {}
    for customer, title, begins, ends in newest.values_list("customer_id", "title", "valid_from", "valid_to"):
        last = last_day_before(ends)
        if begins <= on and (last is None or on <= last) and _runs_longer(last, found.get(customer)):
            found[customer] = title, last
    return found


def _runs_longer(last: date | None, known: tuple[str, date | None] | None) -> bool:
    return known is None or (known[1] is not None and (last is None or last > known[1]))


def newest_version(*, customer: Customer, paper_type: str, title: str) -> int:
    """Give the number of the newest version of a paper; 0 where there is none."""
    rows = Document.objects.filter(customer=customer, type=paper_type, title=title)
    return rows.aggregate(last=Max("version"))["last"] or 0


def _standing(as_of: date) -> QuerySet[Fact]:
    """Facts known on the day and not found wrong by then."""
    uncorrected = Q(correction=None) | Q(correction__known_on__gt=as_of)
    return Fact.objects.filter(uncorrected, known_on__lte=as_of)


def _on_file(row: Fact, as_of: date, *, is_shown: bool) -> FactOnFile:
    kind = KINDS[row.kind]
    sealed = getattr(row, "personal", None)
    personal = json.loads(unsealed(kept=bytes(sealed.sealed))) if sealed is not None and is_shown else {}
    order = [field.code for field in kind.fields]
    merged = {**row.values, **personal}
    fresh = freshness(kind=row.kind, dated=row.dated, valid_to=row.valid_to, today=as_of)
    return FactOnFile(row, kind, {code: merged[code] for code in order if code in merged}, fresh, sealed is None)
