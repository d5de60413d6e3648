"""What is typed into addresses and dialogs: whatever it is, the reader gets a sentence and nothing is half done."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from tests.credit import a_policy, grant, place
from tests.ledger import a_customer
from tests.people import somebody

from onaccount.desk.components.fields import AmountField
from onaccount.desk.components.plain import number_in
from onaccount.office.clock import queries as clock
from onaccount.trade import actions as trade
from onaccount.trade.models import Order

pytestmark = pytest.mark.django_db

ODD = {
    "NUL in a search": "/customers/?q=%00",
    "NUL in a path": "/customers/C%001/",
    "letters for a page": "/customers/C1/timeline?skip=abc",
    "a page before the first": "/customers/C1/timeline?skip=-5",
    "a page no list has": f"/customers/C1/timeline?skip={'9' * 30}",
    "a superscript": "/customers/C1/timeline?skip=%C2%B2",
    "the first day there is": "/receivables/?as_of=0001-01-01",
    "the last day there is": "/receivables/items?as_of=9999-12-31",
    "a security until then": "/standing/?until=9999-12-31",
    "buckets of ages": f"/receivables/?buckets={'9' * 20}",
    "scores since the first day": "/assessments/proving?then_from=0001-01-01",
}


@pytest.fixture
def manager(client: Client) -> Client:
    client.force_login(somebody("manager", "credit_manager"))
    return client


def in_chinese(client: Client) -> Client:
    client.cookies["django_language"] = "zh-hans"
    return client


@pytest.fixture
def order() -> Order:
    a_policy()
    trade.default_segment()
    customer, today = a_customer("C1"), clock.today()
    grant(customer, "1000", today=today)
    place(customer, "SO-1", "1300", today=today, order_date=today, ship_date=today)
    return Order.objects.get(number="SO-1")


@pytest.mark.parametrize("address", ODD.values(), ids=ODD.keys())
def test_an_address_nobody_types_breaks_no_page(manager: Client, address: str) -> None:
    a_customer("C1")
    assert manager.get(address).status_code in {200, 400}


@pytest.mark.parametrize("act", ["cancel", "reject", "ask-release"])
def test_a_dialog_that_cannot_be_read_says_which_field_and_why(manager: Client, order: Order, act: str) -> None:
    sent = {"reason": "长" * 10_000, "reason_code": "one_off"}
    said = in_chinese(manager).post(f"/orders/{order.pk}/{act}", sent, follow=True).content.decode()
    assert "未作任何更改。" in said
    assert "最多 2000 个字符，现有 10000 个。" in said or "最多 500 个字符，现有 10000 个。" in said
    order.refresh_from_db()
    assert order.status == "held"


def test_blanks_are_no_reason_and_the_reader_is_told(manager: Client, order: Order) -> None:
    said = in_chinese(manager).post(f"/orders/{order.pk}/cancel", {"reason": " \u3000 "}, follow=True).content.decode()
    assert "未作任何更改。理由：此项必填。" in said


@pytest.mark.parametrize("amount", ["-1", "abc", "0", "", "99999"])
def test_a_split_of_nothing_or_of_all_is_answered(manager: Client, order: Order, amount: str) -> None:
    answer = manager.post(f"/orders/{order.pk}/part", {"off_amount": amount}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert Order.objects.count() == 1


def test_whoever_decides_on_a_stale_page_is_told_that_the_order_waits_no_more(manager: Client, order: Order) -> None:
    today = clock.today().isoformat()
    sent = {"reason_code": "one_off", "tolerance_percent": "0", "valid_until": today, "kind": "ordinary", "remark": "x"}
    assert manager.post(f"/orders/{order.pk}/release", sent).url == "/orders/holds"
    late = {"release": sent, "look-again": {"review_date": today}, "reject": {"reason": "x"}}
    for act, given in late.items():
        answer = in_chinese(manager).post(f"/orders/{order.pk}/{act}", given, follow=True)
        assert [str(message) for message in answer.context["messages"]][-1] == "订单 SO-1 未被锁单。"


def test_a_part_that_cannot_be_read_is_said_where_the_release_is_typed(manager: Client, order: Order) -> None:
    sent = {
        "reason_code": "one_off",
        "tolerance_percent": "0",
        "valid_until": clock.today().isoformat(),
        "off_amount": "-1",
    }
    assert "不得小于 0。" in in_chinese(manager).post(f"/orders/{order.pk}/release", sent).content.decode()


@pytest.mark.parametrize("act", ["pick", "deliver", "invoice", "usage"])
def test_goods_reported_on_a_page_that_shows_no_form_any_more_are_answered(
    client: Client, order: Order, act: str
) -> None:
    client.force_login(somebody("clerk", "order_clerk"))
    answer = client.post(f"/orders/{order.pk}/{act}", {"amount": "1300"})
    assert "Nothing was changed. Amount" not in answer.content.decode()
    assert "Nothing was changed. " in answer.content.decode()


def test_a_day_of_a_paper_out_of_reach_is_said_once(client: Client, order: Order) -> None:
    client.force_login(somebody("clerk", "order_clerk"))
    sent = {"number": "D1", "amount": "1", "delivery_date": "9999-12-31"}
    said = in_chinese(client).post(f"/orders/{order.pk}/deliver", sent).content.decode()
    assert said.count("不得大于") == 1


def test_a_choice_that_is_no_number_is_left_out(manager: Client) -> None:
    assert manager.post("/imports/spellings/same", {"selected": ["²", "9" * 5000]}, follow=True).status_code == 200
    assert manager.post("/imports/missing/settled", {"selected": ["²"]}, follow=True).status_code == 200


def test_nul_in_a_form_is_refused_before_anything_reads_it(manager: Client) -> None:
    answer = in_chinese(manager).post("/views/keep", {"list": "orders", "title": "a\x00b", "view": "state=held"})
    assert answer.status_code == 400
    assert "地址或表单内容不正确。" in answer.content.decode()


def test_a_number_of_a_row_is_figures_alone() -> None:
    assert [number_in(text) for text in ("7", "", "-7", "²", "７", "9" * 19)] == [7, None, None, None, None, None]


def test_a_limit_is_read_in_full_width_figures() -> None:
    assert str(AmountField().clean("１２，３４５．６７")) == "12345.67"


def test_a_quantity_no_ledger_can_hold_is_refused(manager: Client) -> None:
    customer, today = a_customer("C1"), clock.today()
    sent = {"type": "amount", "quantity": "9" * 18, "reason": "x", "valid_from": today.isoformat(), "reach": "own"}
    sent |= {"expiry": "nothing", "currency": "CNY", "value": "1000"}
    said = in_chinese(manager).post(f"/limits/{customer.pk}", sent).content.decode()
    assert "超过账簿可记录的最大额度" in said


@pytest.mark.parametrize("address", ["/api/v1/customers/C1/exposure?amount=%00", "/api/v1/nothing%00?a=%00"])
def test_a_machine_is_answered_by_the_interface_whatever_its_address_holds(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in {401, 404}
    assert answer.headers["content-type"].startswith("application/json")


def test_who_was_signed_out_over_a_form_comes_back_to_its_page(client: Client, order: Order) -> None:
    page, host = f"/orders/{order.pk}?again=1", "http://testserver"
    deliver = reverse("orders:deliver", args=[order.pk])
    sent = [
        client.post(deliver, {}, headers={"referer": f"{host}{page}"}),
        client.post(deliver, {}, headers={"referer": f"https://elsewhere.example{page}"}),
        client.post(deliver, {}),
        client.get(page),
    ]
    part = client.get(reverse("orders:payment-items"), headers={"referer": f"{host}{page}", "HX-Request": "true"})
    back = [
        parse_qs(urlsplit(url).query)["next"] for url in (*(each["Location"] for each in sent), part["HX-Redirect"])
    ]
    assert back == [[page], ["/"], ["/"], [page], [page]]


def test_an_address_that_takes_only_what_a_form_sends_says_so_on_a_page(manager: Client, order: Order) -> None:
    page = in_chinese(manager).get(reverse("orders:reject", args=[order.pk]))
    assert (page.status_code, page["Allow"], "请求无法理解" in page.content.decode()) == (405, "POST", True)
