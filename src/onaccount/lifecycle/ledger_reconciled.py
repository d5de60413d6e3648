"""The ledger is compared with itself 占用勾稽: totals, movements, open documents and settlements must agree to 0.00."""

from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.trade.queries import Difference, reconcile

NAMED = 20  # differences written down one by one


class LedgerDisagrees(Exception):  # noqa: N818 it says what is the matter
    """A difference in the ledger: an error of ours, never of the business. Its text names the documents."""


def reconcile_ledger(*, actor: Actor) -> None:
    """
    Compare the whole ledger with itself; where all agrees it leaves no trace.

    A difference is journalled with its documents and then raised, so that the failed job stands on the machine room's page.
    """
    found = reconcile()
    if not found:
        return
    told = [_told(difference) for difference in found[:NAMED]]
    journal.record(
        act="trade.differences_found",
        actor=actor,
        subject=Subject("ledger", "all"),
        reason="",
        before=None,
        after={"count": len(found), "differences": told},
    )
    raise LedgerDisagrees(f"{len(found)} differences: " + "; ".join(told))


def _told(found: Difference) -> str:
    where = f"account {found.account_id} {found.stage}".rstrip()
    document = f" {found.document_kind} {found.document_id}" if found.document_id else ""
    return f"{found.what} {where}{document}: {found.expected:f} against {found.found:f}"
