"""The way to going live 上线清单: configure, map, import, test, train; each step knows from the records whether it is done."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from onaccount.office.access import queries as access
from onaccount.office.company.queries import company
from onaccount.office.journal import queries as journal
from onaccount.office.trays.intake import queries as intake


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, what counts as done, where to do it."""

    title: str
    text: str
    address: str
    is_done: bool


def steps_for(*, today: date) -> list[Step]:
    """Give the five steps with what the records say about each."""
    people = [person for person in access.people() if person.is_active]
    return [
        Step(
            _("Configure"),
            _("Your company, its people and their roles: at least two people, so that one can check the other."),
            reverse("people:people"),
            company(on=today) is not None and len(people) > 1,
        ),
        Step(
            _("Map"),
            _("Choose a file of your ERP once and say which column means what; it is remembered."),
            "/imports/",
            intake.sources(kind="open_items").exists(),
        ),
        Step(
            _("Import"),
            _("Bring in customers and open items, and compare the totals with the source."),
            "/imports/",
            journal.happened(act="customers.opened"),
        ),
        Step(
            _("Test"),
            _("Let orders be checked in the trial run, where nothing is held, and read what would have been held."),
            reverse("policies:trial"),
            journal.happened(act="ordercheck.decided"),
        ),
        Step(
            _("Train"),
            _("Everybody who was invited has signed in once and tried the own pages."),
            reverse("people:people"),
            len(people) > 1 and all(person.last_login for person in people if not person.api_keys.exists()),
        ),
    ]
