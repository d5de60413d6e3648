"""The pages of limits: type, see the effect, confirm what is questioned, send to somebody else."""

from datetime import timedelta
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.ledger import ME, a_customer, an_order
from tests.people import acting, somebody
from tests.stages.limits.conftest import approve, ask, grant, wish

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.lifecycle import company_changed
from onaccount.limits import actions as limits
from onaccount.limits.models import JournalLine, LimitInForce, Suspension
from onaccount.limits.rules import Expiry, Reach, SuspensionKind
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request
from onaccount.office.clock import queries as clock
from onaccount.office.company.rules import Company
from onaccount.trade import actions as trade

pytestmark = pytest.mark.django_db


@pytest.fixture
def checker() -> Person:
    return somebody("checker", "credit_manager")


@pytest.fixture
def customer() -> Customer:
    return a_customer("C1")


@pytest.fixture
def thousand(maker: Person, checker: Person, customer: Customer) -> Customer:
    """A customer with a limit of 1,000."""
    grant(maker, checker, wish(customer, 1000))
    return customer


def typed(customer: Customer, **given: Any) -> dict[str, Any]:
    return {
        "type": "amount",
        "value": "1,000",
        "order_amount": "",
        "quantity": "",
        "credit_days": "",
        "valid_from": clock.today().isoformat(),
        "last_day": "",
        "expiry": "nothing",
        "fall_back": "",
        "reach": "own",
        "currency": "CNY",
        "reason": "first limit",
    } | given


def see_and_send(client: Client, address: str, given: dict[str, Any]) -> Any:
    shown = client.post(address, given)
    return client.post(address, given | {"seen": shown.context["form"].data["seen"]})


def test_the_checker_of_a_cut_reads_what_it_takes_back_and_what_it_leaves(
    client: Client, maker: Person, checker: Person, customer: Customer
) -> None:
    now, later = clock.today(), clock.today() + timedelta(days=10)
    grant(maker, checker, wish(customer, 1000, valid_from=now), today=now)
    grant(maker, checker, wish(customer, 2000, valid_from=later), today=now)
    grant(maker, checker, wish(customer, 700, is_temporary=True, valid_from=now, valid_to=later), today=now)
    request = ask(maker, wish(customer, 500, valid_from=now), today=now)
    client.force_login(checker)
    page = client.get(reverse("approvals:one", args=[request.pk]), headers={"accept-language": "en"})
    assert page.context["planned"] == [
        ("Temporary limit", f"700.00 CNY, {now} to {later - timedelta(days=1)}", False),
        ("Credit limit", f"2,000.00 CNY, from {later}", True),
    ]
    assert "Planned beside this cut" in page.content.decode()


def limits_page(customer: Customer) -> str:
    return reverse("limits:customer", args=[customer.pk])


def test_the_first_post_shows_the_effect_and_asks_nobody(client: Client, maker: Person, customer: Customer) -> None:
    page = client.post(limits_page(customer), typed(customer))
    (effect,) = page.context["effects"]
    assert (effect.old, effect.refusals, effect.questions) == ("No limit set", (), ())
    assert not Request.objects.exists()


def test_the_second_post_sends_what_was_seen(client: Client, maker: Person, customer: Customer) -> None:
    answer = see_and_send(client, limits_page(customer), typed(customer, credit_days="45"))
    assert answer.status_code == HTTPStatus.FOUND
    content = Request.objects.get().content
    assert sorted(change["place"]["dimension"] for change in content["changes"]) == ["credit_days", "exposure"]


def test_what_was_changed_after_it_was_seen_is_shown_again(client: Client, maker: Person, customer: Customer) -> None:
    shown = client.post(limits_page(customer), typed(customer))
    again = client.post(limits_page(customer), typed(customer, value="2000", seen=shown.context["form"].data["seen"]))
    assert (again.status_code, Request.objects.count()) == (HTTPStatus.OK, 0)


def test_an_order_over_the_new_limit_is_counted(client: Client, maker: Person) -> None:
    customer = a_customer("C1")
    account = trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")
    an_order(account, "1500")
    page = client.post(limits_page(customer), typed(customer))
    assert page.context["effects"][0].sentences[0] == "1 of 1 open order would be over it."


def test_a_jump_must_be_confirmed(client: Client, maker: Person, checker: Person, customer: Customer) -> None:
    grant(maker, checker, wish(customer, 1000))
    given = typed(customer, value="10,000,000")
    assert see_and_send(client, limits_page(customer), given).status_code == HTTPStatus.OK
    shown = client.post(limits_page(customer), given)
    ((key, words),) = shown.context["effects"][0].questions
    assert "10,000,000.00" in words
    sent = see_and_send(client, limits_page(customer), given | {"confirmed": [key]})
    assert (sent.status_code, Request.objects.filter(outcome="").count()) == (HTTPStatus.FOUND, 1)


def test_the_checker_reads_the_effect_and_what_the_maker_confirmed(
    client: Client, maker: Person, checker: Person, customer: Customer
) -> None:
    grant(maker, checker, wish(customer, 1000))
    limits_asked = ask(maker, wish(customer, 0, confirmed=["limits.zero_is_no_credit"]))
    client.force_login(checker)
    page = client.get(reverse("approvals:one", args=[limits_asked.pk])).content.decode()
    assert "0 means no credit: every order of this customer will be held." in page
    assert "Credit limit: 0 of 0 open orders would be over it" in page


def test_an_unchanged_form_says_so(client: Client, maker: Person, checker: Person, customer: Customer) -> None:
    grant(maker, checker, wish(customer, 1000))
    page = client.post(limits_page(customer), typed(customer))
    assert page.context["refusal"].code == "limits.nothing_asked"


def test_while_a_request_waits_the_page_says_so_and_takes_no_other(
    client: Client, maker: Person, customer: Customer
) -> None:
    see_and_send(client, limits_page(customer), typed(customer))
    page = client.get(limits_page(customer))
    assert page.context["found"].waiting == Request.objects.get()
    again = see_and_send(client, limits_page(customer), typed(customer, value="3000"))
    assert again.context["refusal"].code == "limits.asked_already"


def test_a_temporary_limit_needs_an_end_and_then_is_sent(
    client: Client, maker: Person, checker: Person, customer: Customer
) -> None:
    grant(maker, checker, wish(customer, 1000))
    address = reverse("limits:temporary", args=[customer.pk])
    today = clock.today().isoformat()
    given = {"value": "500", "valid_from": today, "last_day": "", "reason": "season"}
    assert list(client.post(address, given).context["form"].errors) == ["last_day"]
    sent = see_and_send(client, address, given | {"last_day": today})
    assert (sent.status_code, Request.objects.filter(outcome="").count()) == (HTTPStatus.FOUND, 1)


@pytest.mark.parametrize(
    ("page", "typed_in", "becomes"),
    [
        ("limits:customer", "+10 %", "+10 % = 1,100 CNY"),
        ("limits:customer", "－20％", "-20 % = 800 CNY"),
        ("limits:temporary", "25%", "+25 % = 250 CNY"),
    ],
)
def test_a_percentage_of_the_limit_is_kept_with_the_figure_it_comes_to(
    client: Client, checker: Person, thousand: Customer, page: str, typed_in: str, becomes: str
) -> None:
    see_and_send(client, reverse(page, args=[thousand.pk]), typed(thousand, value=typed_in, last_day="2099-12-31"))
    asked = approve(checker, Request.objects.get(outcome=""))
    limits.post(request=asked, actor=acting(checker), today=clock.today())
    assert becomes in client.get(limits_page(thousand)).content.decode()
    assert (
        f">{becomes.partition(' = ')[0]}</td>"
        in client.get(f"{reverse('limits:journal')}?columns=customer,percent").content.decode()
    )


@pytest.mark.parametrize("figure", ["1e9", "+1e1 %"])
def test_a_limit_is_typed_in_figures_and_not_as_a_power_of_ten(
    client: Client, maker: Person, customer: Customer, figure: str
) -> None:
    page = client.post(limits_page(customer), typed(customer, value=figure))
    assert page.context["form"].errors["value"] == ["Enter a number."]
    (effect,) = client.post(limits_page(customer), typed(customer, value="１，２００．５")).context["effects"]
    assert not effect.refusals


def test_a_percentage_says_whether_it_is_more_or_less_and_needs_a_limit(
    client: Client, maker: Person, customer: Customer
) -> None:
    page = client.post(limits_page(customer), typed(customer, value="10 %"))
    assert "+10 % or -10 %" in page.context["form"].errors["value"][0]
    (effect,) = client.post(limits_page(customer), typed(customer, value="+10 %")).context["effects"]
    assert "no limit is in force" in str(effect.refusals[0])


def test_a_wrong_line_is_corrected_by_the_wizard(
    client: Client, maker: Person, checker: Person, customer: Customer
) -> None:
    (line,) = grant(maker, checker, wish(customer, 5_000_000))
    address = reverse("limits:correct", args=[JournalLine.objects.get().pk])
    assert client.get(address).context["form"]["value"].value() == "5000000"
    given = {
        "type": "amount",
        "value": "500000",
        "valid_from": line.valid_from.isoformat(),
        "last_day": "",
        "cause": "entry_error",
        "reason": "one zero too many",
        "departments": ["finance", "sales"],
        "measure": "amounts are read back",
        "follow_up_on": (clock.today() + timedelta(days=30)).isoformat(),
    }
    see_and_send(client, address, given)
    content = Request.objects.get(outcome="").content
    assert (content["occasion"], content["cause"], content["changes"][0]["wrong"]["value"]) == (
        "correction",
        "entry_error",
        "5000000.000",
    )


def test_the_correction_of_a_figure_keeps_what_the_limit_was_to_fall_back_to_unless_said_otherwise(
    client: Client, maker: Person, checker: Person, customer: Customer
) -> None:
    end = clock.today() + timedelta(days=30)
    falling = {"valid_to": end, "expiry": Expiry.FALL_BACK, "fall_back": Decimal(300)}
    grant(maker, checker, wish(customer, 5000, **falling))
    form = client.get(reverse("limits:correct", args=[JournalLine.objects.order_by("pk")[0].pk])).context["form"]
    assert (form["expiry"].value(), form["fall_back"].value()) == ("fall_back", "300")


def test_opening_limits_are_one_request(client: Client, maker: Person) -> None:
    first, _second, third = (a_customer(number, name=f"Company {number}") for number in ("C1", "C2", "C3"))
    given = {
        "valid_from": clock.today().isoformat(),
        "reason": "start",
        f"limit_{first.pk}": "100",
        f"limit_{third.pk}": "0",
    }
    shown = client.post(reverse("limits:opening"), given)
    keys = [key for effect in shown.context["effects"] for key, _words in effect.questions]
    assert [key.split(" ")[0] for key in keys] == [str(third.pk)]
    see_and_send(client, reverse("limits:opening"), given | {"confirmed": keys})
    assert [change["number"] for change in Request.objects.get().content["changes"]] == ["C1", "C3"]


def test_supply_is_stopped_at_once_and_lifted_by_another(client: Client, checker: Person, customer: Customer) -> None:
    client.force_login(checker)
    client.post(reverse("limits:suspend", args=[customer.pk]), {"kind": "stop_supply", "reason": "bill dishonoured"})
    placed = Suspension.objects.get()
    client.post(reverse("limits:lift", args=[placed.pk]), {"reason": "paid"})
    assert not hasattr(Suspension.objects.get(), "lift")
    client.force_login(somebody("second", "credit_manager"))
    client.post(reverse("limits:lift", args=[placed.pk]), {"reason": "paid"})
    assert Suspension.objects.get().lift.reason == "paid"


def test_a_salesperson_finds_only_the_own_customers(client: Client, customer: Customer) -> None:
    seller = somebody("seller", "salesperson")
    client.force_login(seller)
    pages = [limits_page(customer), reverse("limits:group", args=[customer.pk])]
    assert [client.get(page).status_code for page in pages] == [HTTPStatus.NOT_FOUND] * 2
    Customer.objects.update(salesperson=seller)
    assert [client.get(page).status_code for page in pages] == [HTTPStatus.OK] * 2


def test_who_asks_for_a_group_sees_what_all_of_it_uses_and_what_its_limit_leaves(
    client: Client, maker: Person, checker: Person
) -> None:
    parent, child = a_customer("P"), a_customer("K")
    customers.join_group(customer=child, parent=parent, actor=ME)
    child.refresh_from_db()
    account = trade.account_for(customer=child, segment=trade.default_segment(), currency="CNY")
    an_order(account, "1500")
    grant(maker, checker, wish(parent, 1000))
    grant(maker, checker, wish(parent, 2000, reach=Reach.GROUP))
    address = reverse("limits:temporary", args=[parent.pk])
    told = [client.get(address, {"reach": reach}).context for reach in ("own", "group")]
    assert [(page["used"].amount, page["free"].amount) for page in told] == [(0, 1000), (1500, 500)]


def test_the_group_tree_counts_what_stands_below(client: Client, maker: Person, checker: Person) -> None:
    parent, child = a_customer("P"), a_customer("K", name="Child")
    customers.join_group(customer=child, parent=parent, actor=ME)
    child.refresh_from_db()
    account = trade.account_for(customer=child, segment=trade.default_segment(), currency="CNY")
    an_order(account, "700")
    grant(maker, checker, wish(parent, 1000, reach=Reach.GROUP))
    grant(maker, checker, wish(child, 5000))
    page = client.get(reverse("limits:group", args=[child.pk]))
    figures = [
        (each.row.customer.number, each.row.used, each.row.used_below, each.row.free) for each in page.context["rows"]
    ]
    assert figures == [("P", 0, 700, 300), ("K", 700, 700, 300)]


@pytest.mark.parametrize("name", ["list", "journal", "holds"])
def test_a_list_asks_as_often_for_three_rows_as_for_one(client: Client, checker: Person, name: str) -> None:
    client.force_login(checker)
    other = somebody("maker", "analyst")
    a_busy_customer("C1", other, checker)
    client.get(reverse(f"limits:{name}"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(f"limits:{name}"))
    a_busy_customer("C2", other, checker)
    a_busy_customer("C3", other, checker)
    with CaptureQueriesContext(connection) as three:
        page = client.get(reverse(f"limits:{name}"))
    assert (page.context["listing"].count, len(three)) == (3, len(one))


def a_busy_customer(number: str, maker: Person, checker: Person) -> None:
    customer = a_customer(number, name=f"Company {number}")
    grant(maker, checker, wish(customer, 1000))
    limits.suspend(customer=customer, kind=SuspensionKind.HARD_HOLD, reason="x", actor=acting(checker))


@pytest.mark.parametrize(("language", "title"), [("en", "Customer limits"), ("zh-hans", "客户限额管理")])
def test_every_page_opens_in_both_languages(
    client: Client, maker: Person, checker: Person, language: str, title: str
) -> None:
    a_busy_customer("C1", maker, checker)
    customer, line = Customer.objects.get(), JournalLine.objects.get()
    Person.objects.update(language=language)
    client.cookies["django_language"] = language
    pages = [
        reverse("limits:list"),
        reverse("limits:journal"),
        reverse("limits:holds"),
        reverse("limits:opening"),
        limits_page(customer),
        reverse("limits:temporary", args=[customer.pk]),
        reverse("limits:group", args=[customer.pk]),
        reverse("limits:correct", args=[line.pk]),
    ]
    answers = [client.get(page) for page in pages]
    assert [answer.status_code for answer in answers] == [HTTPStatus.OK] * len(pages)
    assert title in answers[0].content.decode()


def test_the_list_exports_what_it_shows(client: Client, maker: Person, checker: Person) -> None:
    a_busy_customer("C1", maker, checker)
    a_busy_customer("C2", maker, checker)
    sheet = client.get(reverse("limits:list"), {"export": "csv", "q": "C2"})
    text = b"".join(sheet).decode("utf-8-sig")
    assert ("Company C2" in text, "Company C1" in text, "1000.00" in text) == (True, False, True)


def dimensions(*used: str) -> None:
    own = Company("Ours", "en", "CNY", frozenset(used))
    company_changed.change_company(company=own, today=clock.today(), actor=ME)


def test_segments_stay_out_of_sight_until_the_company_uses_more_than_one(
    client: Client, maker: Person, customer: Customer
) -> None:
    trade.default_segment()
    dimensions("segments")
    assert "segment=export" not in client.get(limits_page(customer)).content.decode()
    trade.add_segment(code="export", name="Export", horizon_days=None, actor=ME)
    assert "segment=export" in client.get(limits_page(customer)).content.decode()
    dimensions()
    assert "segment=export" not in client.get(limits_page(customer)).content.decode()


def test_limits_of_one_segment_are_asked_for_on_its_own_page(
    client: Client, maker: Person, checker: Person, customer: Customer
) -> None:
    trade.default_segment()
    export = trade.add_segment(code="export", name="Export", horizon_days=None, actor=ME)
    dimensions("segments", "quantity")
    given = typed(customer, segment="export", quantity="40")
    assert see_and_send(client, f"{limits_page(customer)}?segment=export", given).status_code == HTTPStatus.FOUND
    limits.post(
        request=approve(checker, Request.objects.get(), today=clock.today()), actor=acting(checker), today=clock.today()
    )
    in_force = LimitInForce.objects.order_by("dimension").values_list("segment", "dimension", "value")
    assert list(in_force) == [(export.pk, "exposure", 1000), (export.pk, "quantity", 40)]
    shown = client.get(f"{limits_page(customer)}?segment=export").content.decode()
    assert ('value="1000"' in shown, " · Export" in shown) == (True, True)
    assert 'value="1000"' not in client.get(limits_page(customer)).content.decode()


def test_an_unknown_segment_does_not_exist(client: Client, maker: Person, customer: Customer) -> None:
    assert client.get(f"{limits_page(customer)}?segment=nowhere").status_code == HTTPStatus.NOT_FOUND
