"""Which customers a person may see 可见客户: all, those of the team's salespeople, or the person's own."""

from datetime import date

from django.db.models import Q, QuerySet

from onaccount.customers.models import Customer
from onaccount.office.access import queries as access
from onaccount.office.access.models import Person
from onaccount.office.access.rules import Scope


def everybody() -> QuerySet[Customer]:
    """Give every customer but those whose file was withdrawn."""
    return Customer.objects.filter(withdrawn_at=None)


def is_everybody(customers: QuerySet[Customer]) -> bool:
    """Whether a queryset leaves nobody out, so that asking each row of a ledger for its customer can be saved."""
    where = customers.query.where
    return not customers.query.is_sliced and (not where or where == everybody().query.where)


def visible(*, person: Person, permission: str, today: date) -> QuerySet[Customer]:
    """Give the customers the permission reaches for this person; none where it is not held."""
    scope = access.scope_of(person=person, permission=permission, today=today)
    return everybody().filter(_reach(scope, person))


def _reach(scope: Scope | None, person: Person) -> Q:
    match scope:
        case Scope.ALL:
            return Q()
        case Scope.TEAM if person.team_id is not None:
            return Q(salesperson__team=person.team_id) | Q(salesperson=person.pk)
        case Scope.TEAM | Scope.OWN:
            return Q(salesperson=person.pk)
        case _:
            return Q(pk__in=())
