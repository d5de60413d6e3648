"""What figures in somebody else's limit column mean."""

from decimal import Decimal

import pytest

from onaccount.kernel.reasons import Refusal
from onaccount.limits.rules import ImportedMeaning, LimitType, Meaning, looks_like_no_limit, read_imported

UNCONTROLLED = ImportedMeaning(zero=Meaning.UNLIMITED, blank=Meaning.UNSET, nines=Meaning.UNLIMITED)
STRICT = ImportedMeaning(zero=Meaning.NO_CREDIT, blank=Meaning.PREPAY, nines=Meaning.UNSET)


@pytest.mark.parametrize(
    ("value", "uncontrolled", "strict"),
    [
        (Decimal(0), (LimitType.UNLIMITED, None), (LimitType.AMOUNT, Decimal(0))),
        (None, (LimitType.NONE, None), (LimitType.PREPAY, None)),
        (Decimal(99999999), (LimitType.UNLIMITED, None), (LimitType.NONE, None)),
        (Decimal("500000.00"), (LimitType.AMOUNT, Decimal("500000.00")), (LimitType.AMOUNT, Decimal("500000.00"))),
    ],
)
def test_special_figures_mean_what_the_source_says(value: Decimal | None, uncontrolled: object, strict: object) -> None:
    assert (read_imported(value=value, meaning=UNCONTROLLED), read_imported(value=value, meaning=STRICT)) == (
        uncontrolled,
        strict,
    )


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(Refusal, match="negative"):
        read_imported(value=Decimal(-1), meaning=STRICT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("99999999", True),
        ("9999999.99", True),
        ("999999999.00", True),
        ("999999", False),
        ("99999990", False),
        ("99999999.50", False),
        ("199999999", False),
    ],
)
def test_seven_nines_or_more_look_like_no_limit(text: str, expected: bool) -> None:
    assert looks_like_no_limit(Decimal(text)) is expected
