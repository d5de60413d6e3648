"""Everything a person reads is in the catalogues, in both languages, and nothing else is."""

import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from tests.architecture import shape

from onaccount.cli import messages

CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")


def said(source: Path) -> set[str]:
    with (source / CATALOGUE).open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.id}


def test_every_message_has_its_translation() -> None:
    assert messages.missing() == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="gathering messages needs gettext")
def test_the_catalogue_holds_exactly_what_the_source_says(tmp_path: Path) -> None:
    copy = tmp_path / "onaccount"
    shutil.copytree(shape.SOURCE, copy, ignore=shutil.ignore_patterns("static", "__pycache__", "*.mo"))
    messages.gather(locale=copy / "locale")
    assert said(copy) == said(shape.SOURCE)
