"""Worked cases over the interface, reckoned by hand: limits, groups, security, lists and days."""

from calendar import isleap
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.api.worked import World
from tests.credit import CODES
from tests.people import MACHINE

from onaccount.limits.rules import Dimension, Expiry, SuspensionKind
from onaccount.office.clock import queries as clock
from onaccount.ordercheck.rules import (
    Checkpoint,
    Equality,
    Logic,
    RuleSetting,
    Strength,
    Unrated,
)
from onaccount.trade import actions as trade
from onaccount.trade.models import Segment

pytestmark = pytest.mark.django_db
OVER = ["total_limit"]
NEXT_YEAR = timezone.localdate().year + 1  # the sample clock goes ahead only
LEAP_YEAR = next(year for year in range(NEXT_YEAR, NEXT_YEAR + 9) if isleap(year))


def test_one_order_may_be_as_large_as_its_allowance_and_not_a_cent_larger():
    world = World()
    world.company(limit="1000")
    world.limit("C1", "499.99", dimension=Dimension.ORDER_AMOUNT)
    assert world.place("A", "499.99") == "released"
    assert world.place("B", "500") == ["order_amount"]
    assert world.place("C", "600") == ["total_limit", "order_amount"]


def test_allowances_that_hold_only_together_never_relax_the_total():
    world = World(logic=Logic.ALL)
    world.company(limit="1000")
    world.limit("C1", "500", dimension=Dimension.ORDER_AMOUNT)
    world.limit("C1", "10", dimension=Dimension.QUANTITY, currency="")

    def lines(quantity: int, amount: str) -> dict[str, object]:
        price = str(Decimal(amount) / quantity)
        return {"lines": [{"item": "P", "quantity": str(quantity), "unit_price": price, "amount": amount}]}

    assert world.tries("600", **lines(10, "600")) == "released"
    assert world.tries("600", **lines(12, "600")) == ["order_amount", "quantity"]
    assert world.tries("500", **lines(20, "500")) == "released"
    assert world.tries("1000.01", **lines(1, "1000.01")) == OVER


def test_a_limit_over_all_segments_is_one_for_all_of_them():
    world = World()
    world.company(limit="1000")
    trade.add_segment(code="export", name="Export", horizon_days=None, actor=MACHINE)
    assert world.place("A", "900", segment="export") == "released"
    assert world.place("B", "100.01") == OVER
    assert world.place("C", "100") == "released"


def test_a_temporary_limit_ends_with_the_month():
    world = World()
    world.go_to(date(NEXT_YEAR, 1, 20))
    world.company(limit="1000")
    world.limit("C1", "500", is_temporary=True, valid_to=date(NEXT_YEAR, 2, 1))
    assert world.place("A", "1200") == "released"
    world.go_to(date(NEXT_YEAR, 1, 31))
    assert (world.free(), world.place("B", "300")) == ("300.00", "released")
    world.go_to(date(NEXT_YEAR, 2, 1))
    assert (world.free(), world.place("C", "0.01")) == ("-500.00", OVER)


def test_a_temporary_limit_lasts_through_a_leap_day():
    world = World()
    world.go_to(date(LEAP_YEAR, 2, 1))
    world.company(limit="70")
    world.limit("C1", "30", is_temporary=True, valid_to=date(LEAP_YEAR, 3, 1))
    world.go_to(date(LEAP_YEAR, 2, 29))
    assert (world.free(), world.tries("100"), world.tries("100.01")) == ("100.00", "released", OVER)
    world.go_to(date(LEAP_YEAR, 3, 1))
    assert (world.free(), world.tries("70.01")) == ("70.00", OVER)


def test_a_temporary_limit_outlives_the_one_it_was_added_to():
    world = World()
    world.go_to(date(NEXT_YEAR, 3, 1))
    world.company(limit="400", valid_to=date(NEXT_YEAR, 3, 11))
    world.limit("C1", "90", is_temporary=True, valid_to=date(NEXT_YEAR, 3, 21))
    world.go_to(date(NEXT_YEAR, 3, 10))
    assert world.free() == "490.00"
    world.go_to(date(NEXT_YEAR, 3, 11))
    assert (world.free(), world.tries("90"), world.tries("90.01")) == ("90.00", "released", OVER)
    world.go_to(date(NEXT_YEAR, 3, 21))
    assert world.tries("0.01") == ["limit_missing"]


@pytest.mark.parametrize(
    ("expiry", "fall_back", "said"),
    [(Expiry.NOTHING, None, ["limit_missing"]), (Expiry.KEEP, None, "released"), (Expiry.FALL_BACK, "80", OVER)],
)
def test_what_a_limit_does_after_its_last_day_is_said_beforehand(expiry, fall_back, said):
    world = World()
    back = None if fall_back is None else Decimal(fall_back)
    world.company(limit="400", valid_to=clock.today() + timedelta(days=9), expiry=expiry, fall_back=back)
    world.go_to(clock.today() + timedelta(days=8))
    assert world.tries("400") == "released"
    world.go_to(clock.today() + timedelta(days=1))
    assert world.tries("400") == said
    assert world.tries("80") == (said if fall_back is None else "released")


def test_a_dinar_has_a_thousand_parts():
    world = World()
    world.rate("fx:KWD:CNY", "23.5")
    world.company(limit="235.02")
    assert world.place("A", "10.001", currency="KWD") == "released"  # 235.0235
    assert world.place("B", "0.001", currency="KWD") == OVER  # 0.0235 counts 0.02
    assert world.tries("10.0001", currency="KWD") != "released"


def test_a_yen_has_no_parts():
    world = World()
    world.rate("fx:JPY:CNY", "0.0456")
    world.company(limit="4.56")
    assert world.tries("100.5", currency="JPY") == "trade.too_fine"
    assert world.tries("100", currency="JPY") == "released"
    assert world.tries("111", currency="JPY") == OVER  # 5.0616 counts 5.06


def four_levels() -> World:
    """A over B over C over D, E beside C, F beside B; A 1,000 and B 600 for their groups, C nothing, D 500 for itself."""
    world = World()
    world.company("A", "0")
    for number, above in (("B", "A"), ("C", "B"), ("D", "C"), ("E", "B"), ("F", "A")):
        world.company(number, under=above)
    world.group_limit("A", "1000")
    world.group_limit("B", "600")
    world.limit("D", "500")
    return world


def test_in_a_tree_of_four_levels_the_smallest_of_all_above_binds():
    world = four_levels()
    assert world.place("1", "500.01", customer="D") == OVER
    assert world.place("2", "500", customer="D") == "released"
    assert (world.free("E"), world.place("3", "100.01", customer="E")) == ("100.00", OVER)
    assert world.place("4", "100", customer="E") == "released"
    assert world.place("5", "400.01", customer="F") == OVER
    assert world.place("6", "400", customer="F") == "released"
    assert [world.free(each) for each in "DEF"] == ["0.00", "0.00", "0.00"]


def test_cash_of_one_member_buys_nothing_for_another():
    world = four_levels()
    world.place("1", "500", customer="D")
    world.pay("P", "300", customer="E")
    assert world.free("D") == "0.00"
    assert (world.tries("400.01", customer="E"), world.tries("400", customer="E")) == (OVER, "released")


def test_what_stops_the_top_stops_everybody_below():
    world = four_levels()
    world.stop("A", SuspensionKind.HARD_HOLD)
    assert world.place("1", "1", customer="D") == ["account_status"]
    answer = world.manager.post("/orders/1/release", {"reason_code": "payment_promised"})
    assert answer.status_code == 409


def test_insured_credit_ends_after_its_last_day():
    world = World(codes=(*CODES, "security_expired"))
    world.company(limit="1000")
    world.cover("400", kind="insurance", percent="90", last_day=world.day(20))
    assert world.place("A", "1360") == "released"
    world.go_to(clock.today() + timedelta(days=20))
    assert (world.free(), world.tries("0.01")) == ("0.00", OVER)
    world.go_to(clock.today() + timedelta(days=1))
    assert (world.free(), world.tries("0.01")) == ("-360.00", ["total_limit", "security_expired"])


def test_a_letter_of_credit_covers_its_order_and_no_other():
    world = World()
    world.company(limit="200")
    world.cover("500", kind="letter_of_credit", order="A")
    assert (world.tries("200.01"), world.place("A", "700")) == (OVER, "released")
    assert (world.free(), world.place("B", "0.01")) == ("0.00", OVER)
    assert world.ship("A", "D", "700") == "released"


def test_a_deposit_that_stands_in_the_exposure_lifts_by_its_share_less_itself():
    world = World()
    world.company(limit="1000")
    world.cover("100", kind="deposit", percent="50", is_in_exposure=True)
    assert (world.tries("950"), world.tries("950.01")) == ("released", OVER)


def test_a_batch_is_decided_in_its_order():
    world = World()
    world.company(limit="1000")
    orders = [world.body(f"N{n}", amount) | {"key": f"k{n}"} for n, amount in enumerate(("600", "500", "400", "0.01"))]
    told = world.erp.post("/orders/check/batch", {"orders": orders, "dry_run": False}, key="").json()
    found = [each["decision"]["status"] for each in told["answers"]]
    assert found == ["released", "held", "released", "held"]


def test_whoever_pays_lends_its_credit_and_a_stopped_buyer_gets_nothing():
    world = World()
    world.company("C1", "0")
    world.company("PAYER", "300")
    assert world.place("A", "300", payer="PAYER") == "released"
    assert (world.free("PAYER"), world.place("B", "0.01", payer="PAYER")) == ("0.00", OVER)
    world.stop("C1", SuspensionKind.STOP_SUPPLY)
    assert world.ship("A", "D", "1") == ["account_status"]


def test_an_order_that_fills_the_limit_is_inside_it_unless_the_policy_says_otherwise():
    world = World(equality=Equality.EXCEEDS)
    world.company(limit="1000")
    assert (world.tries("1000"), world.tries("999.99")) == (OVER, "released")


def test_a_horizon_that_begins_on_a_leap_day():
    world = World()
    Segment.objects.update(horizon_days=30)
    world.go_to(date(LEAP_YEAR, 2, 20))
    world.company(limit="1000")
    assert world.place("A", "900", ship_date=f"{LEAP_YEAR}-03-30") == "released"
    world.go_to(date(LEAP_YEAR, 2, 28))
    assert (world.free(), world.tries("1000")) == ("1000.00", "released")
    world.go_to(date(LEAP_YEAR, 2, 29))
    assert (world.free(), world.tries("100"), world.tries("100.01")) == ("100.00", "released", OVER)
    assert world.place("B", "100.01") == OVER


def test_a_release_reaches_as_far_as_its_tolerance_over_all_that_follows():
    world = World()
    world.company(limit="1000")
    assert world.place("A", "1333.33") == OVER
    said = {"reason_code": "payment_promised", "tolerance_percent": "7.5", "remark": "slip seen"}
    world.notes("/orders/A/release", said)
    assert world.ship("A", "D1", "1000") == "released"
    assert world.ship("A", "D2", "433.33") == OVER  # 1,433.33 is more than 1,433.329
    assert world.ship("A", "D3", "433.32") == "released"


def test_no_limit_at_all_is_no_credit_and_zero_is_none_either():
    world = World()
    world.company("C1")
    assert world.tries("0.01") == ["limit_missing"]
    world.company("C2", "0")
    assert world.tries("0.01", customer="C2") == OVER
    world.company("C3", None)
    assert world.tries("999999999999", customer="C3") == "released"


def test_goods_released_before_a_cut_leave_and_the_next_order_waits():
    world = World()
    world.company(limit="1000")
    world.place("A", "900")
    world.limit("C1", "500")
    assert world.place("B", "0.01") == OVER
    assert world.ship("A", "D", "900") == OVER
    said = {"reason_code": "payment_promised", "remark": "slip seen"}
    world.notes("/orders/A/release", said)
    assert world.ship("A", "D2", "900") == "released"


def test_the_group_lends_what_its_members_leave_whatever_their_currency():
    world = World()
    world.rate("fx:USD:CNY", "7.1")
    world.company("A", "0")
    world.company("D", "2000", under="A")
    world.company("E", "2000", under="A")
    world.group_limit("A", "1000")
    assert world.place("1", "100", customer="D", currency="USD") == "released"
    assert world.place("2", "290.01", customer="E") == OVER
    assert world.place("3", "290", customer="E") == "released"
    assert world.ship("1", "G", "100") == "released"


def test_a_cover_revoked_stops_counting_that_day():
    world = World()
    world.company(limit="100")
    world.cover("50")
    world.place("A", "150")
    (cover,) = world.manager.get("/customers/C1/standing").json()["covers"]
    ended = {"ended_on": world.day(), "reason": "drawn", "outcome": "returned"}
    world.notes(f"/customers/C1/covers/{cover['id']}/end", ended)
    assert (world.free(), world.ship("A", "D", "150")) == ("-50.00", OVER)


def test_a_grade_that_lapsed_does_not_pass_where_none_does_not():
    rule = RuleSetting("grade_below", Decimal(5), {Checkpoint.ORDER: Strength.HOLD}, unrated=Unrated.BREAKS)
    world = World(rule)
    world.company(limit="100")
    assert world.tries("1") == ["grade_below"]
    graded = {"grade": "BBB", "given_on": world.day(), "last_day": world.day(3), "source": "agency"}
    world.notes("/customers/C1/grades", graded)
    world.go_to(clock.today() + timedelta(days=3))
    assert world.tries("1") == "released"
    world.go_to(clock.today() + timedelta(days=1))
    assert world.tries("1") == ["grade_below"]
