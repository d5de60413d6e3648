"""What machines of documents share: amounts, a pick among rows, a refusal as an answer, a run that leaves nothing behind.

A machine takes 240 steps at the desk and thousands where CI is set; ONACCOUNT_STEPS sets another number, as `make assurance` does.
"""

import contextlib
import os
from collections.abc import Iterator
from decimal import Decimal

from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from onaccount.kernel.reasons import Refusal
from onaccount.trade.models import Item
from onaccount.trade.rules import Choice

AT_THE_DESK = 240
STEPS_PER_RUN = 120
amounts = st.integers(1, 200_000).map(lambda cents: Decimal(cents).scaleb(-2))
few = st.integers(0, 1000)
_A_RUN = settings(stateful_step_count=STEPS_PER_RUN, deadline=None, suppress_health_check=list(HealthCheck))


# What a mistake in the program would do, done by the database: a fen is lost, an ended order goes on.
FAULTS = {
    "a movement is a fen short": ("trade_movement", "INSERT", "NEW.amount := NEW.amount - 0.01"),
    "an ended order goes on occupying": (
        "trade_order",
        "UPDATE",
        "IF NEW.status IN ('cancelled', 'closed', 'rejected') THEN NEW.status := 'released'; END IF",
    ),
}


def plant(fault: str) -> None:
    """Let the database make this mistake from now on, until the test is rolled back."""
    table, event, mistake = FAULTS[fault]
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {mistake}; RETURN NEW; END $$;"
            f"CREATE TRIGGER aa_planted BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION planted()"
        )


def run_until_it_fails(machine: type[RuleBasedStateMachine]) -> None:
    """A few runs without the search for the shortest one that fails."""
    run_state_machine_as_test(machine, settings=settings(_A_RUN, max_examples=5, phases=[Phase.generate]))


def run(machine: type[RuleBasedStateMachine], *, in_ci: int) -> None:
    """Take so many steps as the environment asks for, in runs of 120."""
    steps = int(os.environ.get("ONACCOUNT_STEPS") or (in_ci if os.environ.get("CI") else AT_THE_DESK))
    connection.ensure_connection()
    connection.connection.prepare_threshold = 3  # the laws are asked in the same words after every step
    run_state_machine_as_test(
        machine,
        settings=settings(_A_RUN, max_examples=max(1, steps // STEPS_PER_RUN)),
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
