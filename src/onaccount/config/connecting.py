"""How the program's connections to its database come about."""

import time
from typing import Any, Final, Self

import psycopg

PAUSES: Final = (0.05, 0.1, 0.2, 0.4, 0.4, 0.4, 0.4, 0.4)


class PatientConnection(psycopg.Connection[Any]):
    """
    A connection of the pool. While the database comes up again it is tried every few tenths of a second: the pool itself
    would wait one second, then two, then four, and so keep everybody waiting long after the database is back.
    """

    @classmethod
    def connect(cls, conninfo: str = "", **more: Any) -> Self:
        """Connect, trying again for two and a half seconds; then it fails as any connection does, and the pool goes on."""
        for pause in PAUSES:
            try:
                return super().connect(conninfo, **more)
            except psycopg.OperationalError:
                time.sleep(pause)
        return super().connect(conninfo, **more)
