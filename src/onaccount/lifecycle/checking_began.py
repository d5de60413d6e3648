"""The first policy of the order check 信用政策 is put in force; every later one is drafted and approved by another person."""

from datetime import date

from onaccount.office.journal.rules import Actor
from onaccount.office.policy import actions as policies
from onaccount.office.policy.models import PolicyVersion
from onaccount.ordercheck.queries import KIND
from onaccount.ordercheck.rules import Policy, as_json


def begin_checking(*, policy: Policy, active_from: date, actor: Actor) -> PolicyVersion:
    """Put the first version in force from a day on. Refuses policy.not_approved once there is one."""
    return policies.settle(kind=KIND, content=as_json(policy), note="", active_from=active_from, actor=actor)
