"""The operator's word on a day 调整工作日: worked or not, above the published holidays and their make-up days 调休."""

from datetime import date

from onaccount.office.clock import actions as clock
from onaccount.office.journal.rules import Actor


def declare_day(*, day: date, is_working: bool, name: str, actor: Actor) -> None:
    """Let a day be worked or not; what was said of it before is replaced."""
    clock.declare_day(day=day, is_working=is_working, name=name, actor=actor)


def withdraw_day(*, day: date, actor: Actor) -> None:
    """Give a day back to the published calendar; a day nobody declared is left as it is."""
    clock.withdraw_day(day=day, actor=actor)
