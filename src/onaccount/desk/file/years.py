"""Statements side by side 多年对比: the lines that say anything, their sums, and the change of the newest year."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onaccount.customers.labels import CREDIBILITIES, SCOPES, SHEETS, STANDARDS
from onaccount.customers.rules.lines import LINES, SUMS, Sheet
from onaccount.customers.rules.statements import FinancialStatement, Scope, unexplained_movement
from onaccount.kernel.money import Money

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line over the years; `change` is the newest over the one before less one, None where that says nothing."""

    name: str
    code: str
    is_sum: bool
    amounts: tuple[Money | None, ...]
    change: Decimal | None


def scopes_of(found: Sequence[FinancialStatement], *, wanted: str) -> list[dict[str, Any]]:
    """Give the scopes there are, the wanted one or the company's own marked."""
    there = sorted({one.scope for one in found}, key=lambda scope: scope is Scope.CONSOLIDATED)
    here = next((scope for scope in there if scope == wanted), there[0] if there else None)
    return [
        {"code": scope, "title": SCOPES[scope], "address": f"?scope={scope}", "here": scope is here} for scope in there
    ]


def spread(found: Sequence[FinancialStatement], *, language: str) -> dict[str, Any]:
    """Give the newest five periods as columns and each sheet's lines as rows."""
    shown = tuple(found[:SHOWN])
    return {
        "columns": [_column(one) for one in shown],
        "sheets": [
            {"title": SHEETS[sheet], "code": sheet, "rows": rows}
            for sheet in Sheet
            if (rows := _rows(sheet, shown, language))
        ],
        "unexplained": _unexplained(shown),
        "currency": shown[0].currency if shown else "",
    }


def _column(one: FinancialStatement) -> dict[str, Any]:
    return {
        "one": one,
        "credibility": CREDIBILITIES[one.credibility],
        "standard": STANDARDS[one.standard],
        "address": f"?end={one.period_end}&months={one.months}&scope={one.scope}",
    }


def _rows(sheet: Sheet, shown: Sequence[FinancialStatement], language: str) -> list[Row]:
    return [
        Row(
            name=line.chinese if language.startswith("zh") else line.english,
            code=line.code,
            is_sum=line.code in SUMS,
            amounts=tuple(_money(one, line.code) for one in shown),
            change=_change(shown, line.code),
        )
        for line in LINES
        if line.sheet is sheet and any(line.code in one.amounts for one in shown) and not _is_repeated(line.code, shown)
    ]


def _is_repeated(code: str, shown: Sequence[FinancialStatement]) -> bool:
    """The parent's equity says nothing of its own where there are no minorities."""
    return code == "equity_of_parent" and not any("minority_interests" in one.amounts for one in shown)


def _money(one: FinancialStatement, code: str) -> Money | None:
    amount = one.amounts.get(code)
    return None if amount is None else Money(amount, one.currency)


def _change(shown: Sequence[FinancialStatement], code: str) -> Decimal | None:
    if len(shown) < 2 or shown[0].currency != shown[1].currency or shown[0].months != shown[1].months:
        return None
    now, before = shown[0].amounts.get(code), shown[1].amounts.get(code)
    return None if now is None or not before else (now - before) / abs(before)


def _unexplained(shown: Sequence[FinancialStatement]) -> list[dict[str, Any]]:
    """Years whose retained earnings moved beside profit and notes."""
    told = []
    for now, before in itertools.pairwise(shown):
        if now.period.end_before == before.period_end and now.currency == before.currency:
            moved = unexplained_movement(now=now.amounts, before=before.amounts)
            if moved:
                told.append({"end": now.period_end, "amount": Money(moved, now.currency)})
    return told


def version_of(row: Any) -> dict[str, Any]:
    """Give one version on file with its codes in words, and the address that restates it."""
    return {
        "row": row,
        "scope": SCOPES[row.scope],
        "credibility": CREDIBILITIES[row.credibility],
        "address": f"?end={row.period_end}&months={row.months}&scope={row.scope}",
    }
