"""
The night looks at exposure 夜间预警: pots across customers against their limits, and what a move of exchange rates did.

What it finds are alerts: no order is held and nothing is moved by them. What is watched is decided by two people.
"""

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason
from onaccount.office.access.queries import full_names
from onaccount.office.alerts import actions as alerts
from onaccount.office.alerts.rules import Found
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor
from onaccount.office.policy import actions as policies
from onaccount.office.policy import queries as versions
from onaccount.reporting import queries
from onaccount.reporting.queries import WATCHED
from onaccount.reporting.rules import Pot, PotKind, Shock, WatchLimits, checked_watch


def watch_exposure(*, today: date, actor: Actor) -> int:
    """Look at every pot and every limit with foreign exposure, and say how many alerts are new."""
    filled = queries.pots_on(day=today)
    full = [pot for pot in filled.pots if pot.over]
    names = full_names(usernames=[pot.name for pot in full if pot.kind is PotKind.PERSON])
    over = [_pot_found(pot, names.get(pot.name, pot.name), filled.currency) for pot in full]
    moved = [_shock_found(shock) for shock in queries.shocks_on(day=today)]
    return sum(
        alerts.renew(kind=kind, found=found, today=today, actor=actor)
        for kind, found in (("pot", over), ("rate", moved))
    )


@transaction.atomic
def ask_to_watch(*, limits: WatchLimits, today: date, actor: Actor) -> Request:
    """Ask a second person to approve other limits of pots. Refuses what `reporting.rules.checked_watch` refuses."""
    content = queries.watch_as_json(checked_watch(limits))
    draft = policies.draft(kind=WATCHED, content=content, note="", actor=actor)
    return policies.submit(version_id=draft.pk, today=today, actor=actor)


@transaction.atomic
def carry_out(*, request: Request, actor: Actor, today: date) -> None:
    """Put approved limits of pots in force at once and look anew; any other kind of policy is left alone."""
    version = versions.asked_for(request=request, kind=WATCHED)
    if version is not None:
        policies.activate(version_id=version.pk, active_from=today, today=today, actor=actor)
        watch_exposure(today=today, actor=actor)


def _pot_found(pot: Pot, called: str, currency: str) -> Found:
    assert pot.limit is not None
    facts = {
        "pot": called,
        "used": Money(pot.used, currency).rounded(),
        "limit": Money(pot.limit, currency).rounded(),
        "over": Money(pot.over, currency).rounded(),
    }
    lines = tuple(
        {"customer": number, "name": name, "now": Money(amount, currency).rounded().as_fact()}
        for number, name, amount in pot.largest
    )
    return Found(f"{pot.kind}:{pot.name}", Reason(f"reporting.pot_over_{pot.kind}", facts), lines)


def _shock_found(shock: Shock) -> Found:
    about = shock.about
    code = about.currency
    facts = {
        "customer": about.customer,
        "name": about.name,
        "before": Money(shock.before, code).rounded(),
        "now": Money(shock.now, code).rounded(),
        "limit": Money(about.limit, code).rounded(),
    }
    whose = "group" if about.is_group else "own"
    is_over = "over" if shock.is_over else "near"
    return Found(
        f"{whose}:{about.customer}:{about.segment}",
        Reason(f"reporting.rate_{is_over}_{whose}", facts),
        tuple(_lines(shock)),
    )


def _lines(shock: Shock) -> Iterator[dict[str, str]]:
    code = shock.about.currency
    was, now = (Money(amount, code).rounded().as_fact() for amount in (shock.before, shock.now))
    yield {"customer": shock.about.customer, "name": shock.about.name, "was": was, "now": now}
