"""The page of one credit file: how complete it is for an amount, its facts by section, papers, behaviour, corrections."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onaccount.customers import queries
from onaccount.customers.labels import CAUSES, FACTS, PAPERS
from onaccount.customers.labels import SECTIONS as SECTION_WORDS
from onaccount.customers.queries import FactOnFile
from onaccount.customers.rules.facts import KINDS, SECTIONS
from onaccount.desk.components.finding import customer_for
from onaccount.desk.components.status import Status, Tone
from onaccount.desk.file.rights import may_edit
from onaccount.desk.file.words import finding_of, freshness_of, told
from onaccount.kernel.period import last_day_before
from onaccount.kernel.text import figure_in
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.reporting import queries as reporting


@permission("customers.file")
def one(request: SignedRequest, number: str) -> HttpResponse:
    """Show a credit file; personal values only to those who keep files."""
    customer = customer_for(request, number, "customers.file")
    shown = may_edit(request)
    facts = queries.facts_of(customer=customer, as_of=request.today, is_personal_shown=shown)
    portrait = reporting.portrait_of(customer=customer, today=request.today, moments=0)
    amount = _asked(request, portrait)
    found = queries.completeness_of(customer_id=customer.pk, amount=amount, as_of=request.today)
    context = {
        "customer": customer,
        "may_edit": shown,
        "amount": amount,
        "share": found.share,
        "findings": [finding_of(finding) for finding in found.findings],
        "gaps": [finding_of(finding) for finding in found.gaps],
        "sections": [_section(section, facts) for section in SECTIONS],
        "papers": [_paper(paper, request) for paper in queries.documents_of(customer=customer, as_of=request.today)],
        "corrections": [
            {"row": row, "kind": FACTS[row.wrong.kind], "cause": CAUSES[row.cause]}
            for row in queries.corrections_of(customer=customer)
        ],
        "behaviour": _behaviour(portrait),
    }
    return render(request, "file/one.html", context)


def _asked(request: SignedRequest, portrait: Any) -> Decimal:
    """The amount in the address, else what the customer may owe now."""
    try:
        return max(figure_in(request.GET.get("amount", "")), Decimal(0))
    except ValueError:
        bounds = [use.limit.whole for use in portrait.uses if use.limit.whole is not None]
        return max(bounds, default=Decimal(0))


def _section(section: str, facts: tuple[FactOnFile, ...]) -> dict[str, Any]:
    kinds = [kind for kind in KINDS.values() if kind.section == section]
    of_kinds = [{"kind": kind, "title": FACTS[kind.code], "facts": _facts_of(kind.code, facts)} for kind in kinds]
    return {
        "code": section,
        "title": SECTION_WORDS[section],
        "kinds": of_kinds,
        "empty": [each for each in of_kinds if not each["facts"]],
    }


def _facts_of(kind: str, facts: tuple[FactOnFile, ...]) -> list[dict[str, Any]]:
    """The facts of one kind; of those a newer one replaces only the newest, with how many stand behind it."""
    of_kind = [fact for fact in facts if fact.kind.code == kind]
    standing = of_kind[:1] if of_kind and of_kind[0].kind.is_single else of_kind
    return [
        {
            "fact": fact,
            "told": told(fact),
            "status": freshness_of(fact),
            "older": len(of_kind) - len(standing),
        }
        for fact in standing
    ]


def _paper(paper: Any, request: SignedRequest) -> dict[str, Any]:
    over = paper.valid_to is not None and paper.valid_to <= request.today
    return {
        "row": paper,
        "type": PAPERS[paper.type],
        "through": last_day_before(paper.valid_to),
        "kilobytes": Decimal(-(-paper.size // 1024)),
        "status": Status(Tone.LATE, _("lapsed")) if over else Status(Tone.GOOD, _("valid")),
        "is_kept": hasattr(paper, "content"),
        "digest": paper.sha256[:12],
    }


def _behaviour(portrait: Any) -> dict[str, Any]:
    """Trade history of the last twelve months from our own ledger."""
    invoiced = [month.invoiced for month in portrait.months if month.invoiced]
    return {
        "invoiced": sum(invoiced, Decimal(0)),
        "months": len(invoiced),
        "average": sum(invoiced, Decimal(0)) / len(invoiced) if invoiced else None,
        "largest": max(invoiced, default=None),
        "paid": sum((month.paid for month in portrait.months), Decimal(0)),
        "days_beyond_terms": portrait.days_beyond_terms,
        "overdue_days": portrait.overdue_days,
    }
