"""A bank statement printed as PDF, turned into CSV by a child process, since a PDF is a stranger's program as much as a workbook."""

import json
from pathlib import Path

from onaccount.connectors.tables.child import run_apart
from onaccount.connectors.tables.limits import LIMITS
from onaccount.kernel.reasons import Refusal

HEAD = b"%PDF"


def is_pdf(*, path: Path) -> bool:
    """Say whether a file is a PDF, by its first bytes."""
    with path.open("rb") as stream:
        return stream.read(1024).lstrip().startswith(HEAD)


def as_csv(*, path: Path, target: Path) -> Path:
    """
    Write the table of a PDF as CSV.

    Refuses `bank_flow.no_text` for a scan, `bank_flow.pdf_locked`, `bank_flow.no_columns`, and `bank_flow.pdf_unreadable` for
    what is damaged or needs more memory or time than is allowed.
    """
    arguments = [str(path), str(target)]
    if not run_apart(
        module="onaccount.connectors.bank_rows.pdf_child", arguments=arguments, seconds=LIMITS.child_seconds
    ):
        raise Refusal("bank_flow.pdf_unreadable")
    refused = target.with_suffix(".json")
    if refused.exists():
        raise Refusal(json.loads(refused.read_bytes())["refused"])
    if not target.exists():
        raise Refusal("bank_flow.pdf_unreadable")
    return target
