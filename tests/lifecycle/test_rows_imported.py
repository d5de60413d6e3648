"""Lists of customers and of payments come in, and go back."""

from decimal import Decimal

import pytest
from tests.intake import checked, csv, fates, faults, imported, taken
from tests.ledger import ME, a_customer, an_account, an_invoice
from tests.people import acting, somebody

from onaccount.customers.models import Contact, Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.import_undone import undo_import
from onaccount.office.approval.models import Request
from onaccount.trade import queries
from onaccount.trade.models import Bill, Item, Payment

pytestmark = pytest.mark.django_db
CUSTOMERS = "客户编码,客户名称,统一社会信用代码,联系人,邮箱,信用额度,账期\n"
PAYMENTS = "客户编码,单据号,收款日期,收款金额,备注\n"


def customers(*rows: str) -> bytes:
    return csv(*rows, header=CUSTOMERS)


def payments(*rows: str) -> bytes:
    return csv(*rows, header=PAYMENTS)


def test_customers_are_opened_and_their_limits_go_to_a_checker_as_one_request() -> None:
    rows = customers(
        "001,云汀精工,,张三,zhang@example.com,500000,30", "002,木棠家居,,,,0,", "003,望川铸业,,,,99999999,"
    )
    maker = acting(somebody("wang", "credit_manager"))
    run = imported(taken(rows, kind="customers", actor=maker), actor=maker)
    assert (fates(run), Customer.objects.count()) == ((3, 0, 0, 0, 0), 3)
    assert Contact.objects.get().email == "zhang@example.com"
    request = Request.objects.get(kind="limit")
    told = {(change["type"], change["value"]) for change in _drafts(request)}
    assert told == {("amount", "500000"), ("amount", "0"), ("amount", "30"), ("unlimited", None)}
    assert run.summary["notes"]["limits_asked"] == 4


def _drafts(request: Request) -> list[dict[str, str | None]]:
    return [line for change in request.content["changes"] for line in change["lines"]]


def test_a_program_without_a_person_cannot_ask_for_limits() -> None:
    run = checked(taken(customers("001,云汀精工,,,,500000,"), kind="customers"))
    assert faults(run)[0][3] == "approval.person_required"


def test_a_check_of_customers_leaves_nothing_behind() -> None:
    maker = acting(somebody("wang", "credit_manager"))
    run = checked(taken(customers("001,云汀精工,,,,500000,"), kind="customers", actor=maker))
    assert (fates(run), Customer.objects.count(), Request.objects.count()) == ((1, 0, 0, 0, 0), 0, 0)


def test_a_known_customer_is_changed_only_where_the_file_says_something() -> None:
    a_customer("C1", name="云汀精工")
    run = imported(taken(customers("C1,云汀精工澄州,,,,,"), kind="customers"))
    assert (fates(run), Customer.objects.get().name) == ((0, 1, 0, 0, 0), "云汀精工澄州")
    assert fates(imported(taken(customers("C1,云汀精工澄州,,,,,"), kind="customers"))) == (0, 0, 1, 0, 0)


def test_a_wrong_registration_number_stops_the_list() -> None:
    run = taken(customers("C1,云汀精工,91000000000000000X,,,,", "C2,木棠家居,,,,,"), kind="customers")
    with pytest.raises(Refusal, match=r"intake\.has_faults"):
        imported(run)
    run.refresh_from_db()
    assert (fates(run), Customer.objects.count()) == ((1, 0, 0, 1, 0), 0)


def test_a_list_of_customers_taken_back_says_again_what_was_said() -> None:
    a_customer("C1", name="云汀精工")
    run = imported(taken(customers("C1,新名,,,,,"), kind="customers"))
    undo_import(run_id=run.pk, reason="test", actor=ME)
    assert Customer.objects.get().name == "云汀精工"


def test_payments_settle_the_oldest_due_and_come_in_once() -> None:
    account = an_account()
    an_invoice(account, "100")
    rows = payments("C1,P1,2026-03-20,60,货款", "C1,,2026-03-21,70,")
    run = imported(taken(rows, kind="payments"))
    assert (fates(run), run.summary["sums"]) == ((2, 0, 0, 0, 0), {"CNY": "130"})
    assert Item.objects.get(number="I1").open_amount == 0
    assert fates(imported(taken(rows, kind="payments"))) == (0, 0, 2, 0, 0)
    assert queries.reconcile() == ()


def test_a_payment_of_nobody_or_of_tomorrow_is_refused_with_its_place() -> None:
    an_account()
    run = checked(taken(payments("C9,P1,2026-03-20,60,", "C1,P2,2026-04-20,60,"), kind="payments"))
    assert faults(run) == [
        (2, "A", "C9", "import.customer_unknown"),
        (3, "C", "2026-04-20", "import.paid_in_future"),
    ]


def test_payments_taken_back_open_what_they_settled_and_can_come_again() -> None:
    an_invoice(an_account(), "100")
    rows = payments("C1,P1,2026-03-20,60,")
    run = imported(taken(rows, kind="payments"))
    undo_import(run_id=run.pk, reason="wrong bank", actor=ME)
    assert Item.objects.get(number="I1").open_amount == Decimal(100)
    assert queries.reconcile() == ()
    assert fates(imported(taken(rows, kind="payments"))) == (1, 0, 0, 0, 0)
    assert list(Payment.objects.order_by("pk").values_list("number", flat=True)) == ["P1", "P1~2"]


def test_a_payment_by_bill_comes_in_as_a_bill_and_its_import_is_not_withdrawn() -> None:
    a_customer("C1")
    header = "客户编码,单据号,收款日期,收款金额,结算方式,承兑人,票据到期日\n"
    rows = csv("C1,B1,2026-03-20,60,银行承兑汇票,岚江银行,2026-09-20", "C1,P1,2026-03-20,5,电汇,,", header=header)
    run = imported(taken(rows, kind="payments"))
    bill = Bill.objects.get()
    assert (fates(run)[0], bill.number, bill.acceptor_class, bill.open_amount) == (2, "B1", "city_bank", 60)
    assert Payment.objects.get(number="P1").method == "transfer"
    with pytest.raises(Refusal, match="run_brought_bills"):
        undo_import(run_id=run.pk, reason="wrong file", actor=ME)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("C1,B1,2026-03-20,60,银承,,2026-09-20", "import.acceptor_missing"),
        ("C1,B1,2026-03-20,60,,岚江银行,", "import.bill_due_missing"),
    ],
)
def test_a_bill_that_says_too_little_is_a_fault_of_its_row(row: str, code: str) -> None:
    a_customer("C1")
    header = "客户编码,单据号,收款日期,收款金额,结算方式,承兑人,票据到期日\n"
    run = checked(taken(csv(row, header=header), kind="payments"))
    assert faults(run)[0][3] == code
