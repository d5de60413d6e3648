"""A file is gone over line by line: three times as many rows take hardly more memory."""

import tracemalloc

import pytest
from tests.intake import checked, csv, taken

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROWS = 15_000
AT_MOST = 8 * 1024 * 1024  # bytes more for 30,000 rows more


def peak(rows: int) -> int:
    lines = (f"C{n % 500:04},Company {n % 500},I{n},2026-01-05,2026-02-04,CNY,{n + 1}.50" for n in range(rows))
    run = taken(csv(*lines))
    tracemalloc.start()
    try:
        assert checked(run).created == rows
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_check_of_a_large_file_needs_no_more_memory_than_that_of_a_small_one() -> None:
    small = peak(ROWS)
    assert peak(3 * ROWS) - small < AT_MOST
