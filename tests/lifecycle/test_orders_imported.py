"""Orders come in by file and go through the check like any other; their type and terms with them, faults by row and field."""

import pytest
from tests.credit import a_policy, grant, status
from tests.intake import checked, csv, fates, faults, imported, taken
from tests.ledger import ME, a_customer

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.import_undone import undo_import
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.rules import Exemption
from onaccount.trade import queries
from onaccount.trade.models import Bill, Order

pytestmark = pytest.mark.django_db
HEADER = "客户编码,订单号,订单日期,发货日期,订单金额,订单类型,账期,付款条件\n"
BILLS = "客户编码,单据号,收款日期,收款金额,承兑人,承兑人类别,票据到期日,票据期限\n"


@pytest.fixture
def customer() -> Customer:
    a_policy(exemptions=(Exemption("samples", order_types=("sample",)),))
    found = a_customer()
    grant(found, "1000")
    return found


def orders(*rows: str) -> bytes:
    return csv(*rows, header=HEADER)


@pytest.mark.usefixtures("customer")
def test_orders_are_placed_in_the_order_of_the_file_with_type_and_terms() -> None:
    rows = orders(
        "C1,O1,2026-03-02,2026-03-05,700,,,月结30天",
        "C1,O2,2026-03-02,2026-03-05,400,,45,",
        "C1,O3,2026-03-02,2026-03-05,500,sample,,",
    )
    run = imported(taken(rows, kind="orders"))
    assert (fates(run), run.summary["sums"]) == ((3, 0, 0, 0, 0), {"CNY": "1600"})
    assert [status(number) for number in ("O1", "O2", "O3")] == ["released", "held", "released"]
    kept = Order.objects.order_by("number").values_list("order_type", "credit_days", "exemption")
    assert list(kept) == [("", 30, ""), ("", 45, ""), ("sample", None, "samples")]
    assert queries.reconcile() == ()
    assert fates(imported(taken(rows, kind="orders"))) == (0, 0, 3, 0, 0)


@pytest.mark.usefixtures("customer")
def test_a_trial_of_orders_keeps_nothing() -> None:
    run = checked(taken(orders("C1,O1,2026-03-02,2026-03-05,700,,,"), kind="orders"))
    assert (fates(run), Order.objects.count(), Decision.objects.count()) == ((1, 0, 0, 0, 0), 0, 0)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("C9,O2,2026-03-02,,5,,,", ("A", "C9", "import.customer_unknown")),
        ("C1,O1,2026-03-02,,5,,,", ("B", "O1", "import.other_order")),
        ("C1,O2,2026-03-02,,5,,,2/10 net 30", ("H", "2/10 net 30", "import.terms_unreadable")),
        ("C1,O2,2026-03-09,2026-03-05,5,,,", ("", "", "trade.ships_before_order")),
    ],
)
@pytest.mark.usefixtures("customer")
def test_a_faulty_order_is_told_with_its_row_and_field(row: str, fault: tuple[str, str, str]) -> None:
    imported(taken(orders("C1,O1,2026-03-02,,700,,,"), kind="orders"))
    assert [each[1:] for each in faults(checked(taken(orders(row), kind="orders")))] == [fault]


@pytest.mark.usefixtures("customer")
def test_orders_that_came_in_are_not_withdrawn_as_a_whole() -> None:
    run = imported(taken(orders("C1,O1,2026-03-02,,700,,,"), kind="orders"))
    with pytest.raises(Refusal, match=r"trade\.run_brought_orders"):
        undo_import(run_id=run.pk, reason="wrong file", actor=ME)


@pytest.mark.usefixtures("customer")
def test_a_bill_comes_in_with_the_class_its_row_says_and_its_term_in_days() -> None:
    rows = csv(
        "C1,B1,2026-03-02,60,岚江银行,国有银行,2026-09-20,",
        "C1,B2,2026-03-02,60,岚江银行,银行承兑汇票,,30",
        header=BILLS,
    )
    imported(taken(rows, kind="payments"))
    found = Bill.objects.order_by("number").values_list("acceptor_class", "due_date")
    assert [(name, f"{due}") for name, due in found] == [("state_bank", "2026-09-20"), ("city_bank", "2026-04-01")]


@pytest.mark.usefixtures("customer")
def test_a_class_nobody_knows_is_a_fault_of_its_cell() -> None:
    run = checked(taken(csv("C1,B1,2026-03-02,60,岚江银行,甲类,2026-09-20,", header=BILLS), kind="payments"))
    assert [each[1:] for each in faults(run)] == [("F", "甲类", "import.acceptor_class_unread")]
