"""What changes by a request about grades 评级变更: the grade of one customer, of all of them, or a scorecard."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from onaccount.assessment import labels
from onaccount.assessment.queries import card_numbered
from onaccount.assessment.rules.card_storage import card_from_json
from onaccount.assessment.rules.scorecard import Scorecard
from onaccount.assessment.rules.shipped import SHIPPED
from onaccount.desk.assessments.cards import MEANT_FOR, caps_table, lines_table, scale_table
from onaccount.desk.assessments.wording import card_words, name_words
from onaccount.desk.components.differing import NOTHING, SEPARATOR, Content, Line, lines_between
from onaccount.kernel.period import ONE_DAY
from onaccount.kernel.reasons import Refusal

GRADED: Final = {
    "grade": gettext_lazy("Grade"),
    "score": gettext_lazy("Score"),
    "valid_to": gettext_lazy("Last day"),
    "card": gettext_lazy("Scorecard"),
    "notches": gettext_lazy("Notches"),
    "reason": gettext_lazy("Reason"),
}
"""The facts of an asked grade in the order they are read; which scoring it rests on is a number of the program's own."""


def grade_changed(old: Content, new: Content, _currency: str) -> list[Line]:
    """Say how the grade of a customer would change."""
    return lines_between(before=_told(old, GRADED), after=_told(new, GRADED))


def grades_changed(old: Content, new: Content, _currency: str) -> list[Line]:
    """Say how many customers would get a better, the same or a worse grade."""
    return lines_between(before=_told(old, labels.MOVES), after=_told(new, labels.MOVES))


def card_changed(old: Content, new: Content, _currency: str) -> list[Line]:
    """Say how two stored scorecards differ; the first version of a shipped card is compared with it."""
    card = card_from_json(new, number=0)
    shipped = next((each for each in SHIPPED if each.code == card.code), None)
    before = card_from_json(old, number=0) if old else shipped
    return lines_between(before=_card(before) if before else {}, after=_card(card))


def _told(content: Content, words: Mapping[str, Any]) -> dict[str, str]:
    said: Mapping[str, Callable[[Any], str]] = {"valid_to": _last_day, "card": _card_name, "notches": _notches}
    given = ((name, content.get(name)) for name in words)
    return {str(words[name]): said.get(name, str)(value) for name, value in given if value is not None}


def _last_day(written: str) -> str:
    return (date.fromisoformat(written) - ONE_DAY).isoformat()


def _notches(number: int) -> str:
    return f"{number:+d}" if number else "0"


def _card_name(written: str) -> str:
    code, number = written.rsplit(" ", 1)
    try:
        card = card_numbered(code=code, number=int(number))
    except Refusal:
        return written
    return card_words({code: card.name}, code, int(number))


def _card(card: Scorecard) -> dict[str, str]:
    whom = card.audience
    return {
        pgettext("thing", "Name"): name_words(card.name),
        _("In use"): _("yes") if card.is_in_use else _("no"),
        _("Order of choice"): str(card.place),
        _("Meant for"): str(MEANT_FOR[whom.has_statements]),
        _("Only these industries"): ", ".join(whom.industries) or NOTHING,
        _("Only these classes"): ", ".join(whom.classes) or NOTHING,
        _("Notches allowed"): str(card.most_notches),
        _("A grade holds, months"): str(card.valid_months),
        _("No better than the parent"): _("yes") if card.follows_parent else _("no"),
        _("Altman's ratios: lowest"): f"{card.clamp.lowest_ratio:f}",
        _("Altman's ratios: highest"): f"{card.clamp.highest_ratio:f}",
        **_lines(card),
    }


def _lines(card: Scorecard) -> dict[str, str]:
    told: dict[str, str] = {}
    for line in lines_table(card):
        told |= {
            f"{line['name']}{SEPARATOR}{_('Weight')}": f"{line['weight']:f}",
            f"{line['name']}{SEPARATOR}{_('Bands and points')}": _bands(line["bands"]),
            f"{line['name']}{SEPARATOR}{_('When it is not known')}": str(line["missing"]),
            f"{line['name']}{SEPARATOR}{_('Fresh for, days')}": str(line["fresh_days"] or NOTHING),
        }
    for cap in caps_table(card):
        missing = f"; {_('When it is not known')}: {cap['missing']}" if cap["missing"] else ""
        told[f"{_('Caps')}{SEPARATOR}{cap['name']}"] = _bands(cap["bands"]) + missing
    for grade, points, chance in scale_table(card):
        told[f"{_('Grade scale')}{SEPARATOR}{grade}"] = (
            f"{points}; {_('Probability of default within a year')} {chance}"
        )
    return told


def _bands(bands: list[tuple[str, Any]]) -> str:
    return "; ".join(f"{label}: {value}" for label, value in bands)
