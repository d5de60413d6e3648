"""What changes in the limits of pots 汇总额度变更: teams by name, people by their full names, amounts in the company's currency."""

from decimal import Decimal

from django.utils.translation import gettext as _

from onaccount.desk.components.differing import SEPARATOR, Content, Line, lines_between
from onaccount.desk.components.figures import count_text
from onaccount.office.access.queries import full_names


def changed(old: Content, new: Content, currency: str) -> list[Line]:
    """Say how two stored contents differ."""
    names = full_names(usernames=[*old.get("people", ()), *new["people"]])
    return lines_between(before=_lines(old, names, currency) if old else {}, after=_lines(new, names, currency))


def _lines(content: Content, names: dict[str, str], currency: str) -> dict[str, str]:
    teams = {f"{_('Team')}{SEPARATOR}{name}": _amount(value, currency) for name, value in content["teams"].items()}
    people = {
        f"{_('Salesperson')}{SEPARATOR}{names.get(name, name)}": _amount(value, currency)
        for name, value in content["people"].items()
    }
    share = f"{count_text(value=Decimal(content['use_percent']))} %"
    return {**teams, **people, _("Tell of exchange rates from this use of a limit"): share}


def _amount(value: str, currency: str) -> str:
    return f"{count_text(value=Decimal(value))} {currency}".strip()
