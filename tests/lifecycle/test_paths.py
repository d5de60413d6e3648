"""
Every path that can raise exposure is in one table and goes through the check, or is a fact that counts at the next one.

The table is docs/rules/paths.md. It is compared with the lifecycle itself, so that no call can be forgotten on either side.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.credit import a_policy, asked, grant, new_order, pick, place, ship
from tests.intake import csv, imported, taken
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.customers.models import Customer
from onaccount.lifecycle import (
    account_changed,
    bill_ended,
    bill_received,
    consignment_used,
    day_closed,
    goods_invoiced,
    group_joined,
    horizon_changed,
    horizon_entered,
    import_undone,
    ledger_corrected,
    order_changed,
    order_closed,
    order_quoted,
    order_released,
    orders_decided,
    payer_changed,
)
from onaccount.lifecycle.bill_received import NewBill
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.lifecycle.orders_decided import Placing
from onaccount.limits.rules import Reach
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.rules import Release
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.models import Account, Order, Segment
from onaccount.trade.rules import BillDraft, Method

SOURCE = Path(orders_decided.__file__).parents[1]
DOCUMENT = SOURCE.parents[1] / "docs" / "rules" / "paths.md"
WRITERS = ("onaccount.trade.actions", "onaccount.ordercheck.actions")
LIMIT = "100"

Story = Callable[[Customer], Iterator[None]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; the first call is the path, the others go through it."""

    calls: tuple[str, ...]
    how: str
    checkpoint: str


def table() -> list[Row]:
    rows = re.findall(r"^\| [^|]+ \| (`[^|]+`) \| (\w+) \| (\w*) ?\|$", DOCUMENT.read_text("utf-8"), flags=re.MULTILINE)
    return [Row(tuple(re.findall(r"`([\w.]+)`", calls)), how, checkpoint) for calls, how, checkpoint in rows]


def lifecycle_that_writes() -> set[str]:
    """Every public call of a lifecycle module that reaches the ledger or the check, itself or through another one."""
    trees = {file.stem: ast.parse(file.read_text("utf-8")) for file in (SOURCE / "lifecycle").glob("*.py")}
    imports = {name: _imports(tree) for name, tree in trees.items()}
    writing = {name for name, found in imports.items() if any(module.startswith(WRITERS) for module in found)}
    while more := {name for name, found in imports.items() if name not in writing and _reaches(found, writing)}:
        writing |= more
    return {
        f"{name}.{node.name}"
        for name in writing
        for node in trees[name].body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def _reaches(found: set[str], writing: set[str]) -> bool:
    return any(f"{module}.".startswith(f"onaccount.lifecycle.{each}.") for module in found for each in writing)


def _imports(tree: ast.Module) -> set[str]:
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {f"{node.module}.{alias.name}" for node in nodes for alias in node.names}


def test_the_table_names_every_call_that_writes_and_no_other() -> None:
    named = [call for row in table() for call in row.calls]
    assert sorted(named) == sorted(lifecycle_that_writes())


def test_calls_in_one_row_go_through_the_first_of_them() -> None:
    astray = []
    for row in table():
        if row.how not in {"judged", "authorised"}:
            continue
        first = row.calls[0].split(".")[1]
        for call in row.calls[1:]:
            text = (SOURCE / "lifecycle" / f"{call.split('.')[0]}.py").read_text("utf-8")
            astray += [] if re.search(rf"\b{first}\(", text) else [call]
    assert astray == []


def test_movements_are_written_in_three_places_only() -> None:
    """Documents one by one, many items at once, many orders at once; queries only read them."""
    files = [file.relative_to(SOURCE) for file in SOURCE.rglob("*.py") if "queries" not in file.parts]
    knowing = [str(file) for file in files if _knows_movements(ast.parse((SOURCE / file).read_text("utf-8")))]
    written = {"trade/actions/entered.py", "trade/actions/bulk.py", "trade/actions/posting.py"}
    assert {file for file in knowing if not file.startswith("trade/models")} == written


def _knows_movements(tree: ast.Module) -> bool:
    return any(name.startswith("onaccount.trade.models") and name.endswith(".Movement") for name in _imports(tree))


def test_operations_of_the_interface_and_pages_reach_the_ledger_through_these_calls_only() -> None:
    named = {call for row in table() for call in row.calls}
    modules = {call.split(".")[0] for call in named}
    used = set()
    for edge in ("api", "desk", "jobs", "cli", "connectors"):
        for file in (SOURCE / edge).rglob("*.py"):
            found = re.findall(r"\b([a-z_]+)\.([a-z_]+)\(", file.read_text("utf-8"))
            used |= {f"{module}.{call}" for module, call in found if module in modules}
    assert used - named == set()


# --- The proofs: each story sets the scene, yields, and then goes the path. ---


def placed(customer: Customer) -> Iterator[None]:
    yield
    new = new_order(customer, "A", "101")
    orders_decided.decide_orders(placings=[Placing(new, asked(), MACHINE)], today=TODAY)


def accepted(customer: Customer) -> Iterator[None]:
    order_quoted.quote_order(new=new_order(customer, "A", "101"), asked=asked(), actor=MACHINE, today=TODAY)
    yield
    order_quoted.accept_quote(number="A", asked=asked(), actor=MACHINE, today=TODAY)


def changed(customer: Customer) -> Iterator[None]:
    place(customer, "A", "50")
    yield
    draft = new_order(customer, "A", "101").draft
    order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)


def opened_again(customer: Customer) -> Iterator[None]:
    place(customer, "A", "100")
    order_closed.close_order(number="A", reason="", actor=MACHINE, today=TODAY)
    place(customer, "B", "100")
    yield
    order_closed.reopen_order(number="A", asked=asked(), actor=MACHINE, today=TODAY)


def paid_by_another(customer: Customer) -> Iterator[None]:
    buyer = a_customer("B")
    grant(buyer, "1000")
    place(buyer, "A", "101")
    yield
    payer_changed.change_payer(number="A", payer=customer, asked=asked(), actor=MACHINE, today=TODAY)


def delivered(customer: Customer) -> Iterator[None]:
    place(customer, "A", "100")
    an_invoice(account_of(customer), "50")
    yield
    ship("A", "D", "100")


def made_out(customer: Customer) -> Iterator[None]:
    place(customer, "A", "100")
    ship("A", "D", "100")
    yield
    new = NewInvoice("A", "D", "I", Decimal(101), TODAY, None)
    goods_invoiced.make_invoice(new=new, asked=asked(), actor=MACHINE, today=TODAY)


def picked(customer: Customer) -> Iterator[None]:
    place(customer, "A", "100")
    an_invoice(account_of(customer), "50")
    yield
    pick("A")


def looked_at_again(customer: Customer) -> Iterator[None]:
    place(customer, "A", "101")
    yield
    account_changed.reassess(group_id=customer.group_id, actor=MACHINE, today=TODAY)


def entered_the_horizon(customer: Customer) -> Iterator[None]:
    Segment.objects.update(horizon_days=30)
    place(customer, "A", "101", ship_date=TODAY + timedelta(days=45))
    yield
    day_closed.close_day(actor=MACHINE, today=TODAY + timedelta(days=20))


def pulled_in(customer: Customer) -> Iterator[None]:
    Segment.objects.update(horizon_days=30)
    place(customer, "A", "101", ship_date=TODAY + timedelta(days=45))
    yield
    horizon_entered.enter(group_id=customer.group_id, actor=MACHINE, today=TODAY + timedelta(days=20))


def counted_at_once(customer: Customer) -> Iterator[None]:
    Segment.objects.update(horizon_days=30)
    place(customer, "A", "101", ship_date=TODAY + timedelta(days=45))
    yield
    segment = Segment.objects.get()
    horizon_changed.change_horizon(segment=segment, horizon_days=None, reason="x", actor=MACHINE, today=TODAY)


def released(customer: Customer) -> Iterator[None]:
    place(customer, "A", "101")
    yield
    word = Release("one_off", "", Decimal(0), TODAY)
    head = acting(somebody("boss", "credit_manager"))
    order_released.release_order(number="A", release=word, actor=head, today=TODAY)


def consigned_and_used(customer: Customer) -> Iterator[None]:
    place(customer, "A", "100")
    order, half = Order.objects.get(), Decimal(50)
    trade.deliver(
        order=order, number="D", amount=Decimal(100), delivery_date=TODAY, actor=MACHINE, consigned_percent=half
    )
    place(customer, "B", "50")
    yield
    new = NewInvoice("A", "D", "I", Decimal(100), TODAY, None)
    consignment_used.report_usage(new=new, actor=MACHINE, today=TODAY)


def invoiced_too_much(customer: Customer) -> Iterator[None]:
    place(customer, "A", "100")
    yield
    new = NewInvoice("A", "", "I", Decimal(130), TODAY, None)
    goods_invoiced.invoice_goods(new=new, actor=MACHINE, today=TODAY)


def undone(customer: Customer) -> Iterator[None]:
    item = an_invoice(account_of(customer), "100")
    settlement = ledger_corrected.settle_outside(item=item, amount=Decimal(100), reason="", actor=MACHINE, today=TODAY)
    yield
    ledger_corrected.reverse_allocation(settlement=settlement, reason="", actor=MACHINE, today=TODAY)


def dishonoured(customer: Customer) -> Iterator[None]:
    an_invoice(account_of(customer), "100")
    draft = BillDraft("B", Decimal(100), TODAY, TODAY, "bank", "state_bank")
    new = NewBill(customer, trade.default_segment(), "CNY", draft, (), Method.OLDEST_DUE)
    bill = bill_received.receive_bill(new=new, actor=MACHINE, today=TODAY)
    yield
    bill_ended.dishonour_bill(bill=bill, step_date=TODAY, reason="", actor=MACHINE, today=TODAY)


def joined(customer: Customer) -> Iterator[None]:
    grant(customer, LIMIT, reach=Reach.GROUP)
    child = a_customer("CHILD")
    an_invoice(account_of(child), "100")
    yield
    group_joined.join_group(customer=child, parent=customer, actor=MACHINE, today=TODAY)


def taken_in(_customer: Customer) -> Iterator[None]:
    yield
    imported(taken(csv("C1,云汀精工,I9,2026-03-01,2026-03-31,CNY,100")))


def taken_back(_customer: Customer) -> Iterator[None]:
    imported(taken(csv("C1,云汀精工,I9,2026-03-01,2026-03-31,CNY,100")))
    run = imported(taken(csv("C1,云汀精工,I9,2026-03-01,2026-03-31,CNY,40"), name="later.csv"))
    yield
    import_undone.undo_import(run_id=run.pk, reason="wrong file", actor=MACHINE)


STORIES: dict[str, Story] = {
    "orders_decided.decide_orders": placed,
    "order_quoted.accept_quote": accepted,
    "order_changed.change_order": changed,
    "order_closed.reopen_order": opened_again,
    "payer_changed.change_payer": paid_by_another,
    "goods_delivered.deliver_goods": delivered,
    "goods_invoiced.make_invoice": made_out,
    "checkpoint_reached.reach_checkpoint": picked,
    "account_changed.reassess": looked_at_again,
    "horizon_entered.enter": pulled_in,
    "day_closed.close_day": entered_the_horizon,
    "horizon_changed.change_horizon": counted_at_once,
    "order_released.release_order": released,
    "goods_invoiced.invoice_goods": invoiced_too_much,
    "consignment_used.report_usage": consigned_and_used,
    "ledger_corrected.reverse_allocation": undone,
    "bill_ended.dishonour_bill": dishonoured,
    "group_joined.join_group": joined,
    "ledger_imported.import_ledger": taken_in,
    "import_undone.undo_import": taken_back,
}
PATHS = [row for row in table() if row.how != "never"]


def account_of(customer: Customer) -> Account:
    return trade.account_for(customer=customer, segment=trade.default_segment(), currency="CNY")


def counted(customer: Customer) -> Decimal:
    """What the customer's whole group occupies."""
    assert queries.reconcile() == ()
    by_node = queries.exposure_by_node(group_id=customer.group_id)
    found = [account.exposure for accounts in by_node.values() for account in accounts]
    return sum((one.counted(added=Decimal(0), credits_reduce=True) for one in found), Decimal(0))


@pytest.fixture
def customer() -> Customer:
    a_policy()
    trade.default_segment()
    found = a_customer("C1")
    grant(found, LIMIT)
    return found


def before_and_after(story: Story, customer: Customer) -> tuple[Decimal, Decimal]:
    going = story(customer)
    next(going)
    before = counted(customer)
    assert list(going) == []
    return before, counted(customer)


def test_every_path_has_its_proof() -> None:
    assert [row.calls[0] for row in PATHS] == list(STORIES)


@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for row in PATHS if row.how == "judged"], ids=lambda row: row.calls[0])
def test_a_command_over_the_limit_is_held_and_occupies_nothing_new(row: Row, customer: Customer) -> None:
    before, after = before_and_after(STORIES[row.calls[0]], customer)
    newest = Decision.objects.latest("pk")
    assert (newest.outcome, newest.checkpoint) == ("hold", row.checkpoint)
    assert after <= before


@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for row in PATHS if row.how == "authorised"], ids=lambda row: row.calls[0])
def test_a_release_raises_exposure_in_a_person_s_name(row: Row, customer: Customer) -> None:
    before, after = before_and_after(STORIES[row.calls[0]], customer)
    given = Order.objects.get().authorisations.get()
    assert (after - before, given.person.username) == (101, "boss")


@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for row in PATHS if row.how == "fact"], ids=lambda row: row.calls[0])
def test_a_fact_raises_exposure_and_counts_at_the_next_check(row: Row, customer: Customer) -> None:
    before, after = before_and_after(STORIES[row.calls[0]], customer)
    assert after > before
    customer.refresh_from_db()
    assert place(customer, "NEXT", "1").outcome == "hold"
