"""An order that was split is one order to the rules on the size of one order."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.rules.ordercheck.builders import TODAY, order, policy, rule, snapshot

from onaccount.kernel.reasons import Reason
from onaccount.ordercheck.rules import Foreign, ItemQuantity, Parts, RuleSetting, Snapshot, judge
from onaccount.ordercheck.rules.converting import at_first_rate
from onaccount.ordercheck.rules.storage import as_json, replay, snapshot_from_json
from onaccount.ordercheck.rules.unlock import unlock
from onaccount.ordercheck.rules.unlock_plan import Held
from onaccount.ordercheck.rules.unlock_ways import Family
from onaccount.trade.rules.valuation import FirstRate

PAINT = RuleSetting("quantity", None, rule("quantity").strengths, parts={"PAINT*": Decimal(9)})


def split(amount: str, *numbers: str, beside: str, quantity: int = 0, painted: int = 0) -> Snapshot:
    """So much of an order, what else stands of it under these numbers, and 3 of paint in this part."""
    items = (ItemQuantity("PAINT-2", Decimal(painted)),) if painted else ()
    parts = Parts(numbers, Decimal(beside), Decimal(quantity), items)
    own = order(amount, quantity=Decimal(5), items=(ItemQuantity("PAINT-1", Decimal(3)),), parts=parts)
    return replace(snapshot(amount), order=own)


def said(seen: Snapshot, setting: RuleSetting) -> Reason:
    (finding,) = judge(seen, policy(setting)).findings
    return finding.reason


@pytest.mark.parametrize(
    ("amount", "code"), [("20", "ordercheck.parts_amount_allowed"), ("20.01", "ordercheck.parts_too_large")]
)
def test_the_parts_of_an_order_are_no_larger_than_one_order(amount, code):
    found = said(split(amount, "SO-1", "SO-1-3", beside="80"), rule("order_amount", 100))
    assert (found.code, found.facts["parts"], found.facts["beside"]) == (code, "SO-1, SO-1-3", "80.00 CNY")


@pytest.mark.parametrize(("beside", "code"), [(4, "parts_quantity_allowed"), (5, "parts_quantity_too_large")])
def test_quantities_of_the_parts_are_those_of_one_order(beside, code):
    found = said(split("1", "SO-1-2", beside="1", quantity=beside), rule("quantity", 9))
    assert (found.code, found.facts["quantity"], found.facts["beside"]) == (f"ordercheck.{code}", "5", str(beside))


@pytest.mark.parametrize(
    ("painted", "code"),
    [(0, "quantity_allowed"), (6, "parts_quantity_allowed"), (7, "parts_quantity_too_large")],
)
def test_so_are_quantities_of_one_item_or_group_and_a_part_without_it_adds_nothing(painted, code):
    found = said(split("1", "SO-1-2", beside="1", quantity=50, painted=painted), PAINT)
    assert found.code == f"ordercheck.item_{code}"


def test_the_unlock_offers_no_split_that_only_the_rest_of_the_order_would_pass():
    rules = policy(rule("order_amount", 100))
    full, room = split("40", "SO-1", beside="100"), split("40", "SO-1", beside="90")
    assert unlock(Held(full, rules)).ways == ()
    (way,) = unlock(Held(room, rules)).ways
    assert [(act.family, act.amount) for act in way.actions] == [(Family.SPLIT, 30)]


def test_what_was_split_is_kept_and_judged_again_to_the_same_verdict():
    seen, rules = split("20.01", "SO-1", beside="80"), policy(rule("order_amount", 100))
    assert snapshot_from_json(as_json(seen)) == seen
    assert replay(snapshot=as_json(seen), policy=as_json(rules)) == as_json(judge(seen, rules))


def test_the_parts_of_an_order_in_another_currency_are_worth_what_the_whole_is():
    rate = FirstRate(Decimal("0.5"), TODAY)
    step = order("0.01", parts=Parts(("SO-1",), Decimal("0.01")))
    found = at_first_rate(step, rate=rate, currency="USD", into="CNY")
    assert isinstance(found.foreign, Foreign)
    assert (found.amount, found.parts) == (0, Parts(("SO-1",), Decimal("0.01")))
