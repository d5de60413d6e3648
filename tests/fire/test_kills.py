"""
Kill -9 while orders come in: no answered order is lost, none has two effects, and the product comes back by itself.

Each caller repeats an order under its key until it is answered, as an ERP does. Here parts fall at any moment, in
test_points.py at named ones, in test_worker.py while the worker carries; together 200 kills, and `FIRE_ROUNDS` times as many.
"""

import os
import random
import time

import pytest
from tests.fire.fire import ROUNDS, under_fire

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="the database is somebody else's"),
]

PARTS = ("backend", "database") * 7 + ("web", "worker")
ROUNDS_OF_SIXTEEN, SEED = 6 * ROUNDS, 7


def test_what_was_answered_stands_once_whatever_was_killed() -> None:
    chance = random.Random(SEED)
    with under_fire() as fire:
        for _ in range(ROUNDS_OF_SIXTEEN):
            for part in chance.sample(PARTS, len(PARTS)):
                time.sleep(chance.uniform(0, 0.05))
                fire.kill(part)
        fire.cease()
        assert fire.wrongs() == []
        assert {part: len(taken) for part, taken in fire.recoveries.items()} == {
            part: PARTS.count(part) * ROUNDS_OF_SIXTEEN for part in fire.recoveries
        }
        assert fire.slow() == {}
