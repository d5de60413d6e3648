"""The door: every mistake is named by its field, every figure has words, and numbers stay exact."""

import dataclasses
import json
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from onaccount.calculators import door
from onaccount.calculators.catalogue import CALCULATORS, FAMILIES
from onaccount.calculators.words import CHOICES, LABELS, type_words
from onaccount.calculators.words.also import ALSO, as_spelling
from onaccount.kernel.reasons import Refusal

EVERY = list(CALCULATORS.values())
SOUND = {"current_assets": 3, "current_liabilities": 2}


def refused(name: str, figures: dict[str, Any]) -> Refusal:
    with pytest.raises(Refusal) as found:
        door.calculate(name=name, given=figures)
    return found.value


def test_each_calculator_has_a_name_of_its_own() -> None:
    assert len(CALCULATORS) == sum(len(family) for _title, family in FAMILIES)


@pytest.mark.parametrize("calculator", EVERY, ids=lambda one: one.name)
def test_a_calculator_describes_itself_wholly(calculator) -> None:
    told = door.described(calculator)
    assert json.loads(door.write_json(told))["name"] == calculator.name
    assert told["source"]
    single = told["outputs"][0]["name"] == "value"
    assert bool(calculator.unit) == single


def nested(kind: Any) -> set[str]:
    """The names inside what is answered: a segment's days, an instalment's interest."""
    found: set[str] = set()
    for inner in get_args(kind):
        if dataclasses.is_dataclass(inner):
            found |= set(get_type_hints(inner))
        found |= nested(inner)
    return found


@pytest.mark.parametrize("calculator", EVERY, ids=lambda one: one.name)
def test_every_name_and_every_choice_has_words(calculator) -> None:
    result = get_type_hints(calculator.function)["return"]
    kinds = [one.type for one in calculator.inputs]
    kinds += list(get_type_hints(result).values()) if dataclasses.is_dataclass(result) else [result]
    names = {one.name for one in calculator.inputs} | set(calculator.outputs) - {"value"}
    names |= {name for kind in kinds for name in nested(kind)}
    assert names <= set(LABELS)
    choices = {each.value for kind in kinds if isinstance(kind, type) and hasattr(kind, "__members__") for each in kind}
    assert choices <= set(CHOICES)


@pytest.mark.parametrize(
    ("figures", "code", "field"),
    [
        ({"current_assets": 3}, "calculators.input_missing", "current_liabilities"),
        (SOUND | {"weather": 1}, "calculators.input_unknown", "weather"),
        (SOUND | {"inventory": 1}, "calculators.input_unknown", "inventory"),
        (SOUND | {"curent_asets": 1}, "calculators.input_misspelt", "curent_asets"),
        (SOUND | {"CA": 3}, "calculators.input_twice", "current_assets"),
        (SOUND | {"current_assets": "many"}, "calculators.input_wrong", "current_assets"),
        (SOUND | {"current_assets": None}, "calculators.input_wrong", "current_assets"),
        (SOUND | {"current_assets": "NaN"}, "calculators.input_wrong", "current_assets"),
        (SOUND | {"current_assets": "Infinity"}, "calculators.input_wrong", "current_assets"),
        (SOUND | {"current_liabilities": 0}, "ratio.nothing_below", "current_liabilities"),
    ],
)
def test_a_wrong_figure_is_named(figures: dict[str, Any], code: str, field: str) -> None:
    found = refused("liquidity", figures)
    assert (found.code, found.facts.get("field", found.facts.get("figure"))) == (code, field)


def test_a_figure_may_come_under_its_other_spellings() -> None:
    plain = door.calculate(name="liquidity", given=SOUND)
    assert door.calculate(name="liquidity", given={"CA": 3, "Current liabilities": 2}) == plain
    assert refused("liquidity", SOUND | {"curent_asets": 1}).facts["nearest"] == "current_assets"


@pytest.mark.parametrize("calculator", EVERY, ids=lambda one: one.name)
def test_a_spelling_stands_for_one_input_only(calculator) -> None:
    spellings = [*(one.name for one in calculator.inputs), *(each for one in calculator.inputs for each in one.also)]
    assert len(spellings) == len(set(spellings))
    assert {as_spelling(each) for each in spellings} == set(spellings)


def test_every_other_spelling_belongs_to_a_figure() -> None:
    assert set(ALSO) <= {one.name for calculator in EVERY for one in calculator.inputs}


def test_a_choice_may_be_written_as_people_write_it() -> None:
    given = {"bins": [[1, 2], [3, 1]], "order": "As listed"}
    assert door.calculate(name="separation", given=given)["inputs"]["bin_order"] == "as_listed"


def test_a_wrong_figure_inside_a_list_is_named_by_its_list() -> None:
    assert refused("concentration", {"exposures": [1, "NaN"]}).facts["field"] == "exposures"
    debt = {"name": "A", "due_date": "2026-01-01", "is_secured": False, "amount": "NaN", "burden": 0}
    assert (
        refused("allocation_by_law", {"payment": 1, "as_of": "2026-01-01", "debts": [debt]}).facts["field"] == "debts"
    )


def test_figures_beyond_reason_are_refused_and_not_computed() -> None:
    vast = {"principal": "1e999999", "rate": 1, "days": "1e999999"}
    assert refused("simple_interest", vast).code == "calculators.out_of_range"
    assert refused("nothing", {}).code == "calculators.unknown"
    assert refused("limitation", {"start": "9999-12-31"}).code == "calculators.out_of_range"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("dunning_level", {"late_items": [], "last_level": -5}),
        (
            "interest_between",
            {"principal": 1, "rate": "0.1", "start": "9999-01-01", "end": "9999-12-31", "basis": "act_act"},
        ),
    ],
)
def test_figures_at_the_edge_are_answered(name: str, given: dict[str, Any]) -> None:
    assert door.calculate(name=name, given=given)["calculator"] == name


@pytest.mark.parametrize(
    ("name", "written", "plain"),
    [
        ("liquidity", {"流动资产": "1,284,000.50", "流动负债": "20万"}, {"CA": "1284000.50", "CL": 200_000}),
        ("liquidity", {"Current assets": "３00", "Current liabilities": "1 00"}, {"CA": 300, "CL": 100}),
        ("odds_of_probability", {"PD": "5 %"}, {"probability": "0.05"}),
        ("default_probability", {"odds": "50:1"}, {"odds": 50}),
        ("eu_late_rate", {"ecb_rate": "2.15%"}, {"reference_percent": "2.15"}),
        (
            "population_stability",
            {"actual": ["10%", "90%"], "expected": [1, 4]},
            {"actual": ["0.10", "0.90"], "expected": [1, 4]},
        ),
        ("grade_probability", {"grade": "ccc/c"}, {"grade": "CCC"}),
        ("altman_from_ratios", {"model": "Z''", "x1": 1, "x2": 1, "x3": 1, "x4": 1}, {"model": "z_double_prime"}),
    ],
)
def test_figures_are_read_as_people_write_them(name: str, written: dict[str, Any], plain: dict[str, Any]) -> None:
    meant = {key: value for key, value in written.items() if key in {"x1", "x2", "x3", "x4"}} | plain
    assert door.calculate(name=name, given=written) == door.calculate(name=name, given=meant)


@pytest.mark.parametrize("wrong", ["1,28", "20x", "5%", "1:2"])
def test_what_is_no_number_here_is_not_guessed(wrong: str) -> None:
    assert refused("liquidity", SOUND | {"current_assets": wrong}).facts["field"] == "current_assets"


@pytest.mark.parametrize("share", [5, "101%", -1])
def test_a_share_beyond_the_whole_is_refused_by_name(share: Any) -> None:
    found = refused("limit_by_net_worth", {"total_assets": 3, "total_liabilities": 2, "percent": share})
    assert (found.code, found.facts["field"]) == ("calculators.share_outside", "percent")


def test_a_rate_of_interest_may_be_negative_but_never_five_hundred_percent() -> None:
    given = {"principal": 1000, "days": 365, "rate": "-0.5%"}
    assert door.calculate(name="simple_interest", given=given)["result"]["interest"] == -5
    assert refused("simple_interest", given | {"rate": 5}).code == "calculators.share_outside"


@pytest.mark.parametrize("days", [30, "30", Decimal("30.0"), "30.0"])
def test_a_whole_number_may_be_written_as_text_or_with_a_point(days: Any) -> None:
    given = {"principal": "1000", "base_rate": Decimal("0.005"), "days": days}
    assert door.calculate(name="uk_late_interest", given=given)["result"]["total"] == Decimal("6.90")
    assert refused("uk_late_interest", {**given, "days": Decimal("30.5")}).facts["field"] == "days"


@pytest.mark.parametrize("halved", [True, 1, "true", "1"])
def test_yes_may_be_written_in_four_ways(halved: Any) -> None:
    given = {"claim": 100_000, "is_halved": halved}
    assert door.calculate(name="court_fee", given=given)["result"]["value"] == 1150


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"3", b'{"a":', b'{"a":1}{', b'{"a": 1e99999999999999999999}', b"[" * 100_000]
)
def test_only_one_object_is_taken(text: bytes) -> None:
    with pytest.raises(Refusal, match="not_json"):
        door.read_json(text)


@given(st.decimals("-1000000000", "1000000000", places=9))
def test_numbers_are_never_read_through_a_binary_float(number: Decimal) -> None:
    text = json.dumps({"required": 0, "existing": "N"}).replace('"N"', f"{number:f}").encode()
    answer = door.calculate(name="allowance_entry", given=door.read_json(text))
    assert answer["result"]["value"] == -number
    assert json.loads(door.write_json(answer), parse_float=Decimal, parse_int=Decimal)["result"]["value"] == -number


def test_defaults_are_told_with_the_answer() -> None:
    answer = door.calculate(name="simple_interest", given={"principal": 1, "rate": 1, "days": 1})
    assert answer["inputs"]["basis"] == 365


def test_an_unknown_type_is_a_text() -> None:
    with override("en"):
        assert type_words(str) == "a text"


def test_a_period_of_the_civil_code_moves_past_the_holidays() -> None:
    national_day = [f"2025-10-0{day}" for day in range(1, 9)]
    asked = {"start": "2025-09-01", "days": 30, "holidays": national_day}
    found = door.calculate(name="civil_period_end", given=asked)["result"]
    assert {name: str(day) for name, day in found.items()} == {"raw": "2025-10-01", "shifted": "2025-10-09"}


@pytest.mark.parametrize(("accepted", "starts"), [(None, "2026-03-11"), ("2026-03-05", "2026-03-05")])
def test_a_term_starts_without_an_acceptance_that_does_not_come(accepted: str | None, starts: str) -> None:
    asked = {"delivery_date": "2026-03-01", "latest_start_days": 10, "event_date": accepted}
    assert str(door.calculate(name="start_of_term", given=asked)["result"]["value"]) == starts
