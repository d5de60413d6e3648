"""What the database itself refuses about decisions, whatever a program tries."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.credit import a_policy, grant, place
from tests.ledger import a_customer

from onaccount.ordercheck.models import Decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    a_policy()
    customer = a_customer("C1")
    grant(customer, "100")
    return place(customer, "SO-1", "100")


def copied(decision, **columns):
    standard = {field.attname: getattr(decision, field.attname) for field in Decision._meta.concrete_fields}
    different = {"id": None, "reference": "0" * 32, "key": "other"}
    return Decision(**(standard | different | columns))


@pytest.mark.parametrize("outcome", ["release", "hold"])
def test_a_release_above_the_limit_without_a_person_is_refused(decision, outcome):
    above = copied(decision, outcome=outcome, exposure_after=Decimal("100.01"))
    with transaction.atomic():
        if outcome == "hold":
            above.save()
            return
        with pytest.raises(IntegrityError, match="release_within_limit_or_authorised"):
            above.save()


def test_a_client_and_key_have_one_answer(decision):
    with pytest.raises(IntegrityError, match="decision_key_once"), transaction.atomic():
        copied(decision, key=decision.key).save()


def test_a_decision_is_never_changed(decision):
    decision.outcome = "hold"
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        decision.save()
