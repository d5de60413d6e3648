"""`onaccount messages`, as a translator calls it."""

from argparse import Namespace

from onaccount.cli import messages


def test_the_check_is_content_while_every_message_has_its_translation() -> None:
    assert messages.run(Namespace(gather=False, check=True)) == 0


def test_what_is_read_is_no_older_than_what_translators_wrote() -> None:
    assert messages.run(Namespace(gather=False, check=False)) == 0
    written = [source.stat().st_mtime for source in messages.LOCALE.rglob("*.po")]
    compiled = [source.with_suffix(".mo").stat().st_mtime for source in messages.LOCALE.rglob("*.po")]
    assert [new >= old for old, new in zip(written, compiled, strict=True)] == [True] * len(written)
