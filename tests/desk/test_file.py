"""The credit file at the desk: facts, papers, corrections, statements, and who sees what."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.desk.pages import questions
from tests.ledger import ME, a_customer, an_account, an_invoice
from tests.people import TODAY, somebody
from tests.sheets import FIRST_YEAR, SECOND_YEAR, a_draft

from onaccount.connectors.statements.template import template
from onaccount.customers import actions, queries
from onaccount.customers.models import (
    Customer,
    Document,
    Fact,
    FactCorrection,
    Statement,
    StatementFile,
    StatementRun,
)
from onaccount.customers.rules.facts import FactDraft
from onaccount.customers.rules.lines import LINES
from onaccount.customers.rules.statements import Credibility, Scope, completed
from onaccount.jobs import imports
from onaccount.office.journal.models import Entry
from onaccount.office.tasks.models import Task

pytestmark = pytest.mark.django_db
OWNER = {"owner_name": "沈知微", "owner_role": "actual_controller", "share": "60"}


def signed_in(*roles: str, language: str = "en") -> Client:
    client = Client()
    client.force_login(somebody("reader", *roles))
    client.cookies["django_language"] = language
    return client


@pytest.fixture
def manager() -> Client:
    return signed_in("credit_manager")


def owner(customer: Customer) -> Fact:
    draft = FactDraft("owner", OWNER, "工商登记", TODAY, None, None)
    return actions.add_fact(customer=customer, draft=draft, today=TODAY, actor=ME)


def with_statements() -> Customer:
    customer = a_customer()
    for end in (FIRST_YEAR, SECOND_YEAR):
        actions.take_in_statement(customer=customer, draft=a_draft(end=end), today=TODAY, actor=ME)
    return customer


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "档案完整度"), ("en", "Completeness")])
def test_the_file_opens_in_both_languages(language: str, word: str) -> None:
    an_invoice(an_account(), "100")
    owner(Customer.objects.get())
    answer = signed_in("credit_manager", language=language).get("/file/C1/?amount=1,000,000")
    assert (answer.status_code, word in answer.content.decode()) == (200, True)


def test_personal_values_show_only_to_those_who_keep_files(manager: Client) -> None:
    owner(a_customer())
    assert "沈知微" in manager.get("/file/C1/").content.decode()
    reader = Client()
    reader.force_login(somebody("collector", "collector"))
    text = reader.get("/file/C1/").content.decode()
    assert ("actual controller" in text, "沈知微" in text) == (True, False)


def test_a_fact_is_added_and_a_wrong_value_is_named_at_its_field(manager: Client) -> None:
    a_customer()
    typed = {"size_class": "small", "employees": "many", "source": "年报", "dated": "2026-03-02"}
    refused = manager.post("/file/C1/facts/size", typed).content.decode()
    assert "“many” is no value for “Employees”." in refused
    manager.post("/file/C1/facts/size", typed | {"employees": "45"})
    assert Fact.objects.get().values == {"size_class": "small", "employees": "45"}
    assert manager.get("/file/C1/facts/horoscope").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"employees": "-4"}, "employees"),
        ({"yearly_sales": "-1"}, "yearly_sales"),
        ({"dated": "2099-01-01"}, "dated"),
        ({"dated": "2026-02-30"}, "dated"),
        ({"valid_through": "2020-01-01"}, "valid_through"),
        ({"source": " "}, "source"),
    ],
)
def test_what_is_wrong_with_a_fact_stands_at_its_field_and_nothing_is_lost(
    manager: Client, wrong: dict[str, str], field: str
) -> None:
    a_customer()
    typed = {"size_class": "small", "employees": "45", "source": "年报", "dated": "2026-03-02"} | wrong
    form = manager.post("/file/C1/facts/size", typed).context["form"]
    assert (list(form.errors), {name: form[name].value() for name in typed}) == ([field], typed)


def test_what_is_wrong_with_a_correction_stands_at_its_field(manager: Client) -> None:
    fact = owner(a_customer())
    why = {"cause": "wrong_source", "departments_told": "销售部", "measure": "双人复核", "follow_up_on": "2099-01-01"}
    right = {"owner_name": "沈知微", "owner_role": "shareholder", "source": "工商登记", "dated": "2026-03-02"}
    address = f"/file/C1/facts/{fact.pk}/correct"
    assert list(manager.post(address, right | why).context["why"].errors) == ["verified_with"]
    late = why | {"cause": "entry_error", "follow_up_on": "2020-01-01"}
    assert list(manager.post(address, right | late).context["why"].errors) == ["follow_up_on"]
    wrong = right | {"dated": "2099-01-01"} | why | {"cause": "entry_error"}
    assert list(manager.post(address, wrong).context["form"].errors) == ["dated"]


def test_a_fact_is_corrected_with_a_task(manager: Client) -> None:
    fact = owner(a_customer())
    why = {
        "cause": "entry_error",
        "departments_told": "销售部",
        "measure": "双人复核",
        "follow_up_on": "2099-01-01",
    }
    right = {"owner_name": "沈知微", "owner_role": "shareholder", "source": "工商登记", "dated": "2026-03-02"}
    assert manager.post(f"/file/C1/facts/{fact.pk}/correct", right | why).status_code == 302
    correction = FactCorrection.objects.get()
    assert (correction.right.values, Task.objects.get().pk) == ({"owner_role": "shareholder"}, correction.task_id)
    assert manager.get(f"/file/C1/facts/{fact.pk}/correct").status_code == 404
    assert "双人复核" in manager.get("/file/C1/").content.decode()


def test_a_paper_comes_back_as_it_was_and_the_journal_says_who_took_it(manager: Client) -> None:
    a_customer()
    file = SimpleUploadedFile("执照.pdf", b"%PDF-1.7 licence")
    sent = {"type": "business_licence", "title": "营业执照", "file": file, "valid_from": "2026-03-02"}
    assert manager.post("/file/C1/papers/new", sent).status_code == 302
    answer = manager.get(f"/file/C1/papers/{Document.objects.get().pk}/copy")
    assert (answer.content, answer["Content-Type"]) == (b"%PDF-1.7 licence", "application/pdf")
    assert Entry.objects.latest("pk").act == "customers.paper_read"


def test_what_is_no_paper_is_refused_at_its_field(manager: Client) -> None:
    a_customer()
    file = SimpleUploadedFile("page.html", b"<html></html>")
    sent = {"type": "other", "file": file, "valid_from": "2026-03-02"}
    assert "Only PDF, PNG" in manager.post("/file/C1/papers/new", sent).content.decode()
    ended = sent | {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "valid_through": "2020-01-01"}
    assert list(manager.post("/file/C1/papers/new", ended).context["form"].errors) == ["valid_through"]
    assert Document.objects.count() == 0


def test_statements_stand_side_by_side_with_their_change(manager: Client) -> None:
    with_statements()
    text = manager.get("/file/C1/statements").content.decode()
    assert ("10,000,000.00" in text, "9,000,000.00" in text, "11.1%" in text) == (True, True, True)


def test_a_period_is_typed_in_ten_thousands_and_a_wrong_sum_is_named_at_its_line(manager: Client) -> None:
    a_customer()
    head = {
        "end": "2025-12-31",
        "months": "12",
        "scope": "single",
        "currency": "CNY",
        "unit": "10000",
        "standard": "cas",
        "credibility": "audited",
        "source": "审计报告",
        "received_on": "2026-03-01",
    }
    lines = {"line_cash": "100.5", "line_paid_in_capital": "100.5"}
    refused = manager.post("/file/C1/statements/edit", head | lines | {"line_total_assets": "100"}).content.decode()
    assert "资产总计 Total assets" in refused
    for wrong, field in (
        ({"end": "2099-12-31"}, "end"),
        ({"received_on": "2025-01-01"}, "received_on"),
        ({"currency": "XYZ"}, "currency"),
        ({"unit": "1", "line_cash": "100.501"}, "line_cash"),
    ):
        answer = manager.post("/file/C1/statements/edit", head | lines | wrong)
        assert list(answer.context["form"].errors) == [field]
    assert manager.post("/file/C1/statements/edit", head | lines).status_code == 302
    assert Statement.objects.get().amounts["total_assets"] in {"1005000", "1005000.0"}


def brought_in(manager: Client, *workbooks: bytes) -> str:
    """The page of a run after the worker took these workbooks in."""
    files = [SimpleUploadedFile(f"C{number}.xlsx", content) for number, content in enumerate(workbooks, start=1)]
    address = manager.post("/file/statements/import", {"workbooks": files, "received_on": "2026-03-01"})["Location"]
    assert "progress-running" in manager.get(address).content.decode()
    imports.import_statements(work_id=StatementRun.objects.get().work_id)
    assert manager.get(f"{address}progress")["HX-Refresh"] == "true"
    return manager.get(address).content.decode()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_holds_what_is_on_file_and_imports_as_nothing_new(manager: Client, language: str) -> None:
    customer = a_customer()
    for end in (FIRST_YEAR, SECOND_YEAR):
        draft = replace(a_draft(end=end), credibility=Credibility.TAX_FILING)
        actions.take_in_statement(customer=customer, draft=draft, today=TODAY, actor=ME)
    workbook = manager.get(f"/file/C1/statements/template-{language}.xlsx").content
    text = brought_in(manager, workbook)
    assert (Statement.objects.count(), "云汀精工" in text, 'class="fault"' in text) == (2, True, False)


def test_an_import_tells_sheet_row_and_line_of_a_fault_and_goes_on(manager: Client) -> None:
    a_customer()
    wrong = dict(completed(a_draft().amounts)) | {"total_assets": Decimal(1)}
    years = {"newest": SECOND_YEAR, "number": "C1", "language": "en", "scope": Scope.SINGLE}
    broken = template(**years, like=None, years={SECOND_YEAR: wrong})
    text = brought_in(manager, broken, template(**years, like=None, years={SECOND_YEAR: completed(a_draft().amounts)}))
    row = 3 + [line.code for line in LINES if line.sheet == "balance"].index("total_assets")
    assert f"Balance sheet · row {row} · 资产总计 Total assets" in text
    assert (Statement.objects.count(), StatementFile.objects.filter(content=None).count()) == (1, 2)


def test_a_file_that_is_no_workbook_is_named_and_the_others_are_kept(manager: Client) -> None:
    customer = a_customer()
    content = manager.get("/file/C1/statements/template-en.xlsx").content
    told = brought_in(manager, content, b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 torn")
    assert ("not a table but another kind of file" in told, "C3.xlsx" in told) == (True, True)
    assert customer.number in told


def test_a_run_that_was_killed_goes_on_with_the_next_workbook(manager: Client) -> None:
    a_customer()
    workbook = template(
        language="zh",
        number="C1",
        scope=Scope.SINGLE,
        newest=SECOND_YEAR,
        years={SECOND_YEAR: completed(a_draft().amounts)},
        like=None,
    )
    twice = [SimpleUploadedFile(name, workbook) for name in ("a.xlsx", "b.xlsx")]
    sent = {"workbooks": twice, "received_on": "2026-03-01"}
    manager.post("/file/statements/import", sent)
    read = StatementFile.objects.earliest("pk")
    actions.note_outcomes(file=read, outcomes=[])
    imports.import_statements(work_id=StatementRun.objects.get().work_id)
    assert [len(file.outcomes) for file in StatementFile.objects.order_by("pk")] == [0, 1]


def test_too_many_or_no_workbooks_are_refused_in_words(manager: Client) -> None:
    small = [SimpleUploadedFile(f"{number}.csv", b"x") for number in range(501)]
    answer = manager.post("/file/statements/import", {"workbooks": small, "received_on": "2026-03-01"})
    assert "501 workbooks are too many at once" in answer.content.decode()
    assert manager.get("/file/statements/template-zh.xlsx").status_code == 200


def test_the_page_asks_as_many_queries_for_three_facts_as_for_one(manager: Client) -> None:
    customer = a_customer()
    owner(customer)
    with_one = questions(manager, "/file/C1/")
    owner(customer)
    owner(customer)
    assert questions(manager, "/file/C1/") == with_one
    assert len(queries.facts_of(customer=customer, as_of=date(2026, 3, 2), is_personal_shown=True)) == 3


def test_the_statements_page_asks_as_many_queries_for_two_years_as_for_one(manager: Client) -> None:
    customer = a_customer()
    actions.take_in_statement(customer=customer, draft=a_draft(end=FIRST_YEAR), today=TODAY, actor=ME)
    with_one = questions(manager, "/file/C1/statements")
    actions.take_in_statement(customer=customer, draft=a_draft(), today=TODAY, actor=ME)
    assert questions(manager, "/file/C1/statements") == with_one


def test_a_stranger_finds_no_file() -> None:
    a_customer()
    seller = signed_in("salesperson")
    answers = [seller.get(f"/file/C1/{page}").status_code for page in ("", "statements")]
    assert answers == [404, 404]


@pytest.mark.parametrize(
    "rows",
    [
        "交易日期,收入,支出,余额,对方户名\n2026-01-05,1000.00,,1000.00,甲\n2026-01-07,,1000.00,0.00,甲\n2026-02-01,300,,300,乙\n",
        "Date,Amount,Balance,Counterparty\n2026-01-05,1000,1000,A\n2026-01-07,-1000,0,A\n2026-02-01,300,300,B\n",
    ],
)
def test_a_bank_statement_becomes_a_paper_and_a_fact_that_rests_on_it(manager: Client, rows: str) -> None:
    a_customer()
    sent = {"file": SimpleUploadedFile("bank.csv", rows.encode()), "title": "澄州银行 0815"}
    assert manager.post("/file/C1/bank-statement", sent).status_code == 302
    fact = Fact.objects.get()
    assert (fact.kind, fact.document.type, fact.dated) == ("bank_flow", "bank_statement", date(2026, 2, 1))
    assert {code: Decimal(value) for code, value in fact.values.items()} == {
        "months": 2,
        "monthly_in": Decimal(650),
        "monthly_out": Decimal(500),
        "average_balance": Decimal("82.14"),
        "lowest_balance": 0,
        "round_trips": 1000,
    }


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Date,Amount,Balance\n2026-01-05,100,100\n2026-01-06,-40,70\n", "a line is missing or altered"),
        ("Date,Amount\nsoon,100\n", "Row 2"),
        ("Name,Colour\nx,y\n", "No column is called day and amount"),
    ],
)
def test_a_bank_statement_that_cannot_be_trusted_is_refused(manager: Client, rows: str, said: str) -> None:
    a_customer()
    sent = {"file": SimpleUploadedFile("bank.csv", rows.encode()), "title": "x"}
    assert said in manager.post("/file/C1/bank-statement", sent).content.decode()
    assert (Fact.objects.count(), Document.objects.count()) == (0, 0)
