"""Killed at a named point of an order's way: before and after the write, at the commit, after it and before the answer."""

import os

import pytest
from tests.fire.fire import ROUNDS, Fire, under_fire
from tests.fire.points import AFTER_THE_COMMIT, confirm_from_now_on, lay, waiting_at

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="the database is somebody else's"),
]

POINTS = ("before the write", "after the write", "at the commit", AFTER_THE_COMMIT)
PARTS = ("backend", "database") * 12 + ("web",)


def kill_at(fire: Fire, point: str, part: str) -> None:
    with waiting_at(fire.product, point) as backend:
        victim = backend if part == "backend" else fire.product.victim(part)
        if point == AFTER_THE_COMMIT:
            confirm_from_now_on(fire.product)
        recovering = fire.recovering(part)
        recovering.__enter__()
        fire.strike(victim)
    recovering.__exit__(None, None, None)


def test_an_order_killed_at_any_point_of_its_way_is_there_once() -> None:
    with under_fire() as fire:
        lay(fire.product)
        for part in PARTS * ROUNDS:
            for point in POINTS:
                kill_at(fire, point, part)
        fire.cease()
        assert fire.wrongs() == []
        assert sum(map(len, fire.recoveries.values())) == len(PARTS) * len(POINTS) * ROUNDS
        assert fire.slow() == {}
