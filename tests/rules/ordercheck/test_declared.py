"""Every rule names the facts it reads, so that nobody has to guess which ones must be kept up."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from msgspec.structs import fields
from tests.rules.ordercheck.builders import TODAY, amount_limit, node, order, policy, rule, snapshot

from onaccount.limits.rules import ListingKind
from onaccount.ordercheck.rules import (
    CATALOGUE,
    Around,
    Batch,
    ChangedDetail,
    ItemQuantity,
    Lapsed,
    NotInvoiced,
    Older,
    OpenBatch,
    OverdueFacts,
    Snapshot,
    StandingFacts,
    SuspensionKind,
    Waived,
)
from onaccount.ordercheck.rules.declared import DECLARED

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
EVERYTHING = StandingFacts(
    overdue=OverdueFacts(days=90, item="I-1", due_date=date(2026, 4, 1), amount=Decimal(500), items=1),
    suspensions=(SuspensionKind.PREPAY_ONLY,),
    invoiced_since_prepay=Decimal(60),
    credit_days=30,
    order_amount=Decimal(10),
    order_quantity=Decimal(1),
    balance=Decimal(900),
    older=(Older(10, Decimal(500)),),
    dunning_level=5,
    payment_index=Decimal(10),
    grade="D",
    grade_rank=10,
    review_date=date(2026, 1, 1),
    listings=(ListingKind.NEGATIVE,),
    lapsed=(Lapsed("guarantee", date(2026, 1, 1)),),
    details=(ChangedDetail("ship_to", NOON),),
    not_invoiced=NotInvoiced("D-1", date(2026, 1, 1), Decimal(10)),
    batches=(OpenBatch(Batch.DELIVERY, "D-1", Decimal(10), Decimal(10)),),
    around=Around(Decimal(1), Decimal(1)),
)
ASKED = order(
    "400", quantity=Decimal(5), credit_days=90, items=(ItemQuantity("PAINT-1", Decimal(5)),), salesperson="lilei"
)
FULL = snapshot(
    "400",
    node(amount_limit("100")),
    owed="900",
    order=ASKED,
    standing=EVERYTHING,
    passed_at=datetime(2026, 6, 1, tzinfo=UTC),
    waived=(Waived("details_changed", "1", Decimal(1), Decimal(1), TODAY, datetime(2026, 6, 2, tzinfo=UTC)),),
)
UNSPOKEN = frozenset({"currency", "standing"})
"""Every amount is told in the snapshot's currency; what is read of the standing is named fact by fact."""


class Watched:
    """Values whose fields are noted when somebody reads them."""

    def __init__(self, watched, seen):
        self.__dict__.update(_watched=watched, _seen=seen)

    def __getattr__(self, name):
        if name in {each.name for each in fields(self._watched)}:
            self._seen.add(name)
        found = getattr(type(self._watched), name, None)
        return found.__get__(self) if callable(found) else getattr(self._watched, name)


def read_by(code, seen: Snapshot):
    facts, reads = set(), set()
    spied = Watched(seen, reads)
    spied.__dict__["standing"] = Watched(seen.standing, facts)
    spied.__dict__["currency"] = seen.currency
    setting = rule(code, 1, percent=Decimal(1), days=Decimal(5), parts={"PAINT*": Decimal(1), "lilei": Decimal(1)})
    CATALOGUE[code](spied, setting, policy())
    return facts, reads - UNSPOKEN


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_rule_reads_what_it_declares_and_nothing_else(code):
    declaration = DECLARED[code]
    facts, reads = read_by(code, FULL)
    assert (facts, reads) == (set(declaration.facts), set(declaration.reads))


def test_a_rule_that_reads_more_than_it_declares_is_found_out():
    facts, _ = read_by("grade_below", FULL)
    assert facts - {"grade"} == {"grade_rank"}
