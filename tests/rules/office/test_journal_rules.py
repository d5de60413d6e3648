from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from onaccount.office.journal.rules import GENESIS, block_digest, entry_digest, plain

ROW = {"id": 7, "act": "limits.posted", "at": datetime(2026, 3, 2, 8, tzinfo=UTC), "reason": "年度复核"}
DIGESTS = st.lists(st.text("0123456789abcdef", min_size=4, max_size=4), max_size=5)


def test_facts_become_what_json_holds_however_deep() -> None:
    assert plain({"a": [Decimal("1.50"), date(2026, 3, 2)], "b": ("x", None)}) == {
        "a": ["1.50", "2026-03-02"],
        "b": ["x", None],
    }


def test_an_entry_digests_alike_in_every_time_zone_and_order_of_columns() -> None:
    elsewhere = ROW | {"at": ROW["at"].astimezone(timezone(timedelta(hours=8)))}  # type: ignore[attr-defined]
    assert entry_digest(row=dict(reversed(elsewhere.items()))) == entry_digest(row=ROW)


@given(st.sampled_from(sorted(ROW)))
def test_any_altered_column_alters_the_digest(column: str) -> None:
    assert entry_digest(row=ROW | {column: "altered"}) != entry_digest(row=ROW)


@given(DIGESTS, DIGESTS)
def test_a_block_closes_over_every_entry_in_order_and_the_block_before(one: list[str], other: list[str]) -> None:
    assert (block_digest(previous=GENESIS, digests=one) == block_digest(previous=GENESIS, digests=other)) == (
        one == other
    )
    assert block_digest(previous="1" * 64, digests=one) != block_digest(previous=GENESIS, digests=one)
