"""Telling how far work has come while its own transaction is still open 进度上报.

The work runs in one transaction that nobody sees before it commits; its progress is written by a thread with a connection of its own.
"""

import threading
from types import TracebackType
from typing import Self

from django.db import DatabaseError, connection

from onaccount.office.work import actions, queries

EVERY_SECONDS = 0.4


class StoppedByUser(Exception):  # noqa: N818 somebody asked for it
    """Somebody asked the work to stop; raised inside the work, whose transaction rolls back."""


class Reporter:
    """`with Reporter(work_id=7, total=9700) as report: report(100)`: a call is cheap, writing happens beside it."""

    def __init__(self, *, work_id: int, total: int) -> None:
        self.work_id, self.total, self.done = work_id, total, 0
        self._over, self._cancelled = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._tell, name=f"work-{work_id}", daemon=True)

    def __call__(self, done: int) -> None:
        """Note that this much is done; refuses to go on (StoppedByUser) once somebody asked to stop."""
        self.done = max(self.done, done)
        if self._cancelled.is_set():
            raise StoppedByUser

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _tell(self) -> None:
        try:
            while not self._over.wait(EVERY_SECONDS):
                self._once()
        finally:
            connection.close()

    def _once(self) -> None:
        try:
            actions.advance(work_id=self.work_id, done=self.done, total=self.total)
            if queries.is_cancelled(work_id=self.work_id):
                self._cancelled.set()
        except DatabaseError:  # the work itself will meet the same trouble and tell it
            connection.close()
