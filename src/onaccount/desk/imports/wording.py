"""What a run says in words: faults by repair, notes, sums by currency."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from onaccount.connectors.ledger_files.labels import NOTES
from onaccount.connectors.tables.labels import message_of, repair_of
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.components.sentences import act_words, sentence
from onaccount.kernel.money import Money
from onaccount.office.trays.intake.labels import FATES
from onaccount.office.trays.intake.models import IntakeRun, RowFault
from onaccount.office.trays.intake.rules import Fault, FaultGroup


@dataclass(frozen=True, slots=True)
class Repair:
    """A group of faults as it is shown: what is wrong, in which column, in how many rows, and examples with their words.

    Facts that differ from row to row stand as "…" in the words of the group; then `tells_each` row its own words.
    """

    words: str
    cure: str
    title: str
    count: int
    examples: tuple[tuple[Fault, str], ...]
    tells_each: bool

    @property
    def more(self) -> int:
        """How many rows are not among the examples."""
        return self.count - len(self.examples)


@dataclass(frozen=True, slots=True)
class Sum:
    """The file's sum of one currency, what of it is taken, and what is not."""

    currency: str
    total: Money
    accepted: Money
    refused: Money


def repairs(*, request: HttpRequest, groups: Iterable[FaultGroup]) -> list[Repair]:
    """Say groups of faults in the reader's language."""
    return [_repair(request, group) for group in groups]


def _repair(request: HttpRequest, group: FaultGroup) -> Repair:
    told = [fault_words(request=request, fault=fault) for fault in group.examples]
    same = {name: fact for name, fact in group.examples[0].facts.items() if _is_common(name, fact, group)}
    shared = {**dict.fromkeys(group.examples[0].facts, "…"), **same}
    return Repair(
        sentence(code=group.code, facts=shared, manner=manner_of(request=request)),
        str(repair_of(code=group.code)),
        group.title,
        group.count,
        tuple(zip(group.examples, told, strict=True)),
        len(set(told)) > 1,
    )


def _is_common(name: str, fact: Any, group: FaultGroup) -> bool:
    return all(fault.facts.get(name) == fact for fault in group.examples)


def fault_words(*, request: HttpRequest, fault: Fault | RowFault) -> str:
    """Say what is wrong with one row."""
    return sentence(code=fault.code, facts=fault.facts, manner=manner_of(request=request))


def sums(*, run: IntakeRun) -> list[Sum]:
    """Give the sums by currency to be compared with the source."""
    told = []
    for currency, total in run.summary.get("sums", {}).items():
        whole = Money(Decimal(total), currency)
        taken = Money(Decimal(run.summary["accepted"].get(currency, "0")), currency)
        told.append(Sum(currency, whole, taken, whole - taken))
    return told


def staying(*, run: IntakeRun) -> list[dict[str, str]]:
    """The files of customers that stayed when the run was taken back, each with what somebody did with it."""
    told = run.summary.get("undo", {}).get("stay", [])
    return [{**file, "why": act_words(act=file["act"])} for file in told]


def fates(*, run: IntakeRun) -> list[tuple[Any, int]]:
    """Give how many rows have which fate, in words."""
    return [(word, getattr(run, fate)) for fate, word in FATES.items()]


def notes(*, run: IntakeRun) -> list[tuple[Any, int]]:
    """Give what else is worth knowing, in words, where there is any."""
    found = run.summary.get("notes", {})
    return [(word, found[note]) for note, word in NOTES.items() if found.get(note)]


def moved(*, run: IntakeRun) -> list[Money]:
    """Give the value that linked invoices took over from orders and deliveries, by currency."""
    found = run.summary.get("moved", {})
    return [Money(amount, code) for code, told in found.items() if (amount := Decimal(told))]


def reading_notes(*, run: IntakeRun) -> list[str]:
    """Say what the reader noticed: copies of columns, macros left out, columns that are gone."""
    found = run.detected
    told = [message_of(code=note, facts={}) for note in found.get("notes", ())]
    for copy in found.get("repeated", ()):
        facts = {"title": copy["title"], "of": copy["of"], "differs": copy["differs"]}
        told.append(_("Column %(title)s repeats %(of)s and is left out; %(differs)s of the first rows differ.") % facts)
    if found.get("gone"):
        told.append(
            _("Columns this source had before are missing: %(titles)s. Please choose again.")
            % {"titles": found["gone"]}
        )
    if found.get("is_ledger"):
        told.append(_("These are ledger sheets, one customer each: balances are aged first in first out backwards."))
    return told


def failure(*, request: HttpRequest, run: IntakeRun) -> str:
    """Say why a run did not go in, or nothing."""
    if not run.failure:
        return ""
    return sentence(code=run.failure["code"], facts=run.failure["facts"], manner=manner_of(request=request))


def steps() -> Sequence[str]:
    """The steps of the wizard."""
    return [_("File"), _("Reading"), _("Columns"), _("Check"), _("Import")]
