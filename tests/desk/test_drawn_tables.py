"""A table drawn by hand is a workbook, too: what stands on the page, figures in full, without what only a screen needs."""

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from tests.desk.test_customers import signed_in
from tests.ledger import a_customer
from tests.people import somebody

from onaccount.connectors.tables import writing
from onaccount.desk.components.drawn import export_of
from onaccount.office.access.models import Team

PAGE = """
<table class="ledger" data-export="others"><thead><tr><th>Other</th></tr></thead></table>
<table class="ledger" data-export="acceptors">
  <caption class="visually-hidden">Acceptors <span class="unit">CNY</span></caption>
  <thead><tr><th>Acceptor</th><th class="num">At risk</th><th class="num">Share</th><th>Since</th><th>Code</th><th>State</th>
    <th><span class="visually-hidden">Acts</span></th></tr></thead>
  <tbody>
    <tr><th><a href="/x">岚江&amp;银行</a></th><td class="num"><span class="figure" title="12,340.50">1.23</span></td>
      <td class="num">40.0%</td><td>2026-03-01</td><td class="code">007</td><td><span class="status">inside</span></td>
      <td><form><button>Revoke</button></form></td></tr>
    <tr><th>望川<br><small>state bank</small></th><td class="num"><span class="missing">--</span></td><td class="num">5.0%</td><td>--</td><td>12</td>
      <td><svg><title>!</title></svg>over</td><td></td></tr>
  </tbody>
  <tfoot><tr><th>Total</th><td class="num"><span class="figure" title="12,340.50">1.23</span></td><td></td></tr></tfoot>
</table>
"""


def sheet(content: bytes) -> list[list[Any]]:
    rows = openpyxl.load_workbook(io.BytesIO(content)).active
    assert rows is not None
    return [[cell for cell in row if cell is not None] for row in rows.iter_rows(values_only=True)]


def test_words_figures_and_days_are_read_back_as_what_they_are() -> None:
    export = export_of(html=PAGE, name="acceptors")
    assert export is not None
    assert [column.header for column in export.columns] == ["Acceptor", "At risk", "Share", "Since", "Code", "State"]
    assert [[str(row.get(column.key)) for column in export.columns] for row in export.rows] == [
        ["岚江&银行", "12340.50", "0.4", "2026-03-01", "007", "inside"],
        ["望川 state bank", "None", "0.05", "None", "12", "over"],
    ]
    assert [list(row.values()) for row in export.totals] == [["Total", Decimal("12340.50"), None]]


def test_a_page_without_the_table_stays_a_page() -> None:
    assert export_of(html=PAGE, name="nothing") is None


@pytest.mark.django_db
def test_the_teams_can_be_had_as_a_workbook_by_who_may_see_them_and_nobody_else() -> None:
    Team.objects.create(name="华东")
    address = "/people/teams/?table=teams"
    answer = signed_in(somebody("hu", "administrator"), "en").get(address)
    assert answer["Content-Type"] == writing.ExportFormat.XLSX.media_type
    assert sheet(answer.content) == [["Team", "People", "Members"], ["华东", 0]]
    assert signed_in(somebody("bai", "sales"), "en").get(address).status_code != 200


@pytest.mark.django_db
def test_a_name_nobody_gave_a_table_changes_nothing() -> None:
    a_customer("C1")
    answer = signed_in(somebody("manager", "credit_manager"), "en").get("/customers/?table=nothing")
    assert answer["Content-Type"].startswith("text/html")
