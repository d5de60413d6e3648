"""`onaccount messages`: compile the translations with Babel, no gettext needed.

`--check` holds them complete; `--gather` brings the messages of the source into the catalogues and needs gettext.
"""

import argparse
import contextlib
import os
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"
LANGUAGES = ("zh_Hans",)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to compile, to gather or to check."""
    parser.add_argument("--gather", action="store_true", help="bring the messages of the source into the catalogues")
    parser.add_argument("--check", action="store_true", help="fail when a message lacks its translation")


def run(options: argparse.Namespace) -> int:
    """Compile; or gather, or name every message that is untranslated or uncertain, or both."""
    if options.gather:
        gather(locale=LOCALE)
    if not (options.check or options.gather):
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
        draft = target.with_suffix(f".{os.getpid()}.new")
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


def gather(*, locale: Path) -> None:
    """Bring what the source beside this `locale` folder says into its catalogues, guessing no translation."""
    from django.core.management import call_command
    from django.core.management.commands.makemessages import Command

    class Gather(Command):
        msgmerge_options = [*Command.msgmerge_options, "--no-fuzzy-matching"]

    with contextlib.chdir(locale.parent):
        plain = {"no_location": True, "no_obsolete": True, "no_wrap": True, "verbosity": 0}
        call_command(Gather(), locale=list(LANGUAGES), **plain)
    for source in locale.rglob("*.po"):
        command = ["msgattrib", "--sort-output", "--no-wrap", "--no-location", str(source)]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines(keepends=True)  # noqa: S603
        source.write_text("".join(line for line in lines if "POT-Creation-Date" not in line), encoding="utf-8")
