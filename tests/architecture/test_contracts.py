"""Each import contract is proven once: the source keeps it, and a copy of the source that breaks it on purpose is caught."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture import shape

BREAKS = {
    "1 ": ("kernel/offence.py", "import onaccount.trade"),
    "2 ": ("office/access/rules.py", "import onaccount.office.access.models"),
    "3a": ("kernel/offence.py", "import django"),
    "3b": ("limits/rules/__init__.py", "import onaccount.office.access"),
    "4 ": ("trade/columns.py", "import onaccount.trade.models"),
    "5 ": ("connectors/offence.py", "import onaccount.trade.models"),
    "6 ": ("connectors/offence.py", "pass"),
    "7a": ("trade/offence.py", "import smtplib"),
    "7b": ("trade/offence.py", "import typst"),
    "8 ": ("desk/components/offence.py", "import onaccount.desk.health"),
    "9 ": ("trade/offence.py", "import numpy"),
}


def lint(root: Path) -> dict[str, str]:
    """The contracts by their number, each KEPT or BROKEN."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache"]
    told = subprocess.run(
        command,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root / "src"), "COLUMNS": "400"},
        capture_output=True,
        text=True,
    )
    return dict(re.findall(r"^(\d[ab ]) ?.*(KEPT|BROKEN)", told.stdout, re.MULTILINE))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(
        shape.SOURCE,
        tmp_path / "src" / "onaccount",
        ignore=lambda _, names: [n for n in names if n in {"static", "locale", "__pycache__"}],
    )
    shutil.copy(shape.ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_source_keeps_every_contract_and_every_contract_has_its_proof() -> None:
    assert lint(shape.ROOT) == dict.fromkeys(BREAKS, "KEPT")


@pytest.mark.parametrize("contract", BREAKS)
def test_a_source_that_breaks_the_contract_is_caught(contract: str, copy: Path) -> None:
    place, line = BREAKS[contract]
    with (copy / "src" / "onaccount" / place).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    assert lint(copy)[contract] == "BROKEN"
