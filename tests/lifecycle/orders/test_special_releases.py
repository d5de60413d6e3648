"""Releases within an authority and against a promise: what is counted, what bars the next, what the database refuses."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.credit import a_policy, grant, pay, place, ship, status
from tests.ledger import a_customer
from tests.people import MACHINE, TODAY, acting, somebody

from onaccount.customers.models import Customer
from onaccount.kernel.bands import BandTable, Inclusive
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import goods_invoiced, order_released
from onaccount.lifecycle.goods_invoiced import NewInvoice
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Authorisation
from onaccount.ordercheck.rules import Authority, Release, ReleaseDiscipline, ReleaseKind, SpecialsSoFar

pytestmark = pytest.mark.django_db

TABLES = Authority(
    by_amount=BandTable.rising(bounds=[0, 1000], values=[0, 1, 2], inclusive=Inclusive.UPPER),
    by_days=BandTable.rising(bounds=[0], values=[0, 1], inclusive=Inclusive.UPPER),
    levels={"credit_manager": 1},
)


@pytest.fixture
def customer():
    a_policy(release=ReleaseDiscipline(authority=TABLES))
    found = a_customer("C1")
    grant(found, "1000")
    return found


@pytest.fixture
def manager():
    return acting(somebody("manager", "credit_manager"))


def release(number, actor, *, today=TODAY, **more):
    standard = {"reason_code": "one_off", "remark": "", "tolerance_percent": Decimal(0), "valid_until": today}
    return order_released.release_order(number=number, release=Release(**(standard | more)), actor=actor, today=today)


def special(number, actor, **more):
    promise = {"kind": ReleaseKind.SPECIAL, "promised_date": TODAY + timedelta(days=7), "vouched_by": actor.person_id}
    return release(number, actor, **(promise | more))


def test_an_excess_of_exactly_the_authority_is_released_and_a_cent_more_is_not(customer, manager):
    place(customer, "SO-1", "2000")
    assert release("SO-1", manager).excess == 1000
    place(customer, "SO-2", "0.01")
    with pytest.raises(Refusal, match="beyond_authority"):
        release("SO-2", manager)
    assert status("SO-2") == "held"


def test_the_database_refuses_a_release_beyond_its_givers_authority(customer, manager):
    place(customer, "SO-1", "2000")
    given = release("SO-1", manager)
    given.pk, given.excess = None, Decimal("1000.01")
    with pytest.raises(IntegrityError, match="release_within_authority"), transaction.atomic():
        given.save(force_insert=True)
    given.pk, given.excess, given.kind = None, Decimal(1), "special"
    with pytest.raises(IntegrityError, match="special_release_has_a_promise"), transaction.atomic():
        given.save(force_insert=True)


def test_an_unsettled_special_release_bars_the_next_until_its_order_is_paid(customer, manager):
    place(customer, "SO-1", "1500")
    special("SO-1", manager)
    place(customer, "SO-2", "100")
    with pytest.raises(Refusal, match="special_unsettled"):
        special("SO-2", manager)
    ship("SO-1", "D-1", "1500")
    goods_invoiced.invoice_goods(
        new=NewInvoice("SO-1", "D-1", "I-1", Decimal(1500), TODAY, TODAY), actor=MACHINE, today=TODAY
    )
    assert queries.specials_of(customer_id=customer.pk, today=TODAY).unsettled == ("SO-1",)
    pay(customer, "P-1", "1500")
    assert queries.specials_of(customer_id=customer.pk, today=TODAY) == SpecialsSoFar(1, 1)


def test_a_promise_that_passed_without_settlement_is_broken(customer, manager):
    place(customer, "SO-1", "1500")
    special("SO-1", manager)
    given = queries.promised_releases(customers=Customer.objects.all())
    (kept,) = queries.outcomes_of(given=given, today=TODAY + timedelta(days=7))
    (broken,) = queries.outcomes_of(given=given, today=TODAY + timedelta(days=8))
    assert (kept.owed, kept.is_broken, broken.is_broken) == (1500, False, True)


def test_an_emergency_is_reviewed_by_a_second_person_once(customer, manager):
    place(customer, "SO-1", "1500")
    given = release("SO-1", manager, kind=ReleaseKind.EMERGENCY, valid_until=TODAY + timedelta(days=1))
    second = acting(somebody("second", "executive"))
    with pytest.raises(Refusal, match="reviewed_by_giver"):
        order_released.review_release(given=given, remark="seen", actor=manager)
    assert queries.specials_of(customer_id=customer.pk, today=TODAY).unreviewed == ("SO-1",)
    order_released.review_release(given=given, remark="papers are in", actor=second)
    with pytest.raises(Refusal, match="reviewed_already"):
        order_released.review_release(given=given, remark="again", actor=second)
    assert queries.specials_of(customer_id=customer.pk, today=TODAY).unreviewed == ()
    assert Authorisation.objects.get().review.person.username == "second"
