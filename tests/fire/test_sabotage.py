"""Two planted faults: a suite that does not find them out would prove nothing."""

import os

import pytest
from tests.fire.fire import under_fire

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="the database is somebody else's"),
]

MOST_KILLS = 8  # one is enough unless the database wrote by itself within the very millisecond before it


def test_a_database_that_answers_before_it_has_written_is_found_out() -> None:
    with under_fire(careless=True) as fire:
        wrongs: list[str] = []
        while len(fire.recoveries["database"]) < MOST_KILLS and not wrongs:
            fire.kill("database")
            answered = fire.answered()  # first: what is answered meanwhile is not lost
            kept = {number for (number,) in fire.product.rows("SELECT number FROM trade_order")}
            wrongs = [name for name in answered if name not in kept]
    assert wrongs


def test_an_idempotency_key_that_nothing_keeps_unique_is_found_out() -> None:
    with under_fire() as fire:
        fire.product.rows("ALTER TABLE ordercheck_decision DROP CONSTRAINT decision_key_once")
        fire.kill("database")
        fire.cease()
        wrongs = fire.wrongs()
    assert any(wrong.startswith("twice: ") for wrong in wrongs)
