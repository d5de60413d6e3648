"""
The facts of a journal entry that people want to read, each with its word; the rest stays in the journal.

Terms: fact 事实. An entry keeps many values; a timeline shows the few that carry the story.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onaccount.desk.components.figures import Manner, day_text, moment_text
from onaccount.desk.components.sentences import fact_text
from onaccount.desk.components.status import Word

MACHINES: Final[dict[str, Word]] = {
    "job": _("Automatic"),
    "policy": _("By policy"),
    "applicant": _("Applicant online"),
    "sample": _("Sample company"),
}
OUTCOMES: Final[dict[str, Word]] = {
    "release": _("Released"),
    "warn": _("Released with a warning"),
    "hold": _("Held"),
    "refuse": _("Refused"),
    "failed": _("Waits for data"),
}
FACT_WORDS: Final[dict[str, Word]] = {
    "number": _("Number"),
    "order": _("Order"),
    "outcome": _("Verdict"),
    "amount": _("Amount"),
    "total": _("Total"),
    "items": _("Items"),
    "value": _("Value"),
    "due_date": _("Due date"),
    "ship_date": _("Ship date"),
    "oldest_days": _("Oldest, days overdue"),
    "valid_from": _("From"),
    "valid_to": _("Until"),
    "valid_until": _("Valid until"),
    "name": pgettext_lazy("thing", "Name"),
}


def by_whom(*, actor: str, names: Mapping[str, str]) -> str:
    """Say who acted: a person by full name where it is known, a machine by a word."""
    return names.get(actor) or str(MACHINES.get(actor.partition(":")[0], actor))


def told(*, facts: Mapping[str, Any] | None, manner: Manner) -> list[tuple[Word, str]]:
    """Give the facts worth reading with their words, in the order of the table above."""
    found = facts or {}
    return [
        (word, _text(name, found, manner))
        for name, word in FACT_WORDS.items()
        if found.get(name) not in (None, "", [], {}) and not isinstance(found.get(name), dict | list)
    ]


def happened(*, entry: Any) -> str:
    """Say when: the moment, or only the company's day where the two differ (a loaded past, a sample clock)."""
    same_day = localtime(entry.at).date() == entry.day
    return moment_text(value=entry.at) if same_day else day_text(value=entry.day)


def _text(name: str, facts: Mapping[str, Any], manner: Manner) -> str:
    """One fact in words; an amount is written in the currency that stands beside it."""
    fact, code = facts[name], facts.get("currency")
    if name == "outcome":
        return str(OUTCOMES.get(str(fact), fact))
    if name in {"amount", "value"} and code and isinstance(fact, str) and " " not in fact:
        return fact_text(fact=f"{fact} {code}", manner=manner)
    return fact_text(fact=fact, manner=manner)
