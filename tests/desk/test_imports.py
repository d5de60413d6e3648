"""The import wizard: a file is seen, mapped, checked, mended, imported in the background, and taken back."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.desk.pages import questions
from tests.intake import HEADER, csv
from tests.ledger import an_account, an_order
from tests.people import somebody

from onaccount.customers.models import Customer, DuplicateProposal, OtherName
from onaccount.jobs import imports
from onaccount.office.access.models import Person
from onaccount.office.trays.intake.models import IntakeRun, Proposal
from onaccount.office.work.models import Work
from onaccount.trade.models import Item

pytestmark = pytest.mark.django_db
ROW = "0042,云汀精工,A1,2026-01-05,2026-02-04,CNY,1000.00"


@pytest.fixture(autouse=True)
def signed_in(client: Client) -> None:
    client.force_login(somebody("wang", "credit_manager"))


def upload(client: Client, content: bytes, **given: str) -> IntakeRun:
    file = SimpleUploadedFile("items.csv", content)
    answer = client.post(reverse("imports:new"), {"kind": "open_items", "source": "ERP", "file": file} | given)
    assert answer.status_code == HTTPStatus.FOUND, answer.content.decode()
    return IntakeRun.objects.latest("pk")


def answers(client: Client, run: IntakeRun, **changed: str) -> dict[str, str]:
    """What the columns page would send as it stands, with some answers changed."""
    page = client.get(reverse("imports:columns", args=[run.pk]))
    sent = {field.html_name: field.value() for form in ("form", "answers") for field in page.context[form]}
    return {name: str(value) for name, value in sent.items() if value not in (None, False)} | changed


def check(client: Client, run: IntakeRun, **changed: str) -> IntakeRun:
    answer = client.post(reverse("imports:columns", args=[run.pk]), answers(client, run, **changed))
    assert answer.headers.get("Location") == reverse("imports:check", args=[run.pk]), answer.context["form"].errors
    return IntakeRun.objects.get(pk=run.pk)


def start(client: Client, run: IntakeRun) -> IntakeRun:
    client.post(reverse("imports:start", args=[run.pk]))
    imports.import_file(work_id=Work.objects.latest("pk").pk)
    return IntakeRun.objects.get(pk=run.pk)


def test_a_file_goes_in_step_by_step(client: Client) -> None:
    run = upload(client, csv(ROW))
    page = client.get(reverse("imports:reading", args=[run.pk]))
    assert (page.context["rows"][1][1], page.context["form"].initial["encoding"]) == ("0042", "utf-8")
    assert check(client, run).created == 1
    assert "1,000.00" in client.get(reverse("imports:check", args=[run.pk])).content.decode()
    assert start(client, run).state == "done"
    assert Item.objects.get().number == "A1"
    assert client.get(reverse("imports:one", args=[run.pk])).status_code == HTTPStatus.OK


def test_what_invoices_take_over_and_which_cannot_is_said_before_and_after(client: Client) -> None:
    an_order(an_account(), "1000")
    header = "客户编码,发票号,单据日期,发票金额,未收金额,销售订单号\n"
    run = check(client, upload(client, csv("C1,I1,2026-03-02,600,150,O1", "C1,I2,2026-03-02,7,7,O9", header=header)))
    for language, told in (
        ("en", ("Value taken over from orders and deliveries (CNY)", "O9 is not known here")),
        ("zh-hans", ("从订单和发货单承接的金额 (CNY)", "系统中没有 O9")),
    ):
        Person.objects.update(language=language)
        page = client.get(reverse("imports:check", args=[run.pk]))
        assert [word in page.content.decode() for word in (*told, "600.00")] == [True] * 3
    page = client.get(reverse("imports:one", args=[start(client, run).pk])).content.decode()
    assert ["600.00" in page, "O9" in page] == [True, True]


def test_pasted_rows_are_a_file_too(client: Client) -> None:
    given = {"kind": "open_items", "source": "ERP", "pasted": (HEADER + ROW).replace(",", "\t")}
    client.post(reverse("imports:new"), given)
    assert IntakeRun.objects.get().detected["delimiter"] == "\t"


def test_a_file_that_cannot_be_read_is_refused_at_the_door(client: Client) -> None:
    file = SimpleUploadedFile("items.xlsx", b"PK\x03\x04 broken")
    page = client.post(reverse("imports:new"), {"kind": "open_items", "source": "ERP", "file": file})
    assert page.status_code == HTTPStatus.OK
    assert page.context["form"].non_field_errors()


def test_another_encoding_is_read_again_with_its_preview(client: Client) -> None:
    run = upload(client, csv(ROW).decode().encode("gb18030"))
    assert run.detected["encoding"] == "gb18030"
    given = {"encoding": "gb18030", "delimiter": ";", "header_row": "1", "again": "1"}
    client.post(reverse("imports:reading", args=[run.pk]), given)
    assert IntakeRun.objects.get(pk=run.pk).detected["delimiter"] == ";"


def test_errors_are_grouped_mended_in_the_grid_and_then_go_in(client: Client) -> None:
    run = check(client, upload(client, csv(ROW, ROW.replace("A1", "A2").replace("1000.00", "1O"))))
    page = client.get(reverse("imports:check", args=[run.pk]))
    assert [(repair.title, repair.count) for repair in page.context["errors"]] == [("未收金额", 1)]
    assert (page.context["warnings"], page.context["may_start"]) == ([], False)
    mended = {"items!3|amount": "10", "items!3|amount|was": "1O"}
    client.post(reverse("imports:mend", args=[run.pk]), mended)
    assert start(client, run).created == 2


def test_a_group_of_faults_says_only_what_is_true_of_all_its_rows(client: Client) -> None:
    odd = [f"42,云汀精工,B{number},2026-01-0{2 + number % 7},2026-01-01,CNY,5" for number in range(28)]
    run = check(client, upload(client, csv(*odd)))
    (group,) = client.get(reverse("imports:check", args=[run.pk])).context["warnings"]
    assert (group.words, group.count, group.more) == ("The due date lies before the document's date ….", 28, 8)
    assert [words for _fault, words in group.examples[:2]] == [
        "The due date lies before the document's date 2026-01-02.",
        "The due date lies before the document's date 2026-01-03.",
    ]


def test_the_same_file_is_harmless_from_its_source_and_warned_of_from_another(client: Client) -> None:
    start(client, check(client, upload(client, csv(ROW))))

    def warned(source: str) -> tuple[int, int, bool]:
        run = check(client, upload(client, csv(ROW), source=source))
        page = client.get(reverse("imports:check", args=[run.pk])).content.decode()
        return run.created, run.unchanged, "entered a second time" in page

    assert (warned("ERP"), warned("ERP 2")) == ((0, 1, False), (1, 0, True))


def test_bad_rows_come_back_with_their_reasons(client: Client) -> None:
    run = check(client, upload(client, csv(ROW, ROW.replace("A1", "A2").replace("1000.00", "1O"))))
    lines = client.get(reverse("imports:bad_rows", args=[run.pk])).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("0042,云汀精工,A2,2026-01-05,2026-02-04,CNY,1O,")


def test_columns_are_remembered_for_the_source(client: Client) -> None:
    odd = csv(ROW, header="客户编码,客户名称,票号甲,单据日期,到期日,币种,未收金额\n")
    first = upload(client, odd)
    start(client, check(client, first, number="2"))
    assert {given["field"]: given["index"] for given in upload(client, odd).mapping}["number"] == 2


def test_a_run_that_was_stopped_before_it_began_writes_nothing_and_is_open_again(client: Client) -> None:
    run = check(client, upload(client, csv(ROW)))
    client.post(reverse("imports:start", args=[run.pk]))
    client.post(reverse("imports:stop", args=[run.pk]))
    imports.import_file(work_id=Work.objects.latest("pk").pk)
    assert (IntakeRun.objects.get().state, Item.objects.count()) == ("cancelled", 0)
    assert start(client, run).state == "done"


def test_an_import_is_taken_back_with_a_reason(client: Client) -> None:
    run = start(client, check(client, upload(client, csv(ROW))))
    client.post(reverse("imports:undo", args=[run.pk]), {"reason": "wrong month"})
    assert (IntakeRun.objects.get().state, Item.objects.get().open_amount) == ("undone", 0)
    assert "Wang, 20" in client.get(reverse("imports:one", args=[run.pk])).content.decode()
    assert '<td class="col-text">Wang</td>' in client.get(reverse("imports:list")).content.decode()


def test_missing_items_are_settled_by_a_person(client: Client) -> None:
    start(client, check(client, upload(client, csv(ROW, ROW.replace("A1", "A2")))))
    run = start(client, check(client, upload(client, csv(ROW)), **{"answer-is_full": "on"}))
    assert reverse("imports:missing") in client.get(reverse("imports:one", args=[run.pk])).content.decode()
    assert [line.id for line in client.get(reverse("imports:missing")).context["listing"].lines] == [
        str(Proposal.objects.get().pk)
    ]
    client.post(reverse("imports:missing_settled"), {"selected": Proposal.objects.get().pk})
    assert Item.objects.get(number="A2").open_amount == 0


def test_missing_items_are_kept_open_by_a_person_and_the_list_asks_the_same_of_three_as_of_one(client: Client) -> None:
    rows = [ROW.replace("A1", f"A{n}") for n in range(1, 5)]
    start(client, check(client, upload(client, csv(*rows))))
    start(client, check(client, upload(client, csv(rows[0])), **{"answer-is_full": "on"}))
    three = questions(client, reverse("imports:missing"))
    one, *others = Proposal.objects.all()
    client.post(reverse("imports:missing_kept"), {"selected": [other.pk for other in others]})
    assert questions(client, reverse("imports:missing")) == three
    assert ([each.outcome for each in Proposal.objects.order_by("pk")], one.outcome) == (["", "kept", "kept"], "")
    assert not Item.objects.filter(open_amount=0).exists()


def test_spellings_are_decided_in_a_batch(client: Client) -> None:
    rows = [ROW, ROW.replace("A1", "A2").replace("云汀精工", "云汀精工有限公司")]
    start(client, check(client, upload(client, csv(*rows, rows[0].replace("A1", "A3")))))
    page = client.get(reverse("imports:spellings"))
    assert "云汀精工有限公司" in page.content.decode()
    client.post(reverse("imports:decide"), {"selected": DuplicateProposal.objects.get().pk})
    assert list(OtherName.objects.values_list("value", flat=True)) == ["云汀精工有限公司"]
    assert Customer.objects.count() == 1


def test_lists_ask_as_many_questions_for_three_rows_as_for_one(client: Client) -> None:
    upload(client, csv(ROW))
    one = questions(client, reverse("imports:list"))
    upload(client, csv(ROW + "0"))
    upload(client, csv(ROW + "00"))
    assert questions(client, reverse("imports:list")) == one


def test_people_without_the_permission_are_shown_the_door(client: Client) -> None:
    client.force_login(somebody("li", "salesperson"))
    assert client.get(reverse("imports:list")).status_code == HTTPStatus.FORBIDDEN
