"""The record table: filled by ledger and file, columns of one's own everywhere, copies for outside redacted and logged."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from tests.desk.pages import questions
from tests.ledger import ME, an_account, an_invoice
from tests.people import TODAY, somebody
from tests.sheets import a_draft

from onaccount.assessment.models import Grade, Scoring
from onaccount.customers import actions
from onaccount.customers.models import Customer, RecordColumn, RecordEntry
from onaccount.customers.rules import ContactDraft
from onaccount.customers.rules.facts import FactDraft
from onaccount.office.access.models import Person
from onaccount.office.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    client = Client()
    client.force_login(somebody("manager", "credit_manager"))
    client.cookies["django_language"] = "en"
    return client


def a_row(number: str = "C1") -> Customer:
    account = an_account(number)
    an_invoice(account, "100", number=f"I{number}")
    customer = account.customer
    actions.take_in_statement(customer=customer, draft=a_draft(), today=TODAY, actor=ME)
    actions.add_contact(customer=customer, draft=ContactDraft("payment", "沈知微", phone="13800001234"), actor=ME)
    for kind, values in (
        ("bank_line", {"bank": "澄州银行", "amount": "5000000"}),
        ("conversation", {"channel": "call", "content": "周五付款"}),
        ("legal_record", {"record_type": "lawsuit", "case_state": "open"}),
    ):
        draft = FactDraft(kind, values, "测试", TODAY, None, None)
        actions.add_fact(customer=customer, draft=draft, today=TODAY, actor=ME)
    return customer


def test_a_row_fills_itself_and_warns(manager: Client) -> None:
    a_row()
    text = manager.get("/file/record/").content.decode()
    wanted = (
        "8,600,000.00",
        "2,900,000.00",
        "33.7%",
        "5,000,000.00",
        "周五付款",
        "沈知微 13800001234",
        "open court case",
    )
    assert [word for word in wanted if word not in text] == []


def test_the_table_asks_as_many_queries_for_three_customers_as_for_one(manager: Client) -> None:
    a_row()
    with_one = questions(manager, "/file/record/")
    a_row("C2")
    a_row("C3")
    assert questions(manager, "/file/record/") == with_one


def test_figures_of_statements_banks_and_scores_narrow_the_table(manager: Client) -> None:
    customer = a_row()
    Scoring.objects.create(
        group_id=customer.group_id, customer=customer, card_code="standard", card_number=0, facts={}, score=71, grade="A",
        rank=3, pd=Decimal("0.01"), confidence=1, reasons=[], scored_on=TODAY, valid_to=TODAY + timedelta(days=9),
    )  # fmt: skip
    Grade.objects.create(
        group_id=customer.group_id, customer=customer, grade="A", rank=3, given_on=TODAY, source="card",
        given_by=Person.objects.get(), scoring=Scoring.objects.get(),
    )  # fmt: skip
    asked = {"assets": (8_600_000, 8_600_001), "debt": (34, 33), "lines": (5_000_000, 5_000_001), "score": (71, 72)}
    found = {
        key: ["/file/C1/" in manager.get(f"/file/record/?{key}={value}").content.decode() for value in values]
        for key, values in asked.items()
    }
    assert found == {key: [True, False] for key in asked}


def test_the_shipped_view_finds_who_paid_nothing_within_a_year(manager: Client) -> None:
    a_row()
    actions.open_file(draft=_draft("C2"), actor=ME)
    text = manager.get("/file/record/?unpaid=1").content.decode()
    assert ("/file/C1/" in text, "/file/C2/" in text) == (True, False)


def _draft(number: str):
    from onaccount.customers.rules import CustomerDraft

    return CustomerDraft(number=number, name=f"客户{number}", opened_on=date(2026, 1, 1))


def test_a_column_of_ones_own_stands_in_list_filter_export_and_import(manager: Client) -> None:
    a_row()
    a_row("C2")
    manager.post("/file/record/columns", {"title": "渠道", "kind": "text"})
    key = RecordColumn.objects.get().pk
    manager.post("/file/C1/record", {"value_0": "老客户", f"value_{key}": "直销"})
    found = manager.get(f"/file/record/?own_{key}=直").content.decode()
    assert ("直销" in found, "/file/C2/" in found) == (True, False)
    book = load_workbook(io.BytesIO(manager.get("/file/record/?export=xlsx").content))
    rows = list(book.active.iter_rows(values_only=True))
    place, number = rows[0].index("渠道"), rows[0].index("Number")
    assert [(row[number], row[place]) for row in rows[1:3]] == [("C1", "直销"), ("C2", "")]
    back = "Number,Customer name,渠道,Remarks\nC1,别的名字,经销,\nC2,,直销,新客户\nC9,,直销,\n"
    text = manager.post("/file/record/import", {"file": SimpleUploadedFile("r.csv", back.encode())}).content.decode()
    entries = {(entry.customer.number, entry.column_id): entry.value for entry in RecordEntry.objects.all()}
    assert entries == {("C1", key): "经销", ("C2", key): "直销", ("C2", None): "新客户"}
    assert ("There is no customer C9." in text, Customer.objects.get(number="C1").name) == (True, "云汀精工")


def test_a_title_is_used_once(manager: Client) -> None:
    for title in ("渠道", "渠道", "Remarks", "备注"):
        manager.post("/file/record/columns", {"title": title, "kind": "text"})
    assert [column.title for column in RecordColumn.objects.all()] == ["渠道"]


def test_a_copy_for_outside_holds_chosen_columns_redacted_and_marked_and_is_logged(manager: Client) -> None:
    a_row()
    sent = {"recipient": "澄州银行", "fields_shown": ["customer.name", "contact"]}
    answer = manager.post("/file/record/outside", sent)
    header, row = load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert header == ("Customer name", "Contact details", "Marked")
    assert (row[:2], "澄州银行" in row[2], "Manager" in row[2]) == (("云汀精工", "沈** *******1234"), True, True)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.reason, entry.after) == (
        "customers.record_shared",
        "澄州银行",
        {"fields": ["customer.name", "contact"], "customers": 1},
    )


def test_a_workbook_without_numbers_is_refused(manager: Client) -> None:
    file = SimpleUploadedFile("r.csv", b"Name,Remarks\nx,y\n")
    assert "No column is called" in manager.post("/file/record/import", {"file": file}).content.decode()
