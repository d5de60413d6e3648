"""`onaccount import`: what it prints and how it ends."""

from pathlib import Path

import pytest
from tests.intake import csv

from onaccount.cli.main import main
from onaccount.trade.models import Item

pytestmark = pytest.mark.django_db(transaction=True)
GOOD = "0042,云汀精工,A1,2026-01-05,2026-02-04,CNY,1000.00"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "items.csv"


def test_a_dry_run_tells_everything_and_writes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(csv(GOOD))
    assert main(["import", "open-items", str(file), "--source", "ERP", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "Rows in   1 = 1 created + 0 updated + 0 unchanged + 0 rejected + 0 left_out" in told
    assert "Total     1000.00 CNY, accepted 1000.00" in told
    assert Item.objects.count() == 0


def test_a_file_goes_in(file: Path) -> None:
    file.write_bytes(csv(GOOD))
    assert main(["import", "open-items", str(file)]) == 0
    assert Item.objects.get().number == "A1"


def test_faulty_rows_end_with_one_and_their_place(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(csv(GOOD, GOOD.replace("A1", "A2").replace("1000.00", "1O")))
    assert main(["import", "open-items", str(file)]) == 1
    assert "items row 3 G '1O'" in capsys.readouterr().out
    assert Item.objects.count() == 0


def test_a_file_that_is_refused_or_missing_ends_with_two(file: Path) -> None:
    assert main(["import", "open-items", str(file)]) == 2
    file.write_bytes(b"")
    assert main(["import", "open-items", str(file)]) == 2
