"""`onaccount calc`: figures on standard input, the answer on standard output, no database."""

import json
import os
import subprocess
import sys


def calc(*words: str, figures: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "onaccount.cli.main", "calc", *words]
    nowhere = os.environ | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    return subprocess.run(command, input=figures, capture_output=True, text=True, timeout=60, env=nowhere)


def test_a_calculation_goes_through_a_pipe() -> None:
    done = calc("court_fee", figures='{"claim": 20000000}')
    assert (done.returncode, json.loads(done.stdout)["result"]) == (0, {"value": 141800})


def test_a_mistake_is_told_and_the_command_fails() -> None:
    done = calc("court_fee", "--language", "zh-hans", figures="{}")
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads(done.stderr) == {"code": "calculators.input_missing", "message": "缺少“claim”。"}


def test_the_list_says_what_each_asks_for() -> None:
    (told,) = json.loads(calc("--list", "lpr").stdout)
    assert [one["name"] for one in told["inputs"]] == ["day", "is_five_years"]
    assert "lpr" in json.loads(calc().stdout)
