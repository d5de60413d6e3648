"""Write a backup, restore one. Both stream; neither needs room for an unsealed copy."""

import json
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from onaccount.office.vault import queries, stream
from onaccount.office.vault.place import Place


class NotEmptyError(Exception):
    """A restore would have to overwrite records that are there."""


class NotEqualError(Exception):
    """The restored tables are not the ones that were backed up."""


def write_backup(*, place: Place, folder: Path, key: str, keep: int) -> queries.Backup:
    """
    Write a sealed copy of the database into the folder and remove all but the latest `keep`.

    The copy and the sums of every table inside it are taken from one snapshot. The file gets its name when it is whole
    and on disk. Raises CalledProcessError when pg_dump fails; then no file is left.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / now.strftime(queries.STAMP)
    draft = path.with_suffix(".part")
    try:
        with place.connect() as connection, draft.open("xb") as target:
            draft.chmod(0o600)
            stream.seal(pieces=_copied(place=place, connection=connection), target=target, key=key)
            target.flush()
            os.fsync(target.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    for old in queries.backups(folder=folder)[keep:]:
        old.path.unlink()
    return queries.backups(folder=folder)[0]


def restore_backup(*, place: Place, path: Path, key: str) -> dict[str, str]:
    """
    Read a sealed copy into an empty database; the sums of its tables, equal to those taken when it was written.

    The whole file is verified before the first row is written. Raises stream.BrokenSealError for a file that is not as written,
    NotEmptyError when the database has tables, NotEqualError when a table differs after the restore.
    """
    with place.connect() as connection:
        if queries.checksums(connection=connection):
            raise NotEmptyError("the database has tables; restore into an empty one")
    with path.open("rb") as source:
        for _piece in stream.unseal(source=source, key=key):
            pass
    with path.open("rb") as source:
        written = _restored(place=place, pieces=stream.unseal(source=source, key=key))
    with place.connect() as connection:
        found = queries.checksums(connection=connection)
    if found != written:
        differing = sorted(name for name in found | written if found.get(name) != written.get(name))
        raise NotEqualError(f"these tables differ from the backup: {', '.join(differing)}")
    return found


def _copied(*, place: Place, connection: psycopg.Connection[tuple[Any, ...]]) -> Iterator[bytes]:
    """The sums of every table, then what pg_dump says, both as of one snapshot."""
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    row = connection.execute("SELECT pg_export_snapshot()").fetchone()
    assert row is not None
    sums = json.dumps(queries.checksums(connection=connection)).encode()
    yield struct.pack(">I", len(sums)) + sums
    command = [
        str(place.programs / "pg_dump"),
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={row[0]}",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=place.environment()) as dump:  # noqa: S603
        assert dump.stdout is not None
        while piece := dump.stdout.read(stream.FRAME_BYTES):
            yield piece
    if dump.returncode:
        raise subprocess.CalledProcessError(dump.returncode, command)


def _restored(*, place: Place, pieces: Iterator[bytes]) -> dict[str, str]:
    """Feed pg_restore; returns the sums that stand before the copy."""
    head = b""
    while len(head) < 4 or len(head) < 4 + struct.unpack(">I", head[:4])[0]:
        head += next(pieces)
    end = 4 + struct.unpack(">I", head[:4])[0]
    command = [str(place.programs / "pg_restore"), "--exit-on-error", "--no-owner", "--single-transaction"]
    database = ["--dbname", place.params["dbname"]]
    with subprocess.Popen(command + database, stdin=subprocess.PIPE, env=place.environment()) as restore:  # noqa: S603
        assert restore.stdin is not None
        with suppress(BrokenPipeError):  # its exit code tells more
            restore.stdin.write(head[end:])
            for piece in pieces:
                restore.stdin.write(piece)
            restore.stdin.close()
    if restore.returncode:
        raise subprocess.CalledProcessError(restore.returncode, command)
    sums: dict[str, str] = json.loads(head[4:end])
    return sums
