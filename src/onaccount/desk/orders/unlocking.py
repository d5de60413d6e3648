"""The cheapest unlock in words 最小解锁方案: every way out of a hold, and the form that starts it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from onaccount.desk.components.figures import Manner
from onaccount.desk.components.sentences import reason_sentence
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason
from onaccount.ordercheck import labels
from onaccount.ordercheck.rules import Action, Family, Unlock, Way

ICONS: Final = {
    Family.PAY: "report-money",
    Family.DEPOSIT: "wallet",
    Family.SPLIT: "package",
    Family.TERMS: "calendar-due",
    Family.TEMPORARY: "clock",
}


@dataclass(frozen=True, slots=True)
class Asking:
    """The request for one temporary limit, filled in: whose it is, and where it is sent."""

    company: str
    address: str


@dataclass(frozen=True, slots=True)
class Option:
    """One way as the page shows it: its family, sentences, what it moves, and what a click would begin."""

    icon: str
    family: Any
    sentences: tuple[str, ...]
    money: Money | None
    askings: tuple[Asking, ...]
    off_lines: tuple[str, ...] = ()
    off_amount: str = ""


@dataclass(frozen=True, slots=True)
class WaysOut:
    """All ways out of a hold, the cheapest first; the limits that bind; why there may be none."""

    options: tuple[Option, ...]
    binding: tuple[str, ...]
    is_exact: bool

    @property
    def asking(self) -> Asking | None:
        """The first limit of which the reader may ask that it be raised; none where no limit would help."""
        return next((asking for option in self.options for asking in option.askings), None)


def ways_out(*, found: Unlock, proposable: Any, order: str, currency: str, manner: Manner) -> WaysOut:
    """Write an unlock in the reader's words; `proposable` are the companies whose limit the reader may ask to raise."""
    raised = {action.target for way in found.ways for action in way.actions if action.family is Family.TEMPORARY}
    companies = {each.number: each for each in proposable.filter(number__in=raised)} if raised else {}
    options = tuple(_option(way, companies, order, currency, manner) for way in found.ways)
    binding = tuple(f"{each.name}{_(': ')}{_fact(Money(each.over, currency), manner)}" for each in found.binding)
    return WaysOut(options, binding, found.is_exact)


def _option(way: Way, companies: Mapping[str, Any], order: str, currency: str, manner: Manner) -> Option:
    return Option(
        icon=ICONS[way.family],
        family=labels.FAMILIES[way.family],
        sentences=tuple(_said(action, currency, manner) for action in way.actions),
        money=Money(way.money, currency) if way.money else None,
        askings=tuple(_askings(way, companies, order)),
        off_lines=tuple(each.target for each in way.actions if each.family is Family.SPLIT and each.target),
        off_amount=next((f"{each.written(currency=currency).amount:f}" for each in way.actions if _is_cut(each)), ""),
    )


def _is_cut(action: Action) -> bool:
    return action.family is Family.SPLIT and not action.target


def _said(action: Action, currency: str, manner: Manner) -> str:
    code = f"ordercheck.unlock_{action.family.value}"
    if action.family is Family.SPLIT and action.target:
        code += "_line"
    if action.is_group:
        code += "_group"
    facts = {
        "target": action.target,
        "amount": action.written(currency=currency),
        "days": action.days,
        "until": action.until,
    }
    return reason_sentence(reason=Reason(code, facts), manner=manner)


def _fact(amount: Money, manner: Manner) -> str:
    return reason_sentence(reason=Reason("ordercheck.exceeded_by", {"over": amount}), manner=manner)


def _askings(way: Way, companies: Mapping[str, Any], order: str) -> Iterator[Asking]:
    """The requests of a way, one for each limit that is to be raised and that the reader may ask for."""
    for action in way.actions:
        company = companies.get(action.target) if action.family is Family.TEMPORARY else None
        if company is None:
            continue
        wish = {
            "value": f"{action.amount + action.running:f}",
            "last_day": action.until.isoformat() if action.until else "",
            "reason": _("For order %(number)s") % {"number": order} if order else "",
            "reach": "group" if action.is_group else "own",
        } | ({"segment": action.segment} if action.segment else {})
        address = f"{reverse('limits:temporary', args=[company.pk])}?{urlencode(wish)}"
        yield Asking(company.name, address)
