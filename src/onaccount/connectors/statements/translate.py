"""From workbooks of statements to sets ready to be judged: files, folders, and what the reader was not told by the file."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from onaccount.connectors.statements.reading import ReadSet, read_statements
from onaccount.connectors.tables.faults import UnreadableFile
from onaccount.customers.rules.statements import (
    ArrivedSet,
    Credibility,
    Period,
    Scope,
    Standard,
    StatementDraft,
    StatementFault,
    as_cas,
)

ENDINGS: Final = frozenset({".xlsx", ".xls", ".xlsm", ".ods", ".csv"})
_STANDARDS: Final = {
    "": Standard.CAS,
    "cas": Standard.CAS,
    "企业会计准则": Standard.CAS,
    "ifrs": Standard.IFRS,
    "国际财务报告准则": Standard.IFRS,
    "usgaap": Standard.US_GAAP,
    "美国公认会计原则": Standard.US_GAAP,
}
_CREDIBILITIES: Final = {
    "audited": Credibility.AUDITED,
    "经审计": Credibility.AUDITED,
    "tax filing": Credibility.TAX_FILING,
    "tax_filing": Credibility.TAX_FILING,
    "税务申报": Credibility.TAX_FILING,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever imports says of the files: when they came in, why a known period is restated ("" if none is)."""

    received_on: date
    reason: str


def files_in(*, path: Path) -> tuple[Path, ...]:
    """Give the workbooks of a folder, by name, or the one file itself."""
    if not path.is_dir():
        return (path,)
    return tuple(sorted(file for file in path.iterdir() if file.suffix.lower() in ENDINGS and file.name[0] not in "~."))


def arrived_in(*, content: bytes, name: str, told: Told) -> Iterator[ArrivedSet]:
    """Read the bytes of one file as `arrived` does."""
    with tempfile.TemporaryDirectory(prefix="onaccount-statements-") as folder:
        path = Path(folder) / f"workbook{Path(name).suffix}"
        path.write_bytes(content)
        yield from arrived(path=path, name=name, told=told)


def arrived(*, path: Path, name: str, told: Told) -> Iterator[ArrivedSet]:
    """Read one file; one that cannot be read is a set with that fault, so that the others go on."""
    try:
        sets = read_statements(path=path, name=name)
    except UnreadableFile as refusal:
        yield ArrivedSet(name, "", (), {}, (StatementFault("", 0, "", refusal.code, refusal.facts),))
        return
    if not any(one.amounts or one.faults for one in sets):
        yield ArrivedSet(name, "", (), {}, (StatementFault("", 0, "", "statements.no_sheet", {"file": name}),))
        return
    for one in sets:
        yield _arrived(one, told)


def _arrived(one: ReadSet, told: Told) -> ArrivedSet:
    word = one.about.standard.replace(" ", "").replace("-", "").casefold()
    standard = _STANDARDS.get(word)
    if standard is None:
        wrong = StatementFault("", 0, "", "statements.standard_unknown", {"text": one.about.standard})
        return ArrivedSet(one.file, one.company, (), {}, (wrong, *one.faults))
    drafts = tuple(
        StatementDraft(
            period=Period(end, end.month, _scope(one.about.scope)),
            currency=one.about.currency or "CNY",
            standard=standard,
            credibility=_CREDIBILITIES.get(one.about.credibility.casefold(), Credibility.INTERNAL),
            amounts=as_cas(amounts, standard=standard),
            source=one.file,
            received_on=told.received_on,
            reason=told.reason,
        )
        for end, amounts in one.amounts.items()
        if amounts
    )
    return ArrivedSet(one.file, one.company, drafts, one.places, tuple(one.faults))


def _scope(text: str) -> Scope:
    said = text.casefold()
    return Scope.CONSOLIDATED if "consolidated" in said or "合并" in said else Scope.SINGLE
