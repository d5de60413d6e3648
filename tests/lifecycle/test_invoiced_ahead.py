"""An order is invoiced before its goods leave 先开票后发货: its value stands in the receivables and is asked for once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.credit import a_policy, asked, grant, new_order, place, ship, status
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import goods_invoiced, order_changed, order_closed, order_parted
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.trade import queries
from onaccount.trade.rules import Parting

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer() -> Customer:
    a_policy()
    found = a_customer()
    grant(found, "100")
    return found


def invoiced(order: str, amount: str) -> None:
    new = NewInvoice(order, "", "I", Decimal(amount), TODAY, None)
    goods_invoiced.invoice_goods(new=new, actor=MACHINE, today=TODAY)


def changed(customer: Customer, amount: str, *, ships: int) -> None:
    draft = new_order(customer, "A", amount, ship_date=TODAY + timedelta(days=ships)).draft
    order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)


def stages(customer: Customer) -> dict[str, Decimal]:
    assert queries.reconcile() == ()
    (found,) = queries.exposure_of(customer=customer)
    return {stage: Decimal(text) for stage, text in found.exposure.as_json().items() if Decimal(text)}


def test_goods_leave_that_were_invoiced_before(customer: Customer) -> None:
    place(customer, "A", "100")
    invoiced("A", "60")
    assert [ship("A", "D1", "40").outcome, ship("A", "D2", "60").outcome] == ["release", "release"]
    assert stages(customer) == {"receivable": 60, "delivery": 40}


def test_goods_beyond_what_was_invoiced_and_ordered_ask_for_credit(customer: Customer) -> None:
    place(customer, "A", "100")
    invoiced("A", "100")
    assert ship("A", "D1", "101").outcome == "hold"


def test_another_ship_date_asks_for_no_more(customer: Customer) -> None:
    place(customer, "A", "100")
    invoiced("A", "60")
    changed(customer, "100", ships=1)
    assert (status("A"), stages(customer)) == ("released", {"order": 40, "receivable": 60})
    changed(customer, "101", ships=1)
    assert (status("A"), stages(customer)) == ("held", {"receivable": 60})


def test_an_order_opened_again_is_judged_on_what_is_still_to_come(customer: Customer) -> None:
    place(customer, "A", "100")
    invoiced("A", "60")
    order_closed.close_order(number="A", reason="not wanted", actor=MACHINE, today=TODAY)
    again = order_closed.reopen_order(number="A", asked=asked(), actor=MACHINE, today=TODAY)
    assert (again.outcome, again.amount, stages(customer)) == ("release", 40, {"order": 40, "receivable": 60})


def test_an_order_that_is_invoiced_in_part_is_not_split(customer: Customer) -> None:
    place(customer, "A", "100")
    invoiced("A", "60")
    changed(customer, "120", ships=1)
    with pytest.raises(Refusal, match=r"trade\.part_invoiced"):
        order_parted.part_order(number="A", off=Parting(amount=Decimal(70)), actor=MACHINE, today=TODAY)
    assert stages(customer) == {"receivable": 60}
