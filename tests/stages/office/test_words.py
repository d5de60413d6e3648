"""The words of all stages are found without a list, and no code has two meanings."""

import re
from collections import Counter

import pytest

from onaccount.office import words
from onaccount.office.journal import labels


def test_every_stage_that_has_words_is_found() -> None:
    names = {module.__name__ for module in words.labels()}
    assert {"onaccount.cover.labels", "onaccount.office.approval.labels", "onaccount.connectors.tables.labels"} < names


@pytest.mark.parametrize("table", ["REASONS", "ACTS"])
def test_no_code_has_two_meanings(table: str) -> None:
    codes = Counter(code for module in words.labels() for code in getattr(module, table, {}))
    assert [code for code, times in codes.items() if times > 1] == []
    assert codes


def test_whatever_an_entry_of_the_journal_is_about_has_a_word() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in words.ROOT.rglob("*.py"))
    kinds = set(re.findall(r'Subject\((?:kind=)?"([a-z_]+)"', source))
    assert "customer" in kinds
    assert kinds - set(labels.SUBJECTS) == set()
