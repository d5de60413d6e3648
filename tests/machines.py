"""What machines of documents share: amounts, a pick among rows, a refusal as an answer, a run that leaves nothing behind.

A machine takes 240 steps at the desk and thousands where CI is set; ONACCOUNT_STEPS sets another number, as `make assurance` does.
"""

import contextlib
import os
from collections.abc import Iterator
from decimal import Decimal

from django.db import connection, transaction
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from onaccount.kernel.reasons import Refusal
from onaccount.trade.models import Item
from onaccount.trade.rules import Choice

AT_THE_DESK = 240
STEPS_PER_RUN = 40
amounts = st.integers(1, 200_000).map(lambda cents: Decimal(cents).scaleb(-2))
few = st.integers(0, 1000)


def run(machine: type[RuleBasedStateMachine], *, in_ci: int) -> None:
    """Take so many steps as the environment asks for, in runs of forty."""
    steps = int(os.environ.get("ONACCOUNT_STEPS") or (in_ci if os.environ.get("CI") else AT_THE_DESK))
    connection.ensure_connection()
    connection.connection.prepare_threshold = 3  # the laws are asked in the same words after every step
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=max(1, steps // STEPS_PER_RUN),
            stateful_step_count=STEPS_PER_RUN,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def share(amount: Decimal, percent: int) -> Decimal:
    """So much of an amount in whole fen, never zero."""
    part = round(amount * percent / 100, 2)
    return part or amount


def choices(named: list[int]) -> list[Choice]:
    claims = list(Item.objects.filter(open_amount__gt=0).order_by("pk").values_list("pk", flat=True))
    return [Choice(claims[pick % len(claims)]) for pick in named] if claims else []


@contextlib.contextmanager
def picked(model: type, pick: int, **only: object) -> Iterator:
    """One of the rows; a step that finds none is refused like any other."""
    rows = model.objects.filter(**only)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    if not keys:
        raise Refusal("nothing.there")
    yield rows.get(pk=keys[pick % len(keys)])


@contextlib.contextmanager
def unless_refused() -> Iterator[None]:
    """A refusal is a fine answer, as long as it leaves nothing behind: the invariants look."""
    try:
        yield
    except Refusal as refusal:
        event(refusal.code)


@contextlib.contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
