"""The workplace of documents: what puts the ledger right, bills on their way, orders beside their check, a payment in parts."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.credit import a_policy, grant, place, ship, status, weigh_bills
from tests.desk.pages import questions
from tests.ledger import ME, a_customer, an_account, an_invoice, item
from tests.people import TODAY, somebody

from onaccount.office.approval.models import Request
from onaccount.office.clock import queries as clock
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Bill, Item, Order, Payment, Settlement
from onaccount.trade.rules import BillDraft, Method

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    a_policy()
    found = an_account()
    grant(found.customer, "1000")
    return found


@pytest.fixture
def client() -> Client:
    found = Client(headers={"Accept-Language": "en"})
    found.force_login(somebody("all", "credit_manager", "order_clerk", "cashier", "administrator"))
    return found


def address(name: str, *args: object) -> str:
    return reverse(f"documents:{name}", args=args)


def today() -> str:
    return clock.today().isoformat()


def post(client: Client, name: str, *args: object, **sent: object) -> str:
    """Send a form and follow it; gives the page it leads to."""
    return client.post(address(name, *args), {"key": str(uuid4()), **sent}, follow=True).content.decode()


def test_an_item_is_settled_outside_and_that_is_undone(client: Client, account: Account) -> None:
    invoice = an_invoice(account, "100")
    assert "Done." in post(client, "settle", invoice.pk, amount="40", reason="paid to the agent")
    row = Settlement.objects.get()
    page = client.get(address("item", invoice.pk)).content.decode()
    assert address("reverse", invoice.pk, row.pk) in page
    post(client, "reverse", invoice.pk, row.pk, reason="wrong one")
    invoice.refresh_from_db()
    assert invoice.open_amount == 100
    assert "reversed already" in post(client, "reverse", invoice.pk, row.pk, reason="again")


def test_a_form_tells_whose_document_it_acts_on_and_what_is_open(client: Client, account: Account) -> None:
    invoice = an_invoice(account, "1234.5")
    page = client.get(address("credit", invoice.pk)).content.decode()
    assert f"<dd>{account.customer.name} ({account.customer.number})</dd>" in page
    assert "Still open</dt>" in page
    assert "1,234.50" in page


def test_a_credit_note_settles_the_item_and_leaves_the_rest_as_a_credit(client: Client, account: Account) -> None:
    invoice = an_invoice(account, "100")
    post(client, "credit", invoice.pk, number="CN1", amount="130", document_date=today())
    assert list(Item.objects.order_by("pk").values_list("open_amount", flat=True)) == [0, -30]


def test_a_credit_note_that_names_no_item_stays_a_credit_of_the_customer(client: Client, account: Account) -> None:
    assert address("new-credit") in client.get(reverse("receivables:items")).content.decode()
    sent = {"customer": "C1", "number": "CN-7", "amount": "40", "currency": "CNY", "document_date": today()}
    post(client, "new-credit", **sent)
    for same in ("CN-7", "ＣＮ－７"):
        assert "CN-7 is in use" in post(client, "new-credit", **sent | {"number": same})
    assert Item.objects.values_list("number", "kind", "amount", "open_amount").get() == (
        "CN-7",
        "credit_note",
        -40,
        -40,
    )


def test_what_is_left_of_a_payment_goes_to_the_items_chosen(client: Client, account: Account) -> None:
    first, second = an_invoice(account, "100"), an_invoice(account, "50", number="I2")
    credit = trade.credit_note(draft=item("CN", "-70"), account=account, actor=ME)
    assert "open 100.00" in client.get(address("allocate", credit.pk)).content.decode()
    post(client, "allocate", credit.pk, **{f"item_{second.pk}": "45", f"item_{first.pk}": ""})
    assert list(Item.objects.order_by("pk").values_list("open_amount", flat=True)) == [100, 5, -25]


def test_an_untouched_item_is_cancelled_and_a_settled_one_is_not(client: Client, account: Account) -> None:
    invoice = an_invoice(account, "100")
    post(client, "settle", invoice.pk, amount="1", reason="round")
    assert "settled in part or whole" in post(client, "cancel", invoice.pk, reason="twice")
    post(client, "cancel", an_invoice(account, "50", number="I2").pk, reason="twice")
    assert Item.objects.get(number="I2").cancelled_at is not None


def test_who_may_not_correct_sees_the_item_and_no_button(account: Account) -> None:
    invoice, client = an_invoice(account, "100"), Client()
    client.force_login(somebody("collector", "collector"))
    assert address("settle", invoice.pk) not in client.get(address("item", invoice.pk)).content.decode()
    assert client.get(address("settle", invoice.pk)).status_code == 403


def test_a_bill_goes_its_way(client: Client, account: Account) -> None:
    an_invoice(account, "100")
    sent = {"customer": "C1", "number": "B1", "amount": "100", "currency": "CNY", "acceptor": "望川银行"}
    dates = {"received_date": today(), "due_date": "2199-01-01"}
    post(client, "new-bill", **sent, **dates, acceptor_class="commercial", allocate="on")
    bill = Bill.objects.get()
    post(client, "split", bill.pk, amounts="30\n70", step_date=today())
    first, second = bill.parts.order_by("pk")
    post(client, "endorse", first.pk, counterparty="Supplier", has_recourse="on", step_date=today())
    post(client, "honour", first.pk, step_date=today())
    page = post(client, "dishonour", second.pk, step_date=today(), reason="no cover")
    assert "no cover" in page
    assert Item.objects.get(number="I1").open_amount == 70
    assert list(Bill.objects.order_by("pk").values_list("status", flat=True)) == ["split", "honoured", "dishonoured"]


def test_other_terms_for_bills_are_asked_for_and_what_is_held_of_whom_is_shown(
    client: Client, account: Account
) -> None:
    percents = dict.fromkeys(("state_bank", "city_bank", "finance_company", "commercial", "e_credit"), "100")
    assert "is no name and amount" in post(client, "weights", **percents, acceptors="望川银行 5")
    page = post(client, "weights", **percents | {"city_bank": "20"}, acceptors="望川银行：5", most_commercial="9")
    assert "Sent for approval" in page
    asked = Request.objects.get(kind="policy").content["new"]["acceptor_limits"]
    assert {name: Decimal(most) for name, most in asked.items()} == {"望川银行": 5}
    weigh_bills(acceptor_limits={"望川银行": "5"}, class_limits={"commercial": "9"}, today=clock.today())
    draft = BillDraft("B1", Decimal(7), TODAY, TODAY, "望川银行", "commercial")
    choices = {"chosen": (), "method": Method.OLDEST_DUE, "percent": Decimal(100)}
    trade.receive_bill(draft=draft, account=account, actor=ME, **choices)
    shown = client.get(address("acceptors")).content.decode()
    assert [word in shown for word in ("望川银行", "over", "inside")] == [True, True, True]
    client.force_login(somebody("other", "salesperson"))
    assert "望川银行" not in client.get(address("acceptors")).content.decode()


def test_an_invoice_is_set_off_and_sold_with_its_papers(client: Client, account: Account) -> None:
    invoice = an_invoice(account, "100")
    papers = {"agreement": "NET-1", "agreed_on": today(), "cleared_on": today()}
    page = post(client, "set-off", invoice.pk, **papers, number="SO-1", amount="40", their_document="V-1")
    assert "V-1" in page
    sold = post(client, "sell", invoice.pk, **papers, number="F-1", factor="Factor", pay_account="Lanjiang Bank 6222")
    assert "Lanjiang Bank 6222" in sold
    invoice.refresh_from_db()
    assert (invoice.open_amount, invoice.clearings.count()) == (0, 2)


def test_an_order_is_quoted_accepted_closed_and_opened_again(client: Client, account: Account) -> None:
    sent = {"customer": "C1", "number": "Q1", "amount": "400", "currency": "CNY"}
    form = {"key": str(uuid4()), **sent, "order_date": today(), "ship_date": today()}
    assert "occupies no credit" in client.get(reverse("orders:quote")).content.decode()
    client.post(reverse("orders:quote"), form)
    order = Order.objects.get()
    assert (order.status, order.open_amount) == ("quoted", 0)
    for name, becomes in (("accept", "released"), ("close", "closed"), ("reopen", "released")):
        assert address(name, order.pk) in client.get(address("order", order.pk)).content.decode()
        post(client, name, order.pk, reason="so it is")
        assert status("Q1") == becomes


def test_goods_come_back_and_money_comes_ahead(client: Client, account: Account) -> None:
    place(account.customer, "A", "100")
    post(client, "ahead", Order.objects.get().pk, number="P1", amount="30", received_date=today())
    ship("A", "D", "100")
    order = Order.objects.get()
    post(client, "back", order.pk, order.deliveries.get().pk, number="R1", amount="40", return_date=today(), reason="x")
    page = client.get(address("order", order.pk)).content.decode()
    assert "40.00" in page
    assert "30.00" in page
    order.refresh_from_db()
    assert order.open_amount == 40


def test_another_company_pays(client: Client, account: Account) -> None:
    payer = a_customer("P", name="木棠家居")
    grant(payer, "1000")
    place(account.customer, "A", "100")
    post(client, "payer", Order.objects.get().pk, payer="木棠家居")
    assert Order.objects.get().account.customer == payer


def test_a_company_moves_to_another_group_with_what_is_open(client: Client, account: Account) -> None:
    parent = a_customer("P", name="木棠家居")
    invoice = an_invoice(account, "100")
    client.post(reverse("customers:group", args=["C1"]), {"parent": "P"})
    invoice.refresh_from_db()
    assert (invoice.group, invoice.account.receivable) == (parent.group, 100)
    account.refresh_from_db()
    assert account.receivable == 0


def test_a_payment_names_its_items_and_says_what_is_left(client: Client, account: Account) -> None:
    first, second = an_invoice(account, "100"), an_invoice(account, "50", number="I2")
    sent = {"customer": "C1", "currency": "CNY", "amount": "80", f"item_{second.pk}": "50"}
    items = client.post(reverse("orders:payment-items"), sent).content.decode()
    assert f'name="item_{first.pk}"' in items
    rest = client.post(reverse("orders:payment-rest"), sent).content.decode()
    assert "30.00" in rest
    more = sent | {f"item_{second.pk}": "51"}
    assert "than is open" in client.post(reverse("orders:payment-rest"), more).content.decode()
    client.post(reverse("orders:payment"), sent | {"key": str(uuid4()), "number": "P1", "received_date": today()})
    assert (Payment.objects.count(), Item.objects.get(number="P1").open_amount) == (1, -30)
    second.refresh_from_db()
    assert second.open_amount == 0


@pytest.mark.parametrize("name", ["bills", "payments"])
def test_a_list_asks_as_much_for_three_rows_as_for_one(client: Client, account: Account, name: str) -> None:
    def bills(count: int) -> None:
        for number in range(Payment.objects.count(), count):
            _bill(account, f"B{number}")

    bills(1)
    one = questions(client, address(name))
    bills(3)
    assert questions(client, address(name)) == one


def _bill(account: Account, number: str) -> None:
    draft = BillDraft(number, Decimal(5), TODAY, TODAY, "望川银行", "commercial")
    trade.receive_bill(
        draft=draft, account=account, chosen=(), method=Method.OLDEST_DUE, percent=Decimal(100), actor=ME
    )
