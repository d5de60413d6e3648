"""Every fault has words in both languages, with exactly the facts it carries."""

import re
from pathlib import Path
from string import Formatter

import pytest
from django.utils import translation
from tests.connectors.tables.hostile_files import cases
from tests.connectors.tables.read_one import read

from onaccount.connectors.tables import labels
from onaccount.connectors.tables.faults import UnreadableFile

SOURCE = Path(labels.__file__).parent
CODE = re.compile(r'"((?:file|row|cell|amount|date|code|number|boolean|currency|ledger|export|note)\.[a-z_0-9]+)"')
BUILT = {
    f"{kind}.is_{found}"
    for kind in ("amount", "code", "number", "boolean", "currency")
    for found in ("date", "boolean")
}


def codes_in_the_source() -> set[str]:
    texts = (path.read_text() for path in SOURCE.glob("*.py") if path.name != "labels.py")
    return {code for text in texts for code in CODE.findall(text)}


def test_every_code_has_words_and_no_words_are_without_a_code() -> None:
    built = (BUILT - {"boolean.is_boolean"}) | {"date.is_boolean", "currency.is_number"}
    assert set(labels.REASONS) == codes_in_the_source() | built
    assert set(labels.REPAIRS) <= set(labels.REASONS)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_fault_of_the_hostile_files_can_be_said(language: str, tmp_path: Path) -> None:
    said = {}
    with translation.override(language):
        for case in cases():
            if case.codes and case.name.endswith(".csv") and case.kind != "10 MB cell":
                path = tmp_path / case.name
                path.write_bytes(case.data())
                said |= dict(messages(path))
    assert [code for code, text in said.items() if "{" in text or text == code] == []


def messages(path: Path) -> list[tuple[str, str]]:
    try:
        faults = [(error.code, error.facts) for record in read(path) for error in record.errors]
    except UnreadableFile as refusal:
        faults = [(refusal.code, refusal.facts)]
    return [(code, labels.message_of(code=code, facts=facts)) for code, facts in faults]


def test_chinese_words_keep_the_facts_of_the_english_ones() -> None:
    for code, words in (labels.REASONS | labels.REPAIRS).items():
        with translation.override("en"):
            english = str(words)
        with translation.override("zh-hans"):
            chinese = str(words)
        assert (code, facts_in(chinese)) == (code, facts_in(english))
        assert chinese != english


def facts_in(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def test_what_is_wrong_with_a_cell_is_said_in_the_readers_language() -> None:
    with translation.override("en"):
        assert labels.message_of(code="amount.not_a_number", facts={}) == "The amount is not a number."
        assert labels.repair_of(code="file.nul") == ""
    with translation.override("zh-hans"):
        assert labels.message_of(code="amount.not_a_number", facts={}) == "金额不是数字。"
