"""`onaccount backup [FOLDER]`: one sealed copy of the database, now. A job writes one every night by itself."""

import argparse
from pathlib import Path

from onaccount.cli.session import open_session


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("folder", nargs="?", type=Path, help="ONACCOUNT_BACKUPS, or `backups` in the home, unless told")


def run(options: argparse.Namespace) -> int:
    """Write the backup and say where it is."""
    with open_session():
        from django.conf import settings

        from onaccount.office.vault import actions
        from onaccount.office.vault.place import Place

        folder, keep = options.folder or settings.BACKUP_FOLDER, settings.BACKUPS_KEPT
        written = actions.write_backup(place=Place.of_settings(), folder=folder, key=settings.BACKUP_KEY, keep=keep)
        print(f"{written.path}  {written.size / 1e6:.1f} MB")
        print(f"Only the key in {settings.BACKUP_KEY_FILE} opens it. Keep a copy of the key somewhere else.")
    return 0
