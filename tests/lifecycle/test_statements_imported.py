"""Five hundred sheets in one run: whole sets are kept, faulty ones are named, and a second run says nothing new."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from tests.ledger import ME, a_customer
from tests.sheets import FIRST, FIRST_YEAR, SECOND, SECOND_YEAR, a_draft

from onaccount.connectors.statements.translate import Told, arrived
from onaccount.customers.access import everybody
from onaccount.customers.models import Statement
from onaccount.customers.rules.lines import LINE
from onaccount.customers.rules.statements import ArrivedSet
from onaccount.lifecycle.statements_imported import Outcome, import_statements

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def run(*sets: ArrivedSet) -> list[Outcome]:
    return list(import_statements(sets=sets, reach=everybody(), actor=ME, today=TODAY))


def a_set(company: str = "C1", **changed: Decimal) -> ArrivedSet:
    drafts = (a_draft(changed=changed), a_draft(end=FIRST_YEAR))
    return ArrivedSet("C1.xlsx", company, drafts, {(SECOND_YEAR, "total_assets"): ("资产负债表", 9)}, ())


def test_both_years_are_kept_and_the_second_time_nothing_is_new() -> None:
    a_customer()
    assert [(one.kept, one.unchanged, one.faults) for one in run(a_set(), a_set())] == [(2, 0, ()), (0, 2, ())]


def test_a_set_that_does_not_tie_leaves_nothing_and_names_the_place() -> None:
    a_customer()
    (outcome,) = run(a_set(inventory=Decimal(1)))
    (fault,) = outcome.faults
    assert (fault.sheet, fault.row, fault.code, fault.facts["period_end"]) == (
        "资产负债表",
        9,
        "statements.unbalanced",
        "2025-12-31",
    )
    assert Statement.objects.count() == 0


def test_an_unknown_company_or_a_fault_of_the_reading_leaves_the_others_alone() -> None:
    a_customer()
    stranger = a_set("谁")
    assert [(one.kept, [fault.code for fault in one.faults]) for one in run(stranger, a_set())] == [
        (0, ["statements.company_unknown"]),
        (2, []),
    ]


def test_a_restated_set_without_a_reason_is_left_out() -> None:
    a_customer()
    run(a_set())
    restated = a_set(depreciation=Decimal(1))
    assert [fault.code for fault in run(restated)[0].faults] == ["statements.reason_missing"]
    reasoned = replace(restated, drafts=tuple(replace(draft, reason="审计调整") for draft in restated.drafts))
    assert (run(reasoned)[0].kept, Statement.objects.count()) == (1, 3)


def test_five_hundred_sheets_of_one_workbook_are_kept_in_one_run(tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for number in range(125):
            a_customer(f"K{number}", name=f"客户{number:03}")
            for title, kind in (
                ("资产负债表", "balance"),
                ("利润表", "income"),
                ("现金流量表", "cash_flow"),
                ("附注", "notes"),
            ):
                page = book.add_worksheet(f"{title}{number}")
                page.write_row(0, 0, [f"编制单位：客户{number:03}"])
                page.write_row(1, 0, ["项目", "2025-12-31", "2024-12-31"])
                codes = [code for code in SECOND if LINE[code].sheet == kind]
                for row, code in enumerate(codes, start=2):
                    first = FIRST.get(code, "")
                    amounts = [float(SECOND[code]), float(first) if first != "" else ""]
                    page.write_row(row, 0, [LINE[code].chinese, *amounts])
    sets = arrived(path=path, name="all.xlsx", told=Told(TODAY, ""))
    outcomes = list(import_statements(sets=sets, reach=everybody(), actor=ME, today=TODAY))
    assert (len(outcomes), sum(one.kept for one in outcomes), [one for one in outcomes if one.faults]) == (125, 250, [])
