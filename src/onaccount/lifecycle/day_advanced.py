"""The sample company's clock goes on by a day 演示时钟: for trying the program out; a real company's clock is the wall's."""

from datetime import date

from onaccount.lifecycle import approval_passed_on, day_closed
from onaccount.office.access import queries as access
from onaccount.office.clock import actions as clock
from onaccount.office.clock import queries as days
from onaccount.office.journal.rules import Actor


def may_advance() -> bool:
    """Say whether this installation is the sample company."""
    return access.people().filter(is_sample=True).exists()


def advance_day(*, actor: Actor, today: date) -> date:
    """Move the clock ahead by one day, do what the turn of the day does to orders and late approvals, and give the new today."""
    clock.advance(days=1, actor=actor)
    now = days.today()
    assert now > today
    day_closed.close_day(actor=actor, today=now)
    approval_passed_on.escalate_overdue(actor=actor, today=now)
    return now
