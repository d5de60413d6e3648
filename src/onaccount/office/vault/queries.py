"""What is known about the copies of the database, and the sums that prove two databases equal."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from psycopg import Connection, sql

PATTERN = "onaccount-*.backup"
STAMP = "onaccount-%Y%m%dT%H%M%SZ.backup"


@dataclass(frozen=True, slots=True)
class Backup:
    """One sealed copy in the folder; `size` in bytes."""

    path: Path
    written_at: datetime
    size: int


def backups(*, folder: Path) -> tuple[Backup, ...]:
    """Every backup in the folder, latest first; none when the folder is missing."""
    found = []
    for path in sorted(folder.glob(PATTERN), reverse=True):
        try:
            written_at = datetime.strptime(path.name, STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue  # somebody else's file
        found.append(Backup(path=path, written_at=written_at, size=path.stat().st_size))
    return tuple(found)


def checksums(*, connection: Connection[tuple[object, ...]]) -> dict[str, str]:
    """For every table its number of rows and a sum over their text, whatever their order: "12 rows, 8840…"."""
    connection.execute("SET LOCAL TIME ZONE 'UTC'")
    names = connection.execute(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
    ).fetchall()
    sums = {}
    for (name,) in names:
        query = sql.SQL("SELECT count(*), coalesce(sum(hashtextextended(r::text, 0)::numeric), 0) FROM {} AS r")
        row = connection.execute(query.format(sql.SQL(str(name)))).fetchone()
        assert row is not None
        sums[str(name)] = f"{row[0]} rows, {row[1]}"
    return sums
