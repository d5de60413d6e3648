"""The database refuses what no code may do, whoever asks: a limit past the journal, a line past the approval."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.utils import IntegrityError
from tests.people import TODAY
from tests.stages.limits.conftest import approve, ask, grant, wish

from onaccount.customers.models import Customer
from onaccount.limits.models import JournalLine, LimitInForce
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request


def in_force(line: JournalLine, **changes: object) -> LimitInForce:
    facts = {
        "group_id": line.group_id,
        "customer_id": line.customer_id,
        "dimension": line.dimension,
        "reach": line.reach,
        "type": line.type,
        "value": line.value,
        "currency": line.currency,
        "is_temporary": line.is_temporary,
        "validity": DateRange(line.valid_from, line.valid_to),
        "line": line,
    }
    return LimitInForce(**(facts | changes))


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def a_line(request: Request, checker: Person, customer: Customer) -> JournalLine:
    return JournalLine(
        group_id=customer.group_id,
        customer=customer,
        dimension="exposure",
        type="amount",
        value=9,
        currency="CNY",
        is_temporary=False,
        act="set",
        valid_from=TODAY,
        reason="x",
        request=request,
        maker=request.maker,
        checker=checker,
    )


def test_a_limit_no_line_stands_behind_is_refused(customer: Customer, maker: Person, checker: Person) -> None:
    (line,) = grant(maker, checker, wish(customer, 1000))
    with pytest.raises(DatabaseError, match="no journal line stands behind"), transaction.atomic():
        LimitInForce.objects.all().delete()
        in_force(line, value=2000).save()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE limits_limitinforce SET value = 9000000",
        "UPDATE limits_limitinforce SET type = 'unlimited', value = NULL",
        "UPDATE limits_journalline SET value = 9000000",
        "DELETE FROM limits_journalline",
    ],
)
def test_a_limit_and_its_line_are_never_edited(
    customer: Customer, maker: Person, checker: Person, statement: str
) -> None:
    grant(maker, checker, wish(customer, 1000))
    with pytest.raises(DatabaseError), transaction.atomic():
        run(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM limits_limitinforce",
        "UPDATE limits_limitinforce SET validity = daterange(lower(validity), lower(validity) + 1)",
    ],
)
def test_what_is_in_force_is_the_fold_of_the_journal_when_a_transaction_ends(
    customer: Customer, maker: Person, checker: Person, statement: str
) -> None:
    grant(maker, checker, wish(customer, 1000))
    with pytest.raises(DatabaseError, match="not what the limit journal says"), transaction.atomic():
        run(statement)
        connection.check_constraints()


def test_a_line_without_its_limit_is_refused_when_the_transaction_ends(
    customer: Customer, maker: Person, checker: Person
) -> None:
    request = approve(checker, ask(maker, wish(customer, 1000)))
    with pytest.raises(DatabaseError, match="not what the limit journal says"), transaction.atomic():
        a_line(request, checker, customer).save()
        connection.check_constraints()


def test_a_line_without_an_approval_is_refused(customer: Customer, maker: Person, checker: Person) -> None:
    request = ask(maker, wish(customer, 1000))
    with pytest.raises(DatabaseError, match="only by an approved request"), transaction.atomic():
        a_line(request, checker, customer).save()


def test_a_line_names_the_person_who_approved(customer: Customer, maker: Person, checker: Person) -> None:
    request = approve(checker, ask(maker, wish(customer, 1000)))
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        a_line(request, maker, customer).save()
