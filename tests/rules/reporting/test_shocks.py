"""A move of exchange rates is told when it alone takes a company past its limit, or past a share of it."""

from decimal import Decimal

import pytest

from onaccount.reporting.rules import Exposed, shock_of

PARTS = {"CNY": Decimal(200), "EUR": Decimal(100)}
OWED = Exposed("C1", "Halvern", "", False, Decimal(1000), "CNY", PARTS, PARTS)


def rates(value: str) -> dict[str, Decimal]:
    return {"EUR": Decimal(value)}


@pytest.mark.parametrize(
    ("before", "now", "percent", "told"),
    [
        ("7", "8.01", 100, (900, 1001, True)),
        ("8", "8.01", 100, (1000, 1001, True)),  # exactly reached is inside
        ("7", "8", 100, None),
        ("7", "7.5", 90, (900, 950, False)),
        ("6", "7", 90, None),
        ("8.01", "9", 90, None),  # over before: no move took it there
        ("9", "7", 90, None),
    ],
)
def test_a_move_is_told_when_it_passes_the_limit_or_the_share(
    before: str, now: str, percent: int, told: tuple[int, int, bool] | None
) -> None:
    found = shock_of(exposed=OWED, before=rates(before), now=rates(now), use_percent=Decimal(percent))
    assert told == (found and (found.before, found.now, found.is_over))


def test_each_part_is_rounded_to_minor_units_of_the_limit_s_currency() -> None:
    assert OWED.used(rates("7.123456")) == Decimal("912.35")


def test_documents_at_their_first_rates_are_held_against_the_rates_of_today() -> None:
    kept = Exposed("C1", "Halvern", "", False, Decimal(1000), "CNY", {"CNY": Decimal(900)}, PARTS)
    found = shock_of(exposed=kept, before={}, now=rates("8.5"), use_percent=Decimal(100))
    assert found is not None
    assert (found.before, found.now, found.is_over) == (900, 1050, True)
    assert shock_of(exposed=kept, before={}, now=rates("8"), use_percent=Decimal(100)) is None
