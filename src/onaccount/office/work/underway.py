"""Work that only reads and tells what it found 后台核算: kept in progress, ended once, begun again safely after a kill."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from onaccount.kernel.reasons import Reason, Refusal
from onaccount.office.work import actions
from onaccount.office.work.models import Work
from onaccount.office.work.reporter import Reporter, StoppedByUser


@dataclass(slots=True)
class Underway:
    """Work that runs now: how to tell its progress, and what it will say at its end."""

    work: Work
    report: Reporter
    finding: Reason | None = None
    is_good: bool = True


@contextmanager
def underway(*, work_id: int) -> Iterator[Underway | None]:
    """
    Keep the progress of work while the block runs and end it with the block's finding; None for ended work.

    A finding that is not good ends the work as failed, so that it stands out. A refusal is told the same way; only a
    programming error leaves the block, after the work is marked as failed.
    """
    begun = actions.start(work_id=work_id)
    if begun is None:
        yield None
        return
    state, told = Work.State.FAILED, None
    try:
        with Reporter(work_id=work_id, total=begun.total) as report:
            running = Underway(begun, report)
            yield running
        state, told = (Work.State.DONE if running.is_good else Work.State.FAILED), running.finding
    except StoppedByUser:
        state = Work.State.CANCELLED
    except Refusal as refusal:
        told = refusal.reason
    finally:
        actions.end(work_id=work_id, state=state, message=message_of(told))


def message_of(reason: Reason | None) -> str:
    """Write what work found as the text that is kept with it."""
    return "" if reason is None else json.dumps(reason.as_json(), ensure_ascii=False)


def finding_of(work: Work) -> Reason | None:
    """Read what ended work found; None for work that says nothing, or says it in plain words."""
    if not work.message.startswith("{"):
        return None
    return Reason.from_json(json.loads(work.message))
