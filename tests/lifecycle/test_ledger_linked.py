"""Invoices of another system's list name the order or delivery they come from: their value moves and is never counted twice."""

from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook
from tests.credit import a_policy, grant, place
from tests.intake import TODAY, checked, csv, fates, faults, imported, taken
from tests.ledger import DAY, ME, an_account, an_order, order_draft

from onaccount.lifecycle import ledger_imported
from onaccount.lifecycle.import_undone import undo_import
from onaccount.lifecycle.ledger_passage import AT_ONCE
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.models import Account, Delivery, Item, Movement, Order
from onaccount.trade.rules import ItemDraft

pytestmark = pytest.mark.django_db
HEADER = "客户编码,发票号,单据日期,到期日,币种,发票金额,未收金额,销售订单号,发货单号\n"


def a_list(*rows: str) -> bytes:
    """Rows of customer, invoice, amount, open amount, order, delivery."""
    cells = [row.split(",") for row in rows]
    told = [
        f"{who},{number},2026-03-02,2026-04-01,CNY,{whole},{left},{order},{goods}"
        for who, number, whole, left, order, goods in cells
    ]
    return csv(*told, header=HEADER)


@pytest.fixture
def account() -> Account:
    return an_account()


def goods_of(order: Order, amount: str, number: str = "D1") -> Delivery:
    return trade.deliver(order=order, number=number, amount=Decimal(amount), delivery_date=DAY, actor=ME)


def stages(account: Account) -> tuple[Decimal, Decimal, Decimal]:
    """Order, delivery, receivable, with the ledger agreeing with itself."""
    assert queries.reconcile() == ()
    account.refresh_from_db()
    return account.order + account.order_beyond, account.delivery, account.receivable


def told(run: IntakeRun) -> tuple[int, int, dict[str, Decimal]]:
    """How many invoices were linked and how many not, and what was taken over."""
    notes = run.summary["notes"]
    return (
        notes.get("linked", 0),
        notes.get("unlinked", 0),
        {code: Decimal(amount) for code, amount in run.summary["moved"].items()},
    )


def unlinked(run: IntakeRun) -> list[tuple[int, str, str, str]]:
    return [fault for fault in faults(run) if fault[3].startswith("import.origin")]


def test_an_invoice_takes_its_value_over_from_the_order_it_names(account: Account) -> None:
    an_order(account, "1000")
    run = imported(taken(a_list("C1,I1,600,600,O1,")))
    assert stages(account) == (400, 0, 600)
    assert (told(run), faults(run)) == ((1, 0, {"CNY": 600}), [])


def test_goods_are_taken_over_before_what_is_still_ordered(account: Account) -> None:
    goods_of(an_order(account, "1000"), "300")
    imported(taken(a_list("C1,I1,600,600,O1,")))
    assert stages(account) == (400, 0, 600)


def test_an_invoice_of_a_delivery_takes_from_that_delivery_alone(account: Account) -> None:
    order = an_order(account, "1000")
    goods_of(order, "300"), goods_of(order, "200", "D2")
    imported(taken(a_list("C1,I1,250,250,O1,D2")))
    assert stages(account) == (500, 300, 250)
    assert Item.objects.get(number="I1").delivery.number == "D2"


def test_what_was_paid_before_the_file_leaves_the_ledger_and_says_by_which_item(account: Account) -> None:
    an_order(account, "1000")
    run = imported(taken(a_list("C1,I1,1000,250,O1,")))
    assert (stages(account), told(run)) == ((0, 0, 250), (1, 0, {"CNY": 1000}))
    item = Item.objects.get(number="I1")
    assert (item.amount, item.open_amount, item.order.status) == (1000, 250, "delivered")
    moved = Movement.objects.filter(cause_kind="item", cause_id=item.pk).order_by("pk")
    assert list(moved.values_list("document_kind", "stage", "amount")) == [
        ("item", "receivable", 1000),
        ("order", "order", -1000),
        ("item", "receivable", -750),
    ]
    assert list(
        queries.open_items(customers=type(account.customer).objects.all(), as_of=DAY).values_list("open_on", flat=True)
    ) == [250]


def test_the_same_file_again_moves_nothing_more(account: Account) -> None:
    an_order(account, "1000")
    imported(taken(a_list("C1,I1,600,500,O1,")))
    before, stood = Movement.objects.count(), stages(account)
    run = imported(taken(a_list("C1,I1,600,500,O1,")))
    assert (fates(run), told(run), stages(account)) == ((0, 0, 1, 0, 0), (0, 0, {}), stood)
    assert Movement.objects.count() == before


def test_what_was_known_before_its_order_was_named_is_not_linked_afterwards(account: Account) -> None:
    an_order(account, "1000")
    imported(taken(a_list("C1,I1,600,600,,")))
    run = imported(taken(a_list("C1,I1,600,400,O1,")))
    assert (fates(run), told(run), stages(account)) == ((0, 1, 0, 0, 0), (0, 0, {}), (1000, 0, 400))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("C1,I1,600,600,O7,", "import.origin_unknown"),
        ("C1,I1,600,600,O2,", "import.origin_elsewhere"),
        ("C1,I1,600,600,O3,", "import.origin_ended"),
        ("C1,I1,600,600,O4,", "import.origin_used_up"),
        ("C1,,600,600,O1,", "import.origin_not_an_invoice"),
    ],
)
def test_what_cannot_be_linked_counts_beside_it_and_the_check_says_so(account: Account, row: str, code: str) -> None:
    an_order(account, "1000")
    an_order(an_account("C2"), "1000", number="O2")
    ended = an_order(account, "500", number="O3")
    trade.free_order(order=ended, status="closed", reason="", actor=ME)
    full = an_order(account, "50", number="O4")
    trade.invoice(draft=_invoice("X", "50"), account=account, order=full, delivery=None, actor=ME)
    run = checked(taken(a_list(row)))
    assert ([fault[3] for fault in unlinked(run)], told(run)) == ([code], (0, 1, {}))
    run = imported(run)
    assert (fates(run), told(run), stages(account)) == ((1, 0, 0, 0, 0), (0, 1, {}), (1000, 0, 650))


def _invoice(number: str, amount: str) -> ItemDraft:
    return ItemDraft(number, Decimal(amount), DAY, DAY)


def test_credit_notes_take_nothing_over(account: Account) -> None:
    an_order(account, "1000")
    run = imported(taken(a_list("C1,R1,-100,-100,O1,")))
    assert (stages(account), told(run)) == ((1000, 0, 0), (0, 0, {}))


def test_more_than_is_there_is_new_value(account: Account) -> None:
    an_order(account, "1000")
    run = imported(taken(a_list("C1,I1,700,700,O1,", "C1,I2,700,700,O1,", "C1,I3,10,10,O1,")))
    assert (told(run), stages(account)) == ((2, 1, {"CNY": 1000}), (0, 0, 1410))
    assert [fault[0] for fault in unlinked(run)] == [4]


def test_a_check_says_exactly_what_the_import_then_does(account: Account) -> None:
    goods_of(an_order(account, "1000"), "300")
    rows = ("C1,I1,700,100,O1,", "C1,I2,200,200,,D1", "C1,I3,500,500,O1,", "C1,I4,5,5,O9,")
    run = checked(taken(a_list(*rows)))
    said, counted = told(run), fates(run)
    run = imported(run)
    assert (told(run), fates(run)) == (said, counted)
    left = Movement.objects.filter(document_kind__in=("order", "delivery"), cause_kind="item")
    assert -sum(left.values_list("amount", flat=True)) == said[2]["CNY"] == 1000


def test_invoices_of_a_file_end_where_the_same_invoices_over_the_interface_do(account: Account) -> None:
    other = an_account("C2")
    for mine, at in ((account, "1"), (other, "2")):
        order = an_order(mine, "1000", number=f"O{at}")
        goods_of(order, "300", f"D{at}a"), goods_of(order, "400", f"D{at}b")
    imported(taken(a_list("C1,I1,350,350,O1,", "C1,I2,500,500,O1,D1b", "C1,I3,400,400,O1,")))
    order, goods = Order.objects.get(number="O2"), Delivery.objects.get(number="D2b")
    for number, amount, of in (("I1", "350", None), ("I2", "500", goods), ("I3", "400", None)):
        trade.invoice(draft=_invoice(number, amount), account=other, order=order, delivery=of, actor=ME)
    assert stages(account) == stages(other)


def test_a_held_order_gives_nothing_now_and_so_much_less_when_it_is_released(account: Account) -> None:
    draft = order_draft("O1", "1000")
    order = trade.enter_order(draft=draft, account=account, status="held", today=DAY, actor=ME)
    run = imported(taken(a_list("C1,I1,600,600,O1,")))
    assert (told(run), stages(account)) == ((1, 0, {"CNY": 0}), (0, 0, 600))
    trade.occupy_order(order=order, today=DAY, actor=ME)
    assert stages(account) == (400, 0, 600)


def test_an_invoice_paid_in_full_before_the_file_leaves_nothing_ordered(account: Account) -> None:
    an_order(account, "1000")
    run = imported(taken(a_list("C1,I1,1000,0,O1,", "C1,I2,500,0,O9,", "C1,I3,0,0,O1,")))
    assert (fates(run), told(run), stages(account)) == ((1, 0, 0, 0, 2), (1, 0, {"CNY": 1000}), (0, 0, 0))
    assert fates(imported(taken(a_list("C1,I1,1000,0,O1,")))) == (0, 0, 1, 0, 0)


def test_what_a_customer_that_is_new_names_is_another_ones(account: Account) -> None:
    an_order(account, "1000")
    run = imported(taken(a_list("C9,I1,600,600,O1,")))
    assert (unlinked(run)[0][3], stages(account)) == ("import.origin_elsewhere", (1000, 0, 0))


# --- what comes after ---


def test_an_import_taken_back_gives_the_value_back(account: Account) -> None:
    goods_of(an_order(account, "1000"), "300")
    before = stages(account)
    run = imported(taken(a_list("C1,I1,700,100,O1,", "C1,I2,200,200,,D1", "C1,I3,50,50,,")))
    assert stages(account) == (100, 0, 350)
    undo_import(run_id=run.pk, reason="wrong file", actor=ME)
    assert stages(account) == before
    imported(taken(a_list("C1,I1,700,100,O1,")))
    assert stages(account) == (300, 0, 100)


def test_an_order_closed_meanwhile_takes_nothing_back(account: Account) -> None:
    order = an_order(account, "1000")
    run = imported(taken(a_list("C1,I1,700,700,O1,")))
    trade.free_order(order=order, status="closed", reason="", actor=ME)
    undo_import(run_id=run.pk, reason="wrong file", actor=ME)
    assert stages(account) == (0, 0, 0)


def test_an_invoice_that_grew_takes_no_value_twice(account: Account) -> None:
    an_order(account, "1000")
    imported(taken(a_list("C1,I1,700,300,O1,")))
    assert stages(account) == (300, 0, 300)
    grown = imported(taken(a_list("C1,I1,700,500,O1,", "C1,I2,100,100,O1,")))
    assert (fates(grown), stages(account)) == ((1, 1, 0, 0, 0), (200, 0, 600))
    undo_import(run_id=grown.pk, reason="wrong file", actor=ME)
    assert stages(account) == (300, 0, 300)


def test_a_check_counts_what_a_grown_invoice_takes_with_those_beside_it(account: Account) -> None:
    an_order(account, "1000")
    imported(taken(a_list("C1,I1,700,700,O1,")))
    run = checked(taken(a_list("C1,I1,900,900,O1,", "C1,I2,400,400,O1,")))
    said = told(run)
    assert (said, told(imported(run)), stages(account)) == ((1, 0, {"CNY": 100}), said, (0, 0, 1300))


def test_what_a_grown_invoice_leaves_is_counted_though_it_stands_behind_in_the_file(account: Account) -> None:
    goods_of(an_order(account, "1000"), "600")
    imported(taken(a_list("C1,I1,500,500,O1,D1", "C1,I2,300,300,O1,D1")))
    run = checked(taken(a_list("C1,I3,400,400,O1,D1", "C1,I1,700,700,O1,D1")))
    said = told(run)
    assert (said, told(imported(run)), took("I3")) == ((1, 0, {"CNY": 300}), said, 300)


def took(*numbers: str) -> Decimal:
    """What these invoices took out of orders and deliveries."""
    items = Item.objects.filter(number__in=numbers, cancelled_at=None).values_list("pk", flat=True)
    moved = Movement.objects.filter(document_kind__in=("order", "delivery"), cause_kind="item", cause_id__in=items)
    return -sum(moved.values_list("amount", flat=True), Decimal(0))


@pytest.mark.parametrize("seed", range(12))
def test_a_check_says_what_the_import_then_moves_whatever_grew(account: Account, seed: int) -> None:
    chance = Random(seed)
    for at in "12":
        order = an_order(account, "1000", number=f"O{at}")
        goods_of(order, "300", f"D{at}a"), goods_of(order, "400", f"D{at}b")

    def rows(numbers: Iterable[int], amounts: tuple[int, int]) -> list[str]:
        amount = (chance.randrange(*amounts) for _ in iter(int, 1))
        at = {number: "12"[number % 2] for number in numbers}
        goods = {number: ("", "", f"D{place}a", f"D{place}b")[number // 2 % 4] for number, place in at.items()}
        return [f"C1,I{n},{(whole := next(amount))},{whole},O{at[n]},{goods[n]}" for n in numbers]

    imported(taken(a_list(*rows(range(6), (50, 200)))))
    before = set(Item.objects.filter(order__isnull=False).values_list("number", flat=True))
    news = [*rows(range(0, 6, 2), (200, 400)), *rows(range(6, 14), (50, 400))]
    run = checked(taken(a_list(*chance.sample(news, len(news)))))
    said = told(run)
    run = imported(run)
    new = set(Item.objects.filter(order__isnull=False).values_list("number", flat=True)) - before
    assert (told(run), said[2].get("CNY", Decimal(0))) == (said, took(*new))
    assert queries.reconcile() == ()


def test_a_grown_invoice_is_followed_into_later_parts_of_a_long_file(account: Account) -> None:
    an_order(account, "1000")
    imported(taken(a_list("C1,I1,700,700,O1,")))
    filler = (f"C1,Z{number},0,0,," for number in range(AT_ONCE))
    run = checked(taken(a_list("C1,I1,900,900,,", *filler, "C1,I2,400,400,O1,")))
    said = told(run)
    assert (said, told(imported(run)), took("I2")) == ((1, 0, {"CNY": 100}), said, 100)


def test_what_is_settled_over_there_gives_no_value_back(account: Account) -> None:
    an_order(account, "1000")
    imported(taken(a_list("C1,I1,700,700,O1,", "C1,I2,5,5,,")))
    run = imported(taken(a_list("C1,I2,5,5,,"), is_full=True))
    ids = list(run.proposals.values_list("pk", flat=True))
    ledger_imported.settle_vanished(run_id=run.pk, proposal_ids=ids, outcome="settled", effective_date=TODAY, actor=ME)
    assert stages(account) == (300, 0, 5)


def test_an_order_passes_that_was_held_while_the_invoice_counted_twice(account: Account) -> None:
    a_policy(codes=("total_limit",))
    grant(account.customer, "1500")
    an_order(account, "1000")
    beside = imported(taken(a_list("C1,I1,1000,1000,,")))
    assert place(account.customer, "N1", "400").outcome == "hold"
    undo_import(run_id=beside.pk, reason="names no order", actor=ME)
    imported(taken(a_list("C1,I1,1000,1000,O1,")))
    assert place(account.customer, "N2", "400").outcome == "release"


def test_a_workbook_names_orders_too(account: Account) -> None:
    an_order(account, "1000", number="20260001")
    book, store = Workbook(), BytesIO()
    sheet = book.active
    sheet.append(
        ["Customer no", "Invoice no", "Invoice date", "Total amount", "Open amount", "Sales order", "Delivery note"]
    )
    sheet.append(["C1", "I1", DAY, 600, 450.5, 20260001, None])
    book.save(store)
    run = imported(taken(store.getvalue(), name="items.xlsx"))
    assert (told(run), stages(account)) == ((1, 0, {"CNY": 600}), (400, 0, Decimal("450.5")))


def test_the_number_of_statements_does_not_grow_with_the_rows(account: Account) -> None:
    for number in range(12):
        goods_of(an_order(account, "1000", number=f"O{number}"), "300", f"D{number}")

    def statements(rows: range) -> int:
        run = taken(a_list(*(f"C1,I{n},500,{n + 1},O{n},{f'D{n}' if n % 2 else ''}" for n in rows)))
        with CaptureQueriesContext(connection) as captured:
            imported(run)
        return len(captured)

    statements(range(1))  # what only the first of all files asks for
    assert statements(range(1, 3)) == statements(range(3, 12))


def test_a_file_that_names_nothing_asks_for_no_orders(account: Account) -> None:
    an_order(account, "1000")
    run = taken(a_list("C1,I1,500,500,,"))
    with CaptureQueriesContext(connection) as captured:
        imported(run)
    assert not [told for told in captured if "trade_order" in told["sql"] and "intake_run" not in told["sql"]]
