"""The journal is sealed 审计日志封印, and verified when somebody asks."""

from onaccount.kernel.reasons import Reason
from onaccount.office.journal import sealing


def seal_journal() -> int:
    """Seal every settled entry and say how many."""
    return sealing.seal()


def verify_journal() -> tuple[bool, Reason]:
    """Recompute the chain and say whether it is intact, with figures; a fault names its entry."""
    report = sealing.verify()
    facts = {"blocks": report.blocks, "entries": report.entries, "unsealed": report.unsealed}
    if report.fault is None:
        return True, Reason("journal.intact", facts)
    return False, Reason(report.fault.code, facts | {"entry_id": report.fault.entry_id})
