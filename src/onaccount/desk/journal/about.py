"""What an entry of the journal is about 事项: customers, orders, people and papers by the name people know them by."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from onaccount.customers.access import visible
from onaccount.office.access.queries import people
from onaccount.office.approval.queries import titles_of
from onaccount.office.journal.labels import SUBJECTS
from onaccount.office.journal.rules import Subject
from onaccount.office.search.queries import labels_of, things_called
from onaccount.office.trays.queries import letter_of, letters

SHORTEST: Final = 12
"""Signs of a machine's long key that tell it apart well enough."""
Keys = Iterable[int]


def _people(ids: Keys) -> Mapping[int, str]:
    return dict(people().filter(pk__in=ids).values_list("pk", "full_name"))


def _letters(ids: Keys) -> Mapping[int, str]:
    return dict(letters().filter(pk__in=ids).values_list("pk", "subject"))


def _titles(ids: Keys) -> Mapping[int, str]:
    return titles_of(request_ids=ids)


def _searched(kind: str, ids: Keys) -> Mapping[int, str]:
    return labels_of(kind=kind, subject_ids=ids)


NAMES: Final[Mapping[str, Callable[[Keys], Mapping[int, str]]]] = {
    "approval": _titles,
    "letter": _letters,
    "person": _people,
    **{kind: partial(_searched, kind) for kind in ("customer", "order", "item", "payment")},
}


def named(*, entries: list[Any]) -> list[Any]:
    """Give each entry the words for what it is `about`, one question for every kind of subject."""
    keys: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.subject_kind in NAMES and entry.subject_id.isdecimal():
            keys[entry.subject_kind].add(int(entry.subject_id))
    names = {(kind, str(key)): name for kind, ids in keys.items() for key, name in NAMES[kind](ids).items()}
    for entry in entries:
        known = names.get((entry.subject_kind, entry.subject_id), entry.subject_id[:SHORTEST])
        entry.about = f"{SUBJECTS.get(entry.subject_kind, entry.subject_kind)} {known}"
    return entries


def recipient_of(*, entry: Any, person: Any, today: date) -> str:
    """Give whom the letter went to that an entry is about, to whom may read letters to its customer; else ""."""
    if entry.subject_kind != "letter":
        return ""
    letter = letter_of(letter_id=int(entry.subject_id))
    own = visible(person=person, permission="letters.send", today=today)
    may_read = letter is not None and letter.customer_id is not None and own.filter(pk=letter.customer_id).exists()
    return letter.recipient if letter is not None and may_read else ""


def subjects_called(text: str) -> list[Subject]:
    """Give the subjects with exactly this number or name."""
    return [Subject(hit.kind, hit.subject_id) for hit in things_called(text=text)]
