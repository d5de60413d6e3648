"""Where a database is and which programs can copy it."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import psycopg
from django.conf import settings

VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A database and the programs that can copy it: `params` are libpq's, `programs` the folder of pg_dump."""

    params: dict[str, str]
    programs: Path

    @classmethod
    def of_settings(cls) -> Self:
        """The database this program works on."""
        database = settings.DATABASES["default"]
        named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
        params = {key: database[name] for key, name in named.items() if database[name]}
        options = {key: value for key, value in database["OPTIONS"].items() if key in VARIABLES}
        return cls(params=params | options, programs=Path(settings.POSTGRES_PROGRAMS))

    def environment(self) -> dict[str, str]:
        """The parameters as libpq's programs read them, so that no password stands on a command line."""
        return dict(os.environ) | {VARIABLES[key]: value for key, value in self.params.items()}

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        """A connection of our own, outside Django's."""
        return psycopg.connect(psycopg.conninfo.make_conninfo("", **self.params))
