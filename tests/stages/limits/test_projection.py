"""The database folds the journal on its own, and agrees with the rule on every journal that can be written."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.stages.limits.conftest import approve, ask, wish

from onaccount.customers.models import Customer
from onaccount.limits.actions.posting import renew
from onaccount.limits.models import JournalLine, LimitInForce
from onaccount.limits.rules import Dimension, Place, Reach
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request

DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 6))
POSTED = datetime(2026, 1, 1, tzinfo=UTC)


@st.composite
def lines(draw: st.DrawFn) -> list[dict[str, object]]:
    """Base and temporary lines in any order of days, some ended, some withdrawn by a correction, some posted at once."""
    written: list[dict[str, object]] = []
    free: list[int] = []
    tracks, currencies = draw(st.sampled_from([((True, False), ("CNY",)), ((False,), ("CNY", "EUR"))]))
    for number in range(draw(st.integers(1, 8))):
        is_temporary, valid_from = draw(st.sampled_from(tracks)), draw(DAYS)
        is_amount = draw(st.booleans())
        ends = draw(st.integers(1, 6) if is_temporary and is_amount else st.none() | st.integers(1, 6))
        wrong = draw(st.none() | st.sampled_from(free)) if free else None
        if wrong is not None:
            free.remove(wrong)
        free.append(number)
        base = st.sampled_from(["set", "raise", "cut", "expire"])
        act = "correct" if wrong is not None else "temporary" if is_temporary else draw(base)
        written.append(
            {
                "act": act,
                "is_temporary": is_temporary,
                "type": "amount" if is_amount else "none",
                "value": Decimal(draw(st.integers(0, 99))) if is_amount else None,
                "currency": draw(st.sampled_from(currencies)),
                "valid_from": valid_from,
                "valid_to": None if ends is None else valid_from + timedelta(days=ends),
                "posted_at": POSTED + timedelta(hours=draw(st.integers(0, 9))),
                "corrects": wrong,
            }
        )
    return written


@pytest.fixture
def approved(customer: Customer, maker: Person, checker: Person) -> Request:
    return approve(checker, ask(maker, wish(customer, 1000)))


@given(written=lines())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_law_what_the_rule_folds_is_what_the_database_folds(
    customer: Customer, checker: Person, approved: Request, written: list[dict[str, object]]
) -> None:
    place = Place(customer.pk, None, Dimension.EXPOSURE, Reach.OWN)
    saved: list[JournalLine] = []
    with transaction.atomic():
        for facts in written:
            wrong = facts["corrects"]
            line = _line(customer, checker, approved, facts)
            line.corrects = None if wrong is None else saved[int(str(wrong))]
            line.save()
            saved.append(line)
        renew(place)
        connection.check_constraints()  # raises where the two differ
        transaction.set_rollback(True)


def _line(customer: Customer, checker: Person, approved: Request, facts: dict[str, object]) -> JournalLine:
    same = {"dimension": "exposure", "reason": "x", "currency": "CNY"}
    return JournalLine(
        group_id=customer.group_id,
        customer=customer,
        request=approved,
        maker=approved.maker,
        checker=checker,
        **(same | {name: value for name, value in facts.items() if name != "corrects"}),
    )


def test_an_example_of_the_law_is_able_to_fail(customer: Customer, checker: Person, approved: Request) -> None:
    facts = {"act": "set", "is_temporary": False, "type": "amount", "value": Decimal(1), "valid_from": date(2026, 1, 1)}
    _line(customer, checker, approved, facts).save()
    renew(Place(customer.pk, None, Dimension.EXPOSURE, Reach.OWN))
    connection.check_constraints()
    with pytest.raises(Exception, match="not what the limit journal says"), transaction.atomic():
        LimitInForce.objects.all().delete()
        connection.check_constraints()
