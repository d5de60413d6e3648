"""Worked cases over the interface, reckoned by hand: goods, invoices, money and bills from their first day to their last."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.api.worked import World
from tests.credit import CODES, weigh_bills

from onaccount.limits.rules import LimitType
from onaccount.office.clock import queries as clock
from onaccount.ordercheck.rules import (
    OverdueSwitches,
)

pytestmark = pytest.mark.django_db
OVER = ["total_limit"]


def bills() -> World:
    """Goods of 400 are invoiced; bills of a city bank count half, those of a company in full."""
    world = World()
    weigh_bills(percents={"city_bank": "50", "commercial": "100"}, today=clock.today())
    world.company(limit="1000")
    world.place("A", "400")
    world.ship("A", "D", "400")
    world.invoice("A", "I", "400")
    return world


def test_a_bill_with_recourse_occupies_until_it_is_honoured():
    world = bills()
    key = world.bill("B", "400")
    assert world.used() == "400.00"
    passed = {"counterparty": "Bank", "has_recourse": True, "step_date": world.day()}
    world.does(f"/bills/{key}/discount", passed)
    assert world.used() == "400.00"
    world.does(f"/bills/{key}/honour", {"step_date": world.day()})
    assert (world.used(), world.free()) == ("0.00", "1000.00")


def test_a_bill_refused_after_it_was_endorsed_is_a_receivable_again():
    world = bills()
    key = world.bill("B", "400", "city_bank")
    assert world.used() == "200.00"
    world.does(f"/bills/{key}/endorse", {"counterparty": "X", "has_recourse": True, "step_date": world.day()})
    world.does(f"/bills/{key}/dishonour", {"step_date": world.day(), "reason": "closed"})
    assert (world.used(), world.tries("600"), world.tries("600.01")) == ("400.00", "released", OVER)


def test_a_bill_sold_without_recourse_is_nobodys_risk_here():
    world = bills()
    key = world.bill("B", "399.99")
    world.does(f"/bills/{key}/discount", {"counterparty": "Bank", "has_recourse": False, "step_date": world.day()})
    assert world.used() == "0.01"


def test_the_parts_of_a_bill_count_together_what_it_counted():
    world = bills()
    key = world.bill("B", "100.01", "city_bank")
    whole = world.used()
    assert whole == "349.99"  # 299.99 of the invoice, 50.00 of the bill: 50.005 is left out, rounded up
    parts = world.does(f"/bills/{key}/split", {"amounts": ["33.34", "66.67"], "step_date": world.day()})["bills"]
    assert world.used() == whole
    world.does(f"/bills/{parts[0]['id']}/honour", {"step_date": world.day()})
    assert world.used() == "333.32"  # 33.33 of 66.67
    world.does(f"/bills/{parts[1]['id']}/honour", {"step_date": world.day()})
    assert world.used() == "299.99"


def late(**policy: object) -> World:
    """An invoice of 200 is 60 days late; 30 are allowed."""
    world = World(**policy)
    world.company(limit="1000")
    world.place("A", "200")
    world.ship("A", "D", "200")
    world.invoice("A", "I", "200", due_date=world.day(0))
    world.go_to(clock.today() + timedelta(days=60))
    return world


def test_only_what_is_not_disputed_is_late():
    world = late()
    dispute = {"invoice": "I", "cause": "quantity", "amount": "150", "raised_on": world.day()}
    (first,) = world.notes("/customers/C1/disputes", dispute)["ids"]
    assert world.tries("1") == ["overdue_days"]
    world.notes(f"/customers/C1/disputes/{first}/end", {"outcome": "compromise", "ended_on": world.day()})
    (second,) = world.notes("/customers/C1/disputes", dispute | {"amount": "200"})["ids"]
    assert (world.tries("1"), world.used()) == ("released", "200.00")
    world.notes(f"/customers/C1/disputes/{second}/end", {"outcome": "unfounded", "ended_on": world.day()})
    assert world.tries("1") == ["overdue_days"]


def test_a_promise_spares_its_invoice_until_its_day_has_passed():
    world = late(overdue=OverdueSwitches(promised=False))
    told = {"invoices": ["I"], "promised_date": world.day(3), "given_on": world.day()}
    world.notes("/customers/C1/promises", told)
    world.go_to(clock.today() + timedelta(days=3))
    assert world.tries("1") == "released"
    world.go_to(clock.today() + timedelta(days=1))
    assert world.tries("1") == ["overdue_days"]


def test_what_is_due_ahead_asks_for_no_credit_and_comes_before_the_goods():
    world = World(codes=(*CODES, "unpaid_ahead"))
    world.company(limit="700")
    schedule = [
        {"trigger": "on_order", "percent": "30"},
        {"trigger": "on_delivery", "percent": "60", "days": 30},
        {"trigger": "retention", "percent": "10", "days": 365},
    ]
    assert world.place("A", "1000", milestones=schedule) == "released"
    assert (world.free(), world.place("B", "0.01")) == ("0.00", OVER)
    assert world.ship("A", "D", "1000") == ["total_limit", "unpaid_ahead"]
    world.does("/orders/A/prepayments", {"number": "P", "amount": "300", "received_date": world.day()})
    assert world.ship("A", "D2", "1000") == "released"
    assert world.free() == "0.00"
    world.invoice("A", "I", "1000")
    assert (world.used(), world.free()) == ("700.00", "0.00")


def test_a_rebate_counts_from_its_credit_note_on():
    world = World()
    world.company(limit="100")
    world.place("A", "100")
    earned = {"number": "R", "agreement": "AG", "period_from": "2026-01-01", "period_to": "2026-03-31"}
    world.notes("/customers/C1/rebates", earned | {"amount": "36.50", "accrued_on": world.day()})
    assert world.free() == "0.00"
    note = {"number": "CN", "amount": "30.25", "document_date": world.day()}
    world.notes("/customers/C1/rebates/R/confirm", note)
    assert (world.free(), world.place("B", "30.26"), world.place("C", "30.25")) == ("30.25", OVER, "released")


def invoiced(amount: str = "500") -> World:
    world = World()
    world.company(limit="500")
    world.place("A", amount)
    world.ship("A", "D", amount)
    world.invoice("A", "I", amount)
    return world


def papers(world: World) -> dict[str, str]:
    return {"number": "SO", "agreement": "AG", "agreed_on": world.day(-9), "cleared_on": world.day()}


def test_what_is_set_off_is_free_again():
    world = invoiced()
    world.notes("/customers/C1/invoices/I/set-off", papers(world) | {"amount": "199.99", "their_document": "V"})
    assert (world.used(), world.tries("199.99"), world.tries("200")) == ("300.01", "released", OVER)


@pytest.mark.parametrize(("has_recourse", "used"), [(True, "500.00"), (False, "0.00")])
def test_a_sold_invoice_is_gone_only_without_recourse(has_recourse, used):
    world = invoiced()
    world.notes("/customers/C1/invoices/I/factoring", papers(world) | {"factor": "F", "has_recourse": has_recourse})
    assert world.used() == used


def test_goods_on_consignment_count_in_part_until_they_are_used():
    world = World(consignment_percent=Decimal(40))
    world.company(limit="500")
    world.place("A", "500")
    assert (world.ship("A", "D", "500", consigned=True), world.used()) == ("released", "200.00")
    world.invoice("A", "I", "100", delivery="D")
    assert (world.used(), world.tries("240"), world.tries("240.01")) == ("260.00", "released", OVER)


def test_goods_wait_for_their_invoice_so_many_days():
    world = World(codes=("total_limit", "not_invoiced_days"))
    world.company(limit="500")
    world.place("A", "100")
    world.ship("A", "D", "100")
    assert world.tries("1") == "released"
    world.go_to(clock.today() + timedelta(days=1))
    assert world.tries("1") == ["not_invoiced_days"]
    world.invoice("A", "I", "100", delivery="D")
    assert world.tries("1") == "released"


def test_more_goods_and_a_larger_invoice_than_ordered_end_at_nothing():
    world = World()
    world.company(limit="1000")
    world.place("A", "500")
    assert (world.ship("A", "D", "600"), world.used()) == ("released", "600.00")
    world.invoice("A", "I", "650", delivery="D")
    assert world.used() == "650.00"
    world.pay("P", "650")
    assert (world.used(), world.free()) == ("0.00", "1000.00")


def test_goods_that_come_back_stand_in_the_order_and_what_is_cancelled_is_free():
    world = World()
    world.company(limit="500")
    world.place("A", "500")
    world.ship("A", "D", "300")
    back = {"number": "R", "delivery": "D", "amount": "120", "return_date": world.day(), "reason": "broken"}
    world.does("/orders/A/returns", back)
    assert world.used() == "500.00"
    world.does("/orders/A/cancel", {"reason": "no more"})
    assert (world.used(), world.status("A")) == ("180.00", "cancelled")


def test_too_much_money_for_one_order_buys_the_next():
    world = World()
    world.company(limit="100")
    world.pay("P", "250.55")
    assert (world.free(), world.place("A", "350.55"), world.place("B", "0.01")) == ("350.55", "released", OVER)


def test_a_part_that_fits_goes_and_the_rest_waits_until_money_comes():
    world = invoiced("450")
    assert world.place("B", "120") == OVER
    world.does("/orders/B/part", {"off_amount": "70.01"})
    assert (world.status("B"), world.free()) == ("released", "0.01")
    world.pay("P", "70.00")
    assert (world.free(), world.tries("0.01")) == ("0.00", OVER)


def test_a_prepaid_line_counts_only_once_it_is_a_receivable():
    world = World()
    world.company(limit="100")
    ahead = {"item": "T", "quantity": "1", "unit_price": "50", "amount": "50", "prepaid": True}
    goods = {"item": "G", "quantity": "1", "unit_price": "100", "amount": "100"}
    assert world.place("A", "150", lines=[ahead, goods]) == "released"
    assert world.free() == "0.00"
    assert world.place("B", "0.01") == OVER


def test_a_credit_note_larger_than_what_is_owed_carries_over_to_the_next_order():
    world = invoiced("500")
    note = {"customer": "C1", "number": "CN", "amount": "510", "document_date": world.day()}
    world.does("/credit-notes", note)
    assert (world.free(), world.tries("510"), world.tries("510.01")) == ("510.00", "released", OVER)


def test_cash_alone_buys_where_the_limit_says_so():
    world = World()
    world.company("C1", None, type=LimitType.PREPAY)
    assert world.place("A", "40") == OVER
    world.pay("P", "40")
    assert (world.place("B", "0.01"), world.status("A")) == (OVER, "released")


def test_a_bill_larger_than_what_is_owed_lends_nothing_before_it_is_honoured():
    world = bills()
    key = world.bill("B", "600")
    assert (world.used(), world.free()) == ("400.00", "600.00")
    world.does(f"/bills/{key}/honour", {"step_date": world.day()})
    assert (world.tries("1200"), world.tries("1200.01")) == ("released", OVER)


def test_a_quote_occupies_nothing_and_is_judged_again_when_it_is_accepted():
    world = World()
    world.company(limit="100")
    world.does("/quotes", world.body("Q", "100"))
    assert (world.free(), world.place("A", "60")) == ("100.00", "released")
    assert world.does("/quotes/Q/accept", {})["status"] == "held"
    world.does("/orders/A/cancel", {"reason": "no more"})
    assert (world.status("Q"), world.free()) == ("released", "0.00")


def test_what_is_closed_frees_its_rest_and_asks_again_when_it_is_opened():
    world = World()
    world.company(limit="100")
    world.place("A", "100")
    world.ship("A", "D", "33.33")
    world.does("/orders/A/close", {"reason": "enough"})
    assert (world.free(), world.place("B", "66.67")) == ("66.67", "released")
    assert world.does("/orders/A/reopen", {})["status"] == "held"
    world.does("/orders/B/cancel", {"reason": "no more"})
    assert (world.status("A"), world.free()) == ("released", "0.00")


def test_foreign_goods_in_three_parts_are_paid_to_nothing():
    world = World()
    world.rate("fx:KWD:CNY", "23.4567")
    world.company(limit="235")
    assert world.place("A", "10.001", currency="KWD") == "released"  # 234.5905 counts 234.59
    for number, amount in (("1", "3.333"), ("2", "3.333"), ("3", "3.335")):
        assert world.ship("A", f"D{number}", amount) == "released"
        world.invoice("A", f"I{number}", amount, delivery=f"D{number}")
    for number, amount in (("1", "0.001"), ("2", "9.999"), ("3", "0.001")):
        world.pay(f"P{number}", amount, currency="KWD")
    assert (world.used(), world.free()) == ("0.00", "235.00")


def test_retention_money_is_late_only_after_its_own_day():
    world = World()
    world.company(limit="1000")
    schedule = [{"trigger": "on_delivery", "percent": "95"}, {"trigger": "retention", "percent": "5", "days": 100}]
    world.place("A", "1000", milestones=schedule)
    world.ship("A", "D", "1000")
    world.invoice("A", "I", "1000", due_date=world.day())
    world.pay("P", "950")
    world.go_to(clock.today() + timedelta(days=100))
    assert (world.used(), world.tries("950")) == ("50.00", "released")
    world.go_to(clock.today() + timedelta(days=30))
    assert world.tries("950") == "released"
    world.go_to(clock.today() + timedelta(days=1))
    assert world.tries("950") == ["overdue_days"]


def test_a_deposit_returned_with_its_order_buys_another():
    world = World()
    world.company(limit="0")
    world.place("A", "80")
    world.does("/orders/A/prepayments", {"number": "P", "amount": "80", "received_date": world.day()})
    assert world.status("A") == "released"
    assert world.place("B", "0.01") == OVER
    world.does("/orders/A/cancel", {"reason": "no more"})
    assert world.status("B") == "released"


def test_an_undone_allocation_is_owed_again_and_the_money_still_counts():
    world = invoiced()
    world.pay("P", "500")
    assert (world.used(), world.free()) == ("0.00", "500.00")
    (done,) = world.erp.get("/customers/C1/invoices/I/settlements").json()["settlements"]
    world.notes(f"/customers/C1/invoices/I/settlements/{done['id']}/reverse", {"reason": "wrong"})
    assert (world.used(), world.free()) == ("0.00", "500.00")
    assert (world.tries("500"), world.tries("500.01")) == ("released", OVER)


def test_an_invoice_is_not_set_off_beyond_what_is_open():
    world = invoiced()
    world.pay("P", "400")
    said = papers(world) | {"amount": "100.01", "their_document": "V"}
    assert world.manager.post("/customers/C1/invoices/I/set-off", said).json()["code"] == "trade.more_than_open"
