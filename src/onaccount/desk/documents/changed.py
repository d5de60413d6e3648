"""What changes in the terms for bills 票据政策变更: percents of what counts, limits in the company's currency."""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.differing import SEPARATOR, Content, Line, lines_between
from onaccount.desk.components.figures import count_text
from onaccount.trade.labels import ACCEPTOR_CLASSES

COUNTED: Final = "percents"
TERMS: Final = {
    "percents": _("How much of a bill counts"),
    "class_limits": _("Limit of a class of acceptors"),
    "acceptor_limits": _("Limit of one acceptor"),
}


def changed(old: Content, new: Content, currency: str) -> list[Line]:
    """Say how two stored contents differ."""
    return lines_between(before=_told(old, currency), after=_told(new, currency))


def _told(content: Content, currency: str) -> dict[str, str]:
    return {
        f"{TERMS[part]}{SEPARATOR}{ACCEPTOR_CLASSES.get(name, name)}": _figure(part, value, currency)
        for part, terms in content.items()
        for name, value in terms.items()
    }


def _figure(part: str, value: str, currency: str) -> str:
    return f"{count_text(value=Decimal(value))} {'%' if part == COUNTED else currency}".strip()
