"""Settings: an empty installation begins with one page; a policy changes by a draft, a second person and a day."""

import time
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests.desk.policy_forms import drafted, edited
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE, somebody

from onaccount.lifecycle import company_changed, company_founded
from onaccount.lifecycle.company_founded import Founding
from onaccount.office.access.models import Person
from onaccount.office.access.rules import NewPerson
from onaccount.office.approval.models import Request
from onaccount.office.clock.queries import calendar, today
from onaccount.office.company.queries import company
from onaccount.office.company.rules import Company
from onaccount.office.policy.models import PolicyVersion
from onaccount.office.rates.queries import exchange_rates
from onaccount.office.words import titled
from onaccount.ordercheck.queries import policy_in_force
from onaccount.ordercheck.rules import Checkpoint, Mode, Strength
from onaccount.trade import actions as trade
from onaccount.trade.models import Order, Segment
from onaccount.trade.rules import Fed, Feeder

pytestmark = pytest.mark.django_db
WELCOME = {
    "name": "砚石材料",
    "language": "zh-hans",
    "currency": "CNY",
    "full_name": "李慧",
    "username": "li",
    "email": "li@example.com",
    "password": "correct horse battery",
}


def confirm(client: Client, person: Person) -> None:
    _recorded(client, person, {"method": "password", "at": time.time(), "reauthenticated": True})


def _recorded(client: Client, person: Person, step: dict[str, object]) -> None:
    session = client.session
    session["account_authentication_methods"] = [step]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


@pytest.fixture
def founded() -> date:
    founding = Founding(
        Company("砚石材料", "zh-hans", "CNY"), NewPerson("li", "李慧", "li@example.com", "zh-hans"), "x"
    )
    company_founded.open_company(founding=founding, actor=MACHINE, today=today())
    return today()


def sign_in(client: Client, role: str) -> Person:
    person = somebody(f"a-{role}", role)
    client.force_login(person)
    return person


def test_an_empty_installation_leads_to_the_first_page_and_begins_with_a_trial_run(client: Client) -> None:
    assert client.get(reverse("account_login"))["Location"] == reverse("settings:welcome")
    assert client.get(reverse("settings:welcome")).status_code == 200
    assert client.post(reverse("settings:welcome"), WELCOME)["Location"] == reverse("account_login")
    assert (company(on=today()), policy_in_force(on=today()).mode) == (
        Company("砚石材料", "zh-hans", "CNY"),
        Mode.TRIAL,
    )
    assert client.get(reverse("settings:welcome")).status_code == 404
    assert client.login(username="li", password="correct horse battery")


@pytest.mark.parametrize("change", [{"password": "short"}, {"username": "li hui"}, {"email": "li"}, {"name": ""}])
def test_the_first_page_founds_nothing_from_a_bad_form(client: Client, change: dict[str, str]) -> None:
    assert client.post(reverse("settings:welcome"), WELCOME | change).status_code == 200
    assert (company(on=today()), Person.objects.count()) == (None, 0)


def test_the_first_page_speaks_chinese_names_the_currencies_and_takes_a_chinese_sign_in_name(client: Client) -> None:
    client.cookies["django_language"] = "zh-hans"
    page = client.post(reverse("settings:welcome"), WELCOME | {"password": "short"}).content.decode()
    assert ("密码太短：至少 10 个字符。" in page, "CNY 人民币" in page) == (True, True)
    client.post(reverse("settings:welcome"), WELCOME | {"username": "李慧"})
    assert Person.objects.get().username == "李慧"


def test_dimensions_are_switched_on(client: Client, founded: date) -> None:
    sign_in(client, "administrator")
    given = {"name": "Yanshi", "language": "en", "currency": "EUR", "dimensions": ["quantity"]}
    client.post(reverse("settings:company"), given)
    now = company(on=founded)
    assert now == Company("Yanshi", "en", "EUR", frozenset({"quantity"}))


def draft(client: Client, **changes: str) -> int:
    number = drafted(client)
    edited(client, number, **changes)
    return number


def test_a_policy_is_drafted_approved_by_another_and_put_in_force(client: Client, founded: date) -> None:
    maker = sign_in(client, "credit_manager")
    number = draft(client, rule__overdue_days__threshold="45", rule__overdue_days__order="hold")
    client.post(reverse("policies:submit", args=[number]))
    confirm(client, maker)
    client.post(reverse("policies:activate", args=[number]), {"active_from": founded})
    assert policy_in_force(on=founded).number == 1
    request = Request.objects.get()
    checker = sign_in(client, "executive")
    client.post(
        reverse("approvals:decide", args=[request.pk]), {"outcome": "approved", "content_hash": request.content_hash}
    )
    confirm(client, checker)
    client.post(reverse("policies:activate", args=[number]), {"active_from": founded})
    policy = policy_in_force(on=founded)
    overdue = next(setting for setting in policy.rules if setting.code == "overdue_days")
    assert (policy.number, overdue.threshold, overdue.strength_at(Checkpoint.ORDER)) == (2, Decimal(45), Strength.HOLD)


def test_activating_asks_for_the_password_again(client: Client, founded: date) -> None:
    person = sign_in(client, "credit_manager")
    person.set_password("correct horse battery")
    person.save()
    client.force_login(person)
    answer = client.post(reverse("policies:activate", args=[1]), {"active_from": founded})
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize(
    ("method", "minutes", "asks"),
    [
        ("password", 1, False),
        ("mfa", 4, False),
        ("password", 6, True),
        ("password_reset", 1, True),
        ("password", -9, True),
    ],
)
def test_who_signed_in_just_now_is_not_asked_again(
    client: Client, founded: date, method: str, minutes: int, asks: bool
) -> None:
    person = sign_in(client, "credit_manager")
    person.set_password("correct horse battery")
    person.save()
    client.force_login(person)
    _recorded(client, person, {"method": method, "at": time.time() - 60 * minutes})
    address = client.post(reverse("policies:activate", args=[1]), {"active_from": founded})["Location"]
    assert address.startswith(reverse("account_reauthenticate")) is asks


def test_anothers_sign_in_in_the_same_session_is_no_answer(client: Client, founded: date) -> None:
    person = sign_in(client, "credit_manager")
    person.set_password("correct horse battery")
    person.save()
    client.force_login(person)
    _recorded(client, somebody("other", "executive"), {"method": "password", "at": time.time()})
    address = client.post(reverse("policies:activate", args=[1]), {"active_from": founded})["Location"]
    assert address.startswith(reverse("account_reauthenticate"))


def test_a_draft_that_changes_nothing_equals_the_policy_in_force(client: Client, founded: date) -> None:
    sign_in(client, "credit_manager")
    number = draft(client)
    first, second = PolicyVersion.objects.filter(kind="ordercheck").order_by("number")
    assert (number, first.content | {"number": 0}) == (2, second.content | {"number": 0})


def test_going_back_drafts_the_old_content(client: Client, founded: date) -> None:
    sign_in(client, "credit_manager")
    draft(client, rule__overdue_days__threshold="99")
    client.post(reverse("policies:go_back", args=[1]))
    versions = PolicyVersion.objects.filter(kind="ordercheck").order_by("number")
    assert [version.content["rules"] == versions[0].content["rules"] for version in versions] == [True, False, True]


def test_that_a_version_goes_back_is_noted_in_no_language_and_stays_so_when_saved(
    client: Client, founded: date
) -> None:
    sign_in(client, "credit_manager")
    client.post(reverse("policies:go_back", args=[1]))
    said = []
    for language in ("en", "zh-hans"):
        with override(language):
            said.append(titled("policy.back 1"))
    assert said == ["Back to version 1", "恢复到版本 1"]
    page = client.get(reverse("policies:one", args=[2])).content.decode()
    (shown,) = (words for words in said if f'value="{words}"' in page)
    edited(client, 2, rule__overdue_days__threshold="98", note=shown)
    found = PolicyVersion.objects.get(kind="ordercheck", number=2)
    assert (found.note, "98" in str(found.content)) == ("policy.back 1", True)
    assert shown in client.get(reverse("policies:list")).content.decode()
    edited(client, 2, note="as it was")
    assert PolicyVersion.objects.get(kind="ordercheck", number=2).note == "as it was"


def test_going_live_waits_for_a_second_person(client: Client, founded: date) -> None:
    sign_in(client, "credit_manager")
    client.post(reverse("settings:go_live"), {"reason": "ready"})
    assert Request.objects.get().content["new"]["mode"] == "live"
    assert policy_in_force(on=founded).mode is Mode.TRIAL


def test_a_note_on_going_live_that_is_too_long_is_said_and_asks_nobody(client: Client, founded: date) -> None:
    sign_in(client, "credit_manager")
    page = client.post(reverse("settings:go_live"), {"reason": "x" * 201}, follow=True).content.decode()
    assert ("201" in page, "200" in page, Request.objects.count()) == (True, True, 0)
    client.post(reverse("settings:go_live"), {"reason": " " + "x" * 200})
    assert PolicyVersion.objects.get(kind="ordercheck", active_from=None).note == "x" * 200


def test_the_checklist_reads_the_records(client: Client, founded: date) -> None:
    sign_in(client, "administrator")
    steps = client.get(reverse("settings:checklist")).context["steps"]
    assert [step.is_done for step in steps] == [True, False, False, False, False]


@pytest.mark.parametrize("name", ["policies:list", "policies:trial", "settings:checklist", "settings:company"])
def test_settings_are_closed_to_a_salesperson(client: Client, founded: date, name: str) -> None:
    sign_in(client, "salesperson")
    assert client.get(reverse(name)).status_code == 403


def test_the_versions_are_readable_for_an_auditor_who_gets_no_form(client: Client, founded: date) -> None:
    sign_in(client, "auditor")
    page = client.get(reverse("policies:one", args=[1]))
    assert (page.status_code, page.context["editor"]) == (200, None)
    assert client.get(reverse("policies:list")).status_code == 200
    assert client.get(reverse("policies:one", args=[77])).status_code == 404


def test_simple_mode_leaves_out_what_the_company_does_not_use(client: Client, founded: date) -> None:
    administrator, manager = sign_in(client, "administrator"), Person.objects.get(username="li")
    hidden = []
    for dimensions in ([], ["quantity", "currencies"]):
        client.force_login(administrator)
        given = {"name": "Yanshi", "language": "en", "currency": "CNY", "dimensions": dimensions}
        client.post(reverse("settings:company"), given)
        client.force_login(manager)
        page = client.get(reverse("orders:new")).content.decode()
        hidden.append([f'type="hidden" name="{name}"' in page for name in ("quantity", "currency")])
    assert hidden == [[True, True], [False, False]]


def test_segments_are_added_where_the_company_uses_them_and_each_code_once(client: Client, founded: date) -> None:
    sign_in(client, "administrator")
    address = reverse("settings:segments")
    assert client.get(address).status_code == 404
    own = Company("砚石材料", "zh-hans", "CNY", frozenset({"segments"}))
    company_changed.change_company(company=own, today=founded, actor=MACHINE)
    given = {"code": "export", "name": "出口", "horizon_days": "60"}
    assert client.post(address, given).status_code == 302
    assert "export" in client.post(address, given).context["form"].errors["code"][0]
    assert list(Segment.objects.filter(code="export").values_list("name", "horizon_days")) == [("出口", 60)]


def test_a_horizon_is_changed_with_a_reason_and_says_how_many_orders_it_moves(client: Client, founded: date) -> None:
    sign_in(client, "administrator")
    address = reverse("settings:horizon", args=["main"])
    assert client.post(address, {"horizon_days": "30", "reason": ""}).status_code == 200
    client.post(address, {"horizon_days": "30", "reason": "seasonal orders come early"})
    assert Segment.objects.get(code="main").horizon_days == 30
    again = client.post(address, {"horizon_days": "30", "reason": "x"}, headers={"Accept-Language": "en"})
    assert "this horizon already" in again.content.decode()


def test_feeders_are_chosen_with_a_reason_beside_what_stands_in_both_languages(client: Client, founded: date) -> None:
    sign_in(client, "administrator")
    customer = a_customer("C7")
    an_invoice(trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY"), "400.5")
    address, given = reverse("settings:feeders", args=["main"]), dict.fromkeys(Fed, "us") | {"receivables": "files"}
    for language, words in (
        ("en", ("Entered here", "Invoices and credit notes", "400.50", "Both are accepted")),
        ("zh-hans", ("在本系统录入", "发票与红字发票", "400.50", "两者均接受")),
    ):
        client.cookies["django_language"] = language
        page = client.get(address).content.decode()
        assert [word for word in words if word not in page] == []
    client.cookies["django_language"] = "en"
    assert client.post(address, given | {"reason": ""}).status_code == 200
    assert client.post(address, given | {"reason": "x", "bills": "both"}).status_code == 200
    assert Segment.objects.get(code="main").feeders.of(Fed.ORDERS) is Feeder.ANY
    assert client.post(address, given | {"reason": "the ERP lists what is owed"}).status_code == 302
    told = Segment.objects.get(code="main")
    said = [told.orders_from, told.deliveries_from, told.receivables_from, told.bills_from]
    assert said == ["us", "us", "files", "us"]
    again = client.post(address, given | {"reason": "x"}, headers={"Accept-Language": "en"}).content.decode()
    assert "fed in this way already" in again
    overview = client.get(reverse("settings:company"), headers={"Accept-Language": "en"}).content.decode()
    assert "Invoices and credit notes: Lists of the other system" in overview
    assert client.get(reverse("settings:feeders", args=["none"])).status_code == 404


def test_an_order_typed_at_the_desk_is_refused_where_lists_bring_orders(client: Client, founded: date) -> None:
    sign_in(client, "administrator")
    given = dict.fromkeys(Fed, "any") | {"orders": "files", "reason": "the ERP lists orders"}
    client.post(reverse("settings:feeders", args=["main"]), given)
    customer = a_customer("C7")
    client.force_login(Person.objects.get(username="li"))
    client.cookies["django_language"] = "zh-hans"
    order = {"customer": customer.number, "currency": "CNY", "number": "SO-1", "amount": "5", "key": str(uuid4())}
    order |= {"order_date": founded.isoformat(), "ship_date": founded.isoformat()}
    page = client.post(reverse("orders:new"), order)
    assert "订单 SO-1 不能在此录入" in page.context["form"].non_field_errors()[0]
    assert "订单 SO-1 不能在此录入" in client.post(reverse("orders:check"), order).content.decode()
    assert Order.objects.count() == 0


RATE = {"currency": "USD", "value": "7.10", "target": "CNY", "source": "PBOC"}


def test_a_rate_is_entered_shown_and_asked_about_when_it_looks_like_a_slip(client: Client, founded: date) -> None:
    sign_in(client, "administrator")
    page, given = reverse("settings:rates"), RATE | {"valid_from": founded.isoformat()}
    assert client.post(page, given).status_code == 302
    slip = client.post(page, given | {"value": "71"})
    assert "7.1" in str(slip.context["form"].non_field_errors())
    assert client.post(page, given | {"value": "7.15", "is_sure": "on"}).status_code == 302
    shown = client.get(page).context["rates"]
    assert [(each.value, each.holds) for each in shown] == [(Decimal("7.15"), True), (Decimal("7.10"), False)]


def test_a_rate_is_written_as_people_write_it(client: Client, founded: date) -> None:
    sign_in(client, "administrator")
    given = RATE | {"valid_from": founded.isoformat()}
    for currency, value in (("CNY", "190"), ("USD", "1350.5")):
        client.post(reverse("settings:rates"), given | {"currency": currency, "value": value, "target": "KRW"})
    slip = client.post(reverse("settings:rates"), given | {"currency": "KRW", "value": "0.1", "target": "CNY"})
    assert "0.005263" in str(slip.context["form"].non_field_errors())
    assert [each.written for each in exchange_rates(at_most=9)] == ["1350.5", "190"]
    assert '<td class="num">190</td>' in client.get(reverse("settings:rates")).content.decode()


def test_no_rate_holds_from_a_day_to_come_nor_between_a_currency_and_itself(client: Client, founded: date) -> None:
    sign_in(client, "administrator")
    given = RATE | {"valid_from": founded.isoformat()}
    for wrong in ({"valid_from": "2190-01-01"}, {"target": "USD"}):
        answer = client.post(reverse("settings:rates"), given | wrong)
        assert len(answer.context["form"].non_field_errors()) == 1
    assert exchange_rates(at_most=9) == []


def test_a_day_is_declared_and_given_back_to_the_published_calendar(client: Client, founded: date) -> None:
    sign_in(client, "administrator")
    monday = founded - timedelta(days=founded.weekday()) + timedelta(days=7)
    was = calendar().is_working(monday)
    said = {"day": monday.isoformat(), "kind": "rest" if was else "work", "name": "stocktaking"}
    assert client.post(reverse("settings:calendar"), said).status_code == 302
    assert "stocktaking" in client.get(reverse("settings:calendar")).content.decode()
    assert calendar().is_working(monday) is not was
    client.post(reverse("settings:withdraw_day", args=[monday.isoformat()]))
    assert calendar().is_working(monday) is was
    assert client.post(reverse("settings:withdraw_day", args=["no-day"])).status_code == 404
