"""`onaccount restore FILE`: read a sealed copy into an empty database, and prove every table equal."""

import argparse
import sys
from pathlib import Path

from onaccount.cli.session import open_session


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, under which key."""
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", type=Path, help="a file with the key; `backup.key` in the home unless told")


def run(options: argparse.Namespace) -> int:
    """Restore; 1 with one sentence when the file is not as written or the database is not empty."""
    with open_session():
        from django.conf import settings

        from onaccount.office.vault import actions, stream
        from onaccount.office.vault.place import Place

        key = options.key.read_text(encoding="ascii").strip() if options.key else settings.BACKUP_KEY
        try:
            tables = actions.restore_backup(place=Place.of_settings(), path=options.file, key=key)
        except (stream.BrokenSealError, actions.NotEmptyError, actions.NotEqualError) as refusal:
            print(f"Not restored: {refusal}.", file=sys.stderr)
            return 1
        print(f"Restored {len(tables)} tables; every row is as it was when the backup was written.")
    return 0
