"""Rebates are shown and deducted by nobody until a credit note confirms them; by hand, by import, and taken back."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests.api.conftest import Machine
from tests.credit import a_policy, grant, place, status
from tests.desk.pages import questions
from tests.intake import checked, csv, fates, faults, imported, taken
from tests.ledger import ME, an_account
from tests.people import TODAY, somebody

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import rebate_accrued
from onaccount.lifecycle.import_undone import undo_import
from onaccount.office.clock import queries as clock
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.models import Item, Rebate
from onaccount.trade.rules import Confirming, RebateDraft

pytestmark = pytest.mark.django_db
HEADER = "客户编码,返利单号,返利协议,期间起,期间止,返利金额,计提日期\n"


@pytest.fixture
def customer() -> Customer:
    a_policy()
    found = an_account().customer
    grant(found, "1000")
    return found


def accrued(customer: Customer, amount: str, *, number: str = "RB1", day: date = TODAY) -> Rebate:
    draft = RebateDraft(number, "AG-1", date(2025, 10, 1), date(2026, 1, 1), Decimal(amount), day)
    return rebate_accrued.accrue_rebate(
        draft=draft, customer=customer, segment=trade.default_segment(), currency="CNY", actor=ME, today=day
    )


def confirmed(rebate: Rebate, amount: str, *, number: str = "CN1") -> Item:
    confirming = Confirming(number, Decimal(amount), TODAY)
    return rebate_accrued.confirm_rebate(rebate=rebate, confirming=confirming, actor=ME, today=TODAY)


def test_an_order_waits_over_an_accrued_rebate_and_goes_when_it_is_confirmed(customer: Customer) -> None:
    rebate = accrued(customer, "200")
    place(customer, "O1", "1100")
    assert (status("O1"), queries.rebate_pool(customer=customer)) == ("held", {"CNY": 200})
    note = confirmed(rebate, "150")
    assert (status("O1"), note.open_amount, queries.rebate_pool(customer=customer)) == ("released", -150, {})


def test_the_exposure_told_to_machines_names_the_pool_and_counts_it_nowhere(customer: Customer) -> None:
    accrued(customer, "200")
    (told,) = Machine("integration").get(f"/customers/{customer.number}/exposure").json()
    assert (told["used"], told["free"], told["rebates"]) == ("0.00", "1000.00", "200.00")


def test_a_rebate_ends_once_and_stands_again_when_its_credit_note_is_cancelled(customer: Customer) -> None:
    rebate = accrued(customer, "200")
    note = confirmed(rebate, "200")
    with pytest.raises(Refusal, match=r"trade\.rebate_ended"):
        confirmed(rebate, "200", number="CN2")
    trade.cancel_invoice(item=note, effective_date=TODAY, reason="wrong customer", actor=ME)
    assert queries.rebate_pool(customer=customer) == {"CNY": 200}
    assert confirmed(rebate, "100", number="CN2").number == "CN2"


def test_the_number_of_a_rebate_is_taken_until_it_is_withdrawn(customer: Customer) -> None:
    first = accrued(customer, "200")
    with pytest.raises(Refusal, match=r"trade\.number_taken"):
        accrued(customer, "300")
    rebate_accrued.withdraw_rebate(rebate=first, reason="not earned", actor=ME, today=TODAY)
    with pytest.raises(Refusal, match=r"trade\.rebate_ended"):
        rebate_accrued.withdraw_rebate(rebate=first, reason="again", actor=ME, today=TODAY)
    accrued(customer, "300")
    assert queries.rebate_pool(customer=customer) == {"CNY": 300}


def test_a_list_of_rebates_comes_in_once_and_is_taken_back_until_one_is_confirmed(customer: Customer) -> None:
    rows = csv("C1,RB1,AG-1,2025-10-01,2025-12-31,200,", "C1,RB2,AG-1,2025-10-01,2025-12-31,50,", header=HEADER)
    run = imported(taken(rows, kind="rebates"))
    assert (fates(run), run.summary["sums"]) == ((2, 0, 0, 0, 0), {"CNY": "250"})
    assert Rebate.objects.get(number="RB1").accrued_on == date(2025, 12, 31)
    assert fates(imported(taken(rows, kind="rebates"))) == (0, 0, 2, 0, 0)
    undo_import(run_id=run.pk + 1, reason="twice", actor=ME)
    undo_import(run_id=run.pk, reason="wrong quarter", actor=ME)
    assert queries.rebate_pool(customer=customer) == {}
    again = imported(taken(rows, kind="rebates"))
    confirmed(Rebate.objects.get(number="RB2", ended_on=None), "50")
    with pytest.raises(Refusal, match=r"trade\.rebate_ended"):
        undo_import(run_id=again.pk, reason="wrong", actor=ME)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("C9,RB2,AG-1,2025-10-01,2025-12-31,5,", ("A", "C9", "import.customer_unknown")),
        ("C1,RB1,AG-1,2025-10-01,2025-12-31,5,", ("B", "RB1", "import.other_rebate")),
        ("C1,RB2,AG-1,2025-12-31,2025-10-01,5,", ("E", "2025-10-02", "trade.rebate_period_empty")),
        ("C1,RB2,AG-1,2025-10-01,2025-12-31,5,2199-01-01", ("G", "2199-01-01", "trade.in_the_future")),
    ],
)
def test_a_faulty_row_of_rebates_is_told_with_its_field(customer: Customer, row: str, fault: tuple[str, ...]) -> None:
    accrued(customer, "200")
    run = checked(taken(csv(row, header=HEADER), kind="rebates"))
    assert [each[1:] for each in faults(run)] == [fault]


def test_a_rebate_is_entered_confirmed_and_shown_by_hand(customer: Customer) -> None:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(somebody("all", "credit_manager", "order_clerk", "cashier"))
    day = clock.today().isoformat()
    typed = {"number": "RB1", "agreement": "AG-1", "period_from": "2025-10-01", "period_to": "2025-12-31"}
    typed |= {"customer": "C1", "amount": "200", "currency": "CNY", "accrued_on": day}
    page = client.post(reverse("documents:new-rebate"), typed, follow=True).content.decode()
    rebate = Rebate.objects.get()
    assert ("RB1" in page, rebate.period_to) == (True, date(2026, 1, 1))
    assert "Rebates accrued, not deducted" in client.get(reverse("customers:one", args=["C1"])).content.decode()
    assert "not deducted here" in client.get(reverse("orders:ship"), {"customer": "C1"}).content.decode()
    note = {"number": "CN1", "amount": "200", "document_date": day}
    assert client.get(reverse("documents:confirm", args=[rebate.pk])).status_code == 200
    page = client.post(reverse("documents:confirm", args=[rebate.pk]), note, follow=True).content.decode()
    assert "CN1" in page
    assert "Rebates accrued" not in client.get(reverse("customers:one", args=["C1"])).content.decode()


def test_the_list_of_rebates_asks_as_often_for_three_as_for_one(customer: Customer) -> None:
    client = Client()
    client.force_login(somebody("all", "credit_manager"))
    accrued(customer, "1")
    one = questions(client, reverse("documents:rebates"))
    accrued(customer, "2", number="RB2")
    confirmed(accrued(customer, "3", number="RB3"), "3")
    assert questions(client, reverse("documents:rebates")) == one
