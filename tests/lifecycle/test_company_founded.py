"""A company begins to use the program."""

import pytest
from tests.people import MACHINE, TODAY

from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.company_founded import Founding, found_company
from onaccount.office.access import queries as access
from onaccount.office.access.models import Person, Role
from onaccount.office.access.rules import NewPerson
from onaccount.office.company.queries import company
from onaccount.office.company.rules import Company
from onaccount.trade.models import Segment

pytestmark = pytest.mark.django_db
FOUNDING = Founding(
    company=Company("砚石材料", "zh-hans", "CNY"),
    administrator=NewPerson("admin", "Admin", "admin@example.com", "zh-hans"),
    password="a long enough secret",
)


def test_a_founded_company_has_roles_a_segment_and_somebody_who_can_begin() -> None:
    person = found_company(founding=FOUNDING, actor=MACHINE, today=TODAY)
    assert company(on=TODAY) == FOUNDING.company
    assert (Role.objects.count(), Segment.objects.get().code) == (16, "main")
    assert person.check_password("a long enough secret")
    for permission in ("people.manage", "settings.manage", "imports.run", "limits.propose"):
        assert access.may(person=person, permission=permission, today=TODAY)


def test_a_company_is_founded_once() -> None:
    found_company(founding=FOUNDING, actor=MACHINE, today=TODAY)
    with pytest.raises(Refusal, match=r"company\.founded_already"):
        found_company(founding=FOUNDING, actor=MACHINE, today=TODAY)
    assert Person.objects.count() == 1
