"""Hostile and awkward files go the whole way of an import: refused, or faulty rows with their place, and nothing written."""

import pytest
from tests.connectors.tables.hostile_files import Case, cases
from tests.intake import checked, imported, taken

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.trade.models import Item, Movement

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:Duplicate name")]
CASES = [case for case in cases() if case.codes]


def test_there_are_sixty_files_of_twenty_classes() -> None:
    assert len(CASES) >= 60
    assert len({case.kind for case in CASES}) >= 20


@pytest.mark.parametrize("case", CASES, ids=[f"{case.kind}: {case.name}" for case in CASES])
def test_a_hostile_file_writes_no_row(case: Case) -> None:
    with pytest.raises(Refusal) as refused:
        imported(checked(taken(case.data(), name=case.name)))
    told = {refused.value.code.replace("intake.empty", "file.empty")}
    if told == {"intake.has_faults"}:
        run = IntakeRun.objects.get()
        told = set(run.faults.filter(is_blocking=True).values_list("code", flat=True))
        assert not run.faults.filter(is_blocking=True, row=0).exists()
    assert told & case.codes
    assert (Customer.objects.count(), Item.objects.count(), Movement.objects.count()) == (0, 0, 0)
