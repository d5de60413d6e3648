"""A hold has several reasons: each is set aside by whoever may, and with the last of them the order goes on."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.credit import a_policy, asked, grant, new_order, place, reasons, ship, status
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.kernel.bands import BandTable, Inclusive
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import history_replayed, order_changed, order_released, reason_waived, supply_stopped
from onaccount.limits.rules import SuspensionKind
from onaccount.office.journal.models import Entry
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Decision, Hold, Waiver
from onaccount.ordercheck.rules import Authority, Release, ReleaseDiscipline, Waiving
from onaccount.trade import actions as trade
from onaccount.trade.models import Order

pytestmark = pytest.mark.django_db
FRIDAY = TODAY + timedelta(days=4)
CODES = ("total_limit", "overdue_days", "account_status", "details_changed")
TABLES = Authority(
    by_amount=BandTable.rising(bounds=[0, 1000], values=[0, 1, 2], inclusive=Inclusive.UPPER),
    by_days=BandTable.rising(bounds=[0, 20], values=[0, 1, 2], inclusive=Inclusive.UPPER),
    levels={"credit_manager": 1, "executive": 2},
)


def owing(**policy):
    """A customer with a limit of 1,000 who owes 900, 45 days overdue; 30 are allowed."""
    a_policy(codes=CODES, **policy)
    found = a_customer("C1")
    grant(found, "1000")
    account = trade.account_for(customer=found, segment=trade.default_segment(), currency="CNY")
    an_invoice(account, "900", number="I-1", dated=TODAY - timedelta(days=75), days=30)
    return found


@pytest.fixture
def customer():
    return owing()


@pytest.fixture
def manager():
    return acting(somebody("manager", "credit_manager"))


def waive(rule, by, *, number="SO-1", remark="the customer called", until=FRIDAY, today=TODAY):
    waiving = Waiving(rule, remark, until)
    return reason_waived.waive_reason(number=number, waiving=waiving, actor=by, today=today)


def states(number="SO-1"):
    hold = Hold.objects.get(order__number=number)
    return {each.rule: (each.cleared_at is None, each.waiver is not None) for each in queries.reasons_of(hold=hold)}


def test_one_reason_is_waived_and_the_others_stay(customer, manager):
    assert reasons(place(customer, "SO-1", "300")) == ["ordercheck.over_limit", "ordercheck.overdue"]
    given = waive("overdue_days", manager)
    assert (given.days_over, given.excess, given.beyond) == (15, Decimal(0), Decimal(19))
    assert states() == {"total_limit": (True, False), "overdue_days": (False, True)}
    assert status("SO-1") == "held"


def test_with_the_last_reason_waived_the_order_goes_on_and_the_decision_names_the_persons_word(customer, manager):
    place(customer, "SO-1", "300")
    waive("overdue_days", manager)
    over = waive("total_limit", manager)
    newest = Decision.objects.order_by("pk").last()
    assert (status("SO-1"), newest.outcome, newest.waiver, newest.exposure_after) == (
        "released",
        "release",
        over,
        Decimal(1200),
    )
    assert history_replayed.replay_now().different == 0


def test_where_the_policy_wants_a_hand_the_order_is_ready_to_release(manager):
    place(owing(releases_when_clear=False), "SO-1", "300")
    waive("overdue_days", manager)
    waive("total_limit", manager)
    hold = Hold.objects.get()
    assert (status("SO-1"), hold.latest_decision.outcome) == ("held", "release")


def test_a_waiver_stands_until_its_last_day_as_the_days_go_by(customer, manager):
    place(customer, "SO-1", "300")
    waive("overdue_days", manager)
    waive("total_limit", manager)
    assert ship("SO-1", "D-1", "100", today=FRIDAY).outcome == "release"
    assert reasons(ship("SO-1", "D-2", "100", today=FRIDAY + timedelta(days=1))) == [
        "ordercheck.over_limit",
        "ordercheck.overdue",
    ]


def test_a_waiver_reaches_no_further_than_what_was_seen(customer, manager):
    place(customer, "SO-1", "300")
    waive("overdue_days", manager)
    waive("total_limit", manager)
    place(customer, "SO-2", "10")
    draft = new_order(customer, "SO-1", "310").draft
    changed = order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)
    assert reasons(changed) == ["ordercheck.over_limit", "ordercheck.overdue"]


@pytest.mark.parametrize(
    ("rule", "more", "code"),
    [
        ("overdue_days", {"remark": "  "}, "remark_missing"),
        ("overdue_days", {"until": TODAY - timedelta(days=1)}, "valid_until_past"),
        ("account_status", {}, "reason_not_standing"),
    ],
)
def test_a_waiver_keeps_to_the_rules(customer, manager, rule, more, code):
    place(customer, "SO-1", "300")
    with pytest.raises(Refusal, match=code):
        waive(rule, manager, **more)
    assert not Waiver.objects.exists()


def test_nobody_waives_what_a_person_stopped_or_what_they_entered_themselves(customer, manager):
    supply_stopped.suspend(customer=customer, kind=SuspensionKind.HARD_HOLD, reason="fraud", actor=manager)
    place(customer, "SO-1", "300", actor=manager)
    with pytest.raises(Refusal, match=r"ordercheck\.hard"):
        waive("account_status", acting(somebody("second", "credit_manager")))
    with pytest.raises(Refusal, match="releaser_entered"):
        waive("overdue_days", manager)
    with pytest.raises(Refusal, match="person_required"):
        waive("overdue_days", MACHINE)


def test_each_reason_asks_for_its_own_authority(manager):
    place(owing(release=ReleaseDiscipline(authority=TABLES)), "SO-1", "1500")
    with pytest.raises(Refusal, match="beyond_authority"):
        waive("total_limit", manager)  # 1,400 over the limit
    waive("overdue_days", manager)
    waive("total_limit", acting(somebody("boss", "executive")))
    assert status("SO-1") == "released"


def test_the_database_refuses_a_waiver_beyond_its_givers_authority_and_a_change_of_one(customer, manager):
    place(customer, "SO-1", "300")
    given = waive("overdue_days", manager)
    for broken in (
        lambda: Waiver.objects.filter(pk=given.pk).update(beyond=99),
        lambda: Waiver.objects.create(**copied(given, days_over=21, authority_days=20)),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()


def copied(given, **other):
    names = ("group", "hold", "order", "rule", "amount", "beyond", "valid_until", "person", "actor", "remark")
    return {name: getattr(given, name) for name in names} | other


def test_the_journal_says_who_waived_what_and_why(customer, manager):
    place(customer, "SO-1", "300")
    waive("overdue_days", manager)
    entry = Entry.objects.get(act="ordercheck.reason_waived")
    assert (entry.actor, entry.reason, entry.after["rule"]) == ("manager", "the customer called", "overdue_days")


def test_a_hold_on_another_ship_to_address_is_cleared_by_a_call_back_and_by_nothing_else(manager):
    a_policy(codes=("total_limit", "details_changed"))
    customer = a_customer("C1")
    grant(customer, None)
    place(customer, "SO-1", "300", ship_to="Pier 1")
    draft = new_order(customer, "SO-1", "300", ship_to="Pier 9").draft
    order_changed.change_order(draft=draft, asked=asked(), actor=MACHINE, today=TODAY)
    grant(customer, "5000")  # an event that looks at the group's holds again
    assert (status("SO-1"), Order.objects.get().ship_to) == ("held", "Pier 9")
    waive("details_changed", manager)
    assert status("SO-1") == "released"


def test_a_release_covers_what_is_left(customer, manager):
    place(customer, "SO-1", "300")
    waive("overdue_days", manager)
    word = Release("one_off", "", Decimal(0), FRIDAY)
    order_released.release_order(number="SO-1", release=word, actor=manager, today=TODAY)
    assert status("SO-1") == "released"
