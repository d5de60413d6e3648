"""Errors in filled-in limits 额度填写错误: those corrected, with their causes, and figures in force that look like one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import F, QuerySet

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Reason
from onaccount.limits.models import JournalLine, LimitInForce
from onaccount.limits.queries.experience import YEAR, entries_of
from onaccount.limits.queries.in_force import as_line, journal_of, place_of
from onaccount.limits.rules import (
    MONEY,
    Act,
    Asked,
    CauseCount,
    Corrected,
    Entry,
    Expiry,
    Line,
    Place,
    by_cause,
    fold,
    largest,
    limit_on,
    slips_in,
    without,
)

RECENT = timedelta(days=90)
AT_MOST = 500


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A line in force that looks like a slip, and why."""

    line: JournalLine
    reasons: tuple[Reason, ...]


def corrections(*, customers: QuerySet[Customer]) -> QuerySet[JournalLine]:
    """List the corrections of wrong lines, newest first; each with its wrong line and its request's record."""
    rows = journal_of(customers=customers).filter(act=Act.CORRECT)
    return rows.select_related("customer", "segment", "maker", "checker", "corrects", "corrects__maker", "request")


def causes_of(*, corrected: QuerySet[JournalLine]) -> tuple[CauseCount, ...]:
    """Count corrections by cause: how often, how long undiscovered, how many decisions they touched."""
    rows = corrected.annotate(wrong_since=F("corrects__posted_at")).order_by("pk")
    return by_cause(
        Corrected(
            row.request.content.get("cause", ""),
            (row.posted_at - row.wrong_since).days,
            len(row.request.content.get("touched", ())),
        )
        for row in rows
    )


def doubtful(*, customers: QuerySet[Customer], today: date) -> list[Doubtful]:
    """
    Ask the figures that began to count within ninety days again whether they are slips; 500 at most.

    A line somebody corrected is not in force any more and is not asked.
    """
    recent = LimitInForce.objects.filter(customer__in=customers, type="amount", validity__contains=today)
    found = recent.filter(line__valid_from__gt=today - RECENT).select_related(
        "line__customer", "line__segment", "line__maker", "line__checker"
    )
    lines = [row.line for row in found.order_by("-line_id")[:AT_MOST]]
    history, entries = _history(lines), _entries(lines)
    asked = (Doubtful(line, _slips(line, history[place_of(line)], entries.get(line.pk, ()))) for line in lines)
    return [each for each in asked if each.reasons]


def _slips(line: JournalLine, history: Sequence[Line], entries: Sequence[Entry]) -> tuple[Reason, ...]:
    posted = as_line(line)
    place = place_of(line)
    asked = Asked(
        dimension=place.dimension,
        is_temporary=posted.is_temporary,
        type=posted.type,
        value=posted.value,
        currency=posted.currency,
        valid_from=posted.valid_from,
        valid_to=posted.valid_to,
        expiry=Expiry.NOTHING,
        fall_back=None,
        corrects=posted.corrects,
        reason="",
    )
    wrong = set() if posted.corrects is None else {posted.corrects}
    earlier = without(lines=[each for each in history if each.id < posted.id], wrong=wrong)
    before = limit_on(spans=fold(earlier), day=posted.valid_from)
    known = largest(entries=entries, dimension=place.dimension, since=posted.valid_from - YEAR)
    return slips_in(asked=asked, before=before, largest=known)


def _history(lines: Sequence[JournalLine]) -> dict[Place, list[Line]]:
    found: dict[Place, list[Line]] = defaultdict(list)
    for row in JournalLine.objects.filter(customer_id__in={line.customer_id for line in lines}):
        found[place_of(row)].append(as_line(row))
    return found


def _entries(lines: Sequence[JournalLine]) -> dict[int, list[Entry]]:
    """By line: what the ledger says in its currency; four queries for each currency."""
    by_currency: dict[str, list[JournalLine]] = defaultdict(list)
    for line in lines:
        by_currency[line.currency if line.dimension in MONEY else line.customer.currency].append(line)
    return dict(chain.from_iterable(_of_currency(code, rows) for code, rows in sorted(by_currency.items())))


def _of_currency(currency: str, lines: Sequence[JournalLine]) -> list[tuple[int, list[Entry]]]:
    entries = entries_of(customer_ids={line.customer_id for line in lines}, currency=currency)
    return [(line.pk, entries.get(line.customer_id, [])) for line in lines]
