"""The keys a batch writes under, and the references by which strangers know its decisions."""

from uuid import RFC_4122

import pytest

from onaccount.office.asking import ask
from onaccount.ordercheck.queries.sitting import keys_for

pytestmark = pytest.mark.django_db


def test_every_key_and_reference_is_given_once() -> None:
    (given,) = ask(keys_for(500))
    for column in zip(*((each.order, each.decision, each.hold, each.reference) for each in given), strict=True):
        assert len(set(column)) == 500


def test_a_reference_is_random_and_says_so() -> None:
    """As RFC 4122 marks it; all other bits are chance, so none of them is ever the same for all."""
    (given,) = ask(keys_for(500))
    assert {(each.reference.version, each.reference.variant) for each in given} == {(4, RFC_4122)}
    bits = [each.reference.int for each in given]
    always, never = bits[0], 0
    for each in bits:
        always, never = always & each, never | each
    marked = 0xF << 76 | 0b11 << 62
    assert always & ~marked == 0
    assert never | marked == 2**128 - 1
