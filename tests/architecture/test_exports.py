"""Every table is an Excel file as well, or is named here with the reason why it is none."""

import re
from pathlib import Path

from tests.architecture import shape

TABLE = re.compile(r"<c-table\b[^>]*>")
FORM, FIGURE = "a form to be filled in", "the figures behind a plot or a calculation, on one page with it"
ONE = "belongs to one customer, order or document, whose page prints; the list over all of them is exported"
FILE = "rows of a file under way, which can be had as a file anyway"
OTHERWISE = {
    FORM: (
        "approvals/one limits/opening orders/parts/line_fields orders/parts/payment_items orders/release_many policies/parts/narrow_form"
        " policies/parts/rules_form policies/parts/tables_form alerts/limits assessments/questions assessments/parts/card_form"
        " granting/parts/matrices_edited granting/parts/editor settings/parts/horizons settings/feeders webhooks/list"
    ),
    FIGURE: (
        "assessments/parts/explained assessments/parts/movement assessments/parts/bins calculators/one today/today"
        " policies/parts/trial_sums policies/parts/changes file/parts/tried limits/parts/effects limits/parts/otherwise"
    ),
    ONE: (
        "customers/one customers/parts/company standing/one standing/parts/covers standing/parts/demands"
        " standing/parts/details standing/parts/disputes standing/parts/listings standing/parts/promises"
        " documents/bill documents/item documents/order orders/parts/history orders/parts/lines orders/parts/milestones journal/one"
        " file/one file/parts/meter file/parts/papers file/statement file/statements limits/parts/journal"
        " assessments/parts/answers assessments/parts/filed assessments/parts/finance assessments/parts/history"
        " assessments/parts/card_table granting/proposal granting/written granting/parts/tables file/parts/needs"
        " file/policy_version granting/parts/segment"
    ),
    FILE: (
        "imports/columns imports/parts/grid imports/parts/repairs imports/parts/result imports/reading file/record_import"
    ),
}
COMPONENTS = ("cotton/", "desk/", "usersessions/")
APART = {name for names in OTHERWISE.values() for name in names.split()}


def tables() -> dict[str, list[str]]:
    """The tables drawn by hand, by template."""
    desk = Path(shape.ROOT) / "src/onaccount/desk"
    pages = {str(page.relative_to(root)): page for root in desk.glob("*/templates") for page in root.rglob("*.html")}
    found = {name.removesuffix(".html"): page for name, page in pages.items() if not name.startswith(COMPONENTS)}
    return {name: tags for name, page in found.items() if (tags := TABLE.findall(page.read_text()))}


def test_every_table_has_an_export_or_a_reason_to_have_none() -> None:
    bare = {name for name, tags in tables().items() if any('export="' not in tag for tag in tags)}
    assert bare == APART


def test_no_two_tables_of_a_page_go_by_the_same_name() -> None:
    named = {name: re.findall(r'export="([^"]+)"', " ".join(tags)) for name, tags in tables().items()}
    assert {name for name, exports in named.items() if len(exports) != len(set(exports))} == set()
