"""Every hostile file is refused or answered with row errors, in bounded memory and time; the same data clean reads whole."""

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from tests import crowd
from tests.connectors.tables.hostile_files import Case, cases

ROOT = Path(__file__).parents[3]
CASES = tuple(cases())
MOST_MEGABYTES, MOST_SECONDS = 300, 10


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What reading each file came to, all in one fresh process, so that its memory is the reader's and not this one's."""
    folder = tmp_path_factory.mktemp("hostile")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile warns of the duplicate name that one case is about
        for case in CASES:
            (folder / case.name).write_bytes(case.data())
    command = [sys.executable, str(Path(__file__).with_name("read_one.py")), str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=True)
    return {told["name"]: told for told in map(json.loads, done.stdout.splitlines())}


def test_there_are_more_than_sixty_files_of_more_than_thirty_kinds_each_with_its_own_name() -> None:
    assert len(CASES) == len({case.name for case in CASES}) == 113
    assert len({case.kind for case in CASES}) == 40


@pytest.mark.parametrize("case", CASES, ids=[f"{case.kind}: {case.name}" for case in CASES])
def test_a_hostile_file_is_answered_with_exactly_its_faults(outcomes: dict[str, dict[str, object]], case: Case) -> None:
    assert outcomes[case.name]["codes"] == sorted(case.codes)


@pytest.mark.parametrize(
    "measure", [("own", MOST_MEGABYTES // 4), ("child", MOST_MEGABYTES), ("seconds", MOST_SECONDS)]
)
def test_no_file_takes_more_memory_or_time_than_allowed(
    outcomes: dict[str, dict[str, object]], measure: tuple[str, int]
) -> None:
    name, most = measure
    most *= crowd.stretch() if name == "seconds" else 1
    over = {told["name"]: told[name] for told in outcomes.values() if float(str(told[name])) > most}
    assert over == {}


def test_the_same_data_in_every_encoding_gives_both_rows(outcomes: dict[str, dict[str, object]]) -> None:
    clean = {case.name: outcomes[case.name]["clean"] for case in CASES if case.kind == "encodings that read clean"}
    assert clean == dict.fromkeys(clean, 2)
