"""The scorecards 评分卡 that count on a day: the versions in force, and the shipped cards where nobody decided another."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from onaccount.assessment.rules.card_storage import card_from_json
from onaccount.assessment.rules.scorecard import Scorecard
from onaccount.assessment.rules.shipped import SHIPPED
from onaccount.kernel.reasons import Refusal
from onaccount.office.policy.models import PolicyVersion

PREFIX = "scorecard."
MOST_READ = 200  # versions
_SHIPPED = {card.code: card for card in SHIPPED}


def kind_of_card(code: str) -> str:
    """Name the kind of policy a card is kept as."""
    return PREFIX + code


def cards_in_force(*, on: date) -> tuple[Scorecard, ...]:
    """Give every card as it counts on a day, by place; one query."""
    rows = PolicyVersion.objects.filter(kind__startswith=PREFIX, active_from__lte=on)
    latest = rows.order_by("kind", "-active_from", "-number").distinct("kind")
    found = _SHIPPED | {row.kind.removeprefix(PREFIX): card_of(row) for row in latest}
    return tuple(sorted(found.values(), key=lambda card: (card.place, card.code)))


def card_in_force(*, code: str, on: date) -> Scorecard:
    """Give one card as it counts on a day. Refuses `assessment.card_unknown`."""
    found = {card.code: card for card in cards_in_force(on=on)}.get(code)
    if found is None:
        raise Refusal("assessment.card_unknown", code=code)
    return found


def card_numbered(*, code: str, number: int) -> Scorecard:
    """Give the version a scoring cites; 0 is the shipped one. Refuses `assessment.card_unknown`."""
    if number == 0 and code in _SHIPPED:
        return _SHIPPED[code]
    row = PolicyVersion.objects.filter(kind=kind_of_card(code), number=number).first()
    if row is None:
        raise Refusal("assessment.card_unknown", code=code)
    return card_of(row)


def card_versions(*, code: str) -> QuerySet[PolicyVersion]:
    """List the versions of a card, the newest first, drafts among them."""
    return PolicyVersion.objects.filter(kind=kind_of_card(code)).select_related("maker").order_by("-number")


def drafted_codes() -> Iterable[str]:
    """Give the codes of all cards that have a version of their own."""
    kinds = PolicyVersion.objects.filter(kind__startswith=PREFIX).order_by("kind").values_list("kind", flat=True)
    return [kind.removeprefix(PREFIX) for kind in kinds.distinct()]


def refuse_taken(*, code: str, on: date) -> None:
    """Refuse the code of a card there is already, in force or drafted: `assessment.card_code_taken`."""
    if code in {*drafted_codes(), *(card.code for card in cards_in_force(on=on))}:
        raise Refusal("assessment.card_code_taken", code=code)


def card_of(version: PolicyVersion) -> Scorecard:
    """Read the card of a version; in each process once, as long as its digest is the same."""
    known_as = (version.kind, version.number, version.digest)
    if known_as not in _read:
        if len(_read) >= MOST_READ:
            _read.clear()
        _read[known_as] = card_from_json(version.content, number=version.number)
    return _read[known_as]


_read: dict[tuple[str, int, str], Scorecard] = {}
