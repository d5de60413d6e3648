"""What a customer reads of what was granted: a name for each limit, its figure, from when and until when; never a code."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from onaccount.limits.queries.told import granted_in_words
from onaccount.limits.rules import Act, Change, CreditLimit, Dimension, LimitType, Place, Reach, change_as_json
from onaccount.limits.rules.proposals import Draft

FIRST, END = date(2026, 12, 1), date(2027, 1, 1)


MISSING = CreditLimit.missing(expired_on=None)


def granted(dimension: Dimension, before: CreditLimit = MISSING, **given: Any) -> dict[str, Any]:
    said = {"type": LimitType.AMOUNT, "value": Decimal(45), "currency": "", "valid_to": None, "is_temporary": False}
    line = Draft(act=Act.SET, valid_from=FIRST, corrects=None, **said | given)
    place = Place(1, None, dimension, Reach.OWN)
    return change_as_json(Change(place, "C1", "x", "", before, (line,), None, (), None))


@pytest.mark.parametrize(
    ("change", "english", "chinese"),
    [
        (
            granted(Dimension.EXPOSURE, value=Decimal("3200000.000"), currency="CNY"),
            ("Credit limit", "3,200,000.00 CNY, from 2026-12-01"),
            ("信用额度", "3,200,000.00 CNY、自 2026-12-01 起"),
        ),
        (
            granted(Dimension.CREDIT_DAYS),
            ("Credit days", "45 days, from 2026-12-01"),
            ("账期", "45 天、自 2026-12-01 起"),
        ),
        (
            granted(Dimension.EXPOSURE, currency="CNY", valid_to=END, is_temporary=True),
            ("Temporary limit", "45.00 CNY, 2026-12-01 to 2026-12-31"),
            ("临时额度", "45.00 CNY、2026-12-01 至 2026-12-31"),
        ),
        (
            granted(Dimension.EXPOSURE, type=LimitType.PREPAY, value=None),
            ("Credit limit", "Pay first, from 2026-12-01"),
            ("信用额度", "款到发货、自 2026-12-01 起"),
        ),
        (
            granted(Dimension.CREDIT_DAYS, replace(MISSING, type=LimitType.AMOUNT, value=Decimal(30))),
            ("Credit days", "45 days instead of 30 days, from 2026-12-01"),
            ("账期", "45 天（原为 30 天）、自 2026-12-01 起"),
        ),
        (
            granted(Dimension.CREDIT_DAYS, replace(MISSING, type=LimitType.AMOUNT, value=Decimal(45)), valid_to=END),
            ("Credit days", "45 days, 2026-12-01 to 2026-12-31"),
            ("账期", "45 天、2026-12-01 至 2026-12-31"),
        ),
    ],
)
def test_a_customer_reads_what_was_granted_in_its_language(
    change: dict[str, Any], english: tuple[str, str], chinese: tuple[str, str]
) -> None:
    told = []
    for language in ("en", "zh-hans"):
        with override(language):
            told += granted_in_words(changes=[change])
    assert told == [english, chinese]
