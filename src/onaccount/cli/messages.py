"""`onaccount messages`: compile the translations with Babel, no gettext needed; `--check` holds them complete."""

import argparse
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to compile or to check."""
    parser.add_argument("--check", action="store_true", help="fail when a message lacks its translation")


def run(options: argparse.Namespace) -> int:
    """Compile, or name every message that is untranslated or uncertain."""
    if not options.check:
        compile_all()
        return 0
    gaps = missing()
    for gap in gaps:
        print(gap, file=sys.stderr)
    return 1 if gaps else 0


def compile_all() -> None:
    """Write the .mo file beside every .po file that is newer than it."""
    for source in LOCALE.rglob("*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        draft = target.with_suffix(".new")
        with source.open("rb") as read, draft.open("wb") as written:
            write_mo(written, read_po(read, locale=source.parent.parent.name))
        draft.replace(target)


def missing() -> list[str]:
    """Every message without a certain translation, as "file: message"."""
    gaps = []
    for source in sorted(LOCALE.rglob("*.po")):
        with source.open("rb") as read:
            catalogue = read_po(read, locale=source.parent.parent.name)
        for message in catalogue:
            strings = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id and (message.fuzzy or not all(strings)):
                gaps.append(f"{source.parent.parent.name}: {message.id}")
    return gaps
