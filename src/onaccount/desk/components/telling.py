"""
The facts of a journal entry that people want to read, each with its word; the rest stays in the journal.

Terms: fact 事实. An entry keeps many values; a timeline shows the few that carry the story.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.figures import Manner
from onaccount.desk.components.sentences import fact_text
from onaccount.desk.components.status import Word

FACT_WORDS: Final[dict[str, Word]] = {
    "number": _("Number"),
    "amount": _("Amount"),
    "total": _("Total"),
    "items": _("Items"),
    "value": _("Value"),
    "currency": _("Currency"),
    "due_date": _("Due date"),
    "ship_date": _("Ship date"),
    "oldest_days": _("Oldest, days overdue"),
    "recipient": _("Recipient"),
    "valid_from": _("From"),
    "valid_to": _("Until"),
    "valid_until": _("Valid until"),
    "name": _("Name"),
}


def told(*, facts: Mapping[str, Any] | None, manner: Manner) -> list[tuple[Word, str]]:
    """This function will give the facts worth reading with their words, in the order of the table above."""
    found = facts or {}
    return [
        (word, fact_text(fact=found[name], manner=manner))
        for name, word in FACT_WORDS.items()
        if found.get(name) not in (None, "", [], {}) and not isinstance(found.get(name), dict | list)
    ]
