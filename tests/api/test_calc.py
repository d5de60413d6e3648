"""Calculators over the interface."""

import json
from decimal import Decimal

import pytest
from tests.api.conftest import Machine

pytestmark = pytest.mark.django_db

LATE = {"principal": 1000000, "start": "2024-04-01", "end": "2024-12-31"}


def test_figures_go_in_and_the_answer_comes_out_exactly(machine: Machine) -> None:
    found = machine.post("/calc/late_interest", LATE)
    answer = json.loads(found.content, parse_float=Decimal)
    assert (found.status_code, answer["result"]["total"], answer["units"]["total"]) == (
        200,
        Decimal("38989.73"),
        "money",
    )


def test_a_wrong_figure_is_named_in_the_readers_language(machine: Machine) -> None:
    found = machine.post("/calc/em_rating", {}, language="zh-hans")
    assert (found.status_code, found.json()["message"]) == (422, "缺少“em_score”。")
    refused = machine.post("/calc/liquidity", {"current_assets": 1, "current_liabilities": 0})
    assert (refused.status_code, refused.json()["code"]) == (422, "ratio.nothing_below")


def test_an_unknown_calculator_is_not_found(machine: Machine) -> None:
    assert machine.post("/calc/none", {}).status_code == 404


def test_the_list_describes_each(machine: Machine) -> None:
    inputs = [one for each in machine.get("/calc").json() for one in each["inputs"]]
    assert {"name": "em_score", "label": "EM score", "type": "a number", "unit": ""} in inputs
