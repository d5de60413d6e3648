"""What may be noted of an industry."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from onaccount.assessment.rules.asking import IndustryDraft, checked_industry
from onaccount.kernel.reasons import Refusal

DAY = date(2026, 3, 2)
NOTE = IndustryDraft("machinery", 4, "positive", "few rivals", "", DAY, "quarterly of the association")


def test_a_note_with_day_and_source_stands() -> None:
    assert checked_industry(NOTE, today=DAY) == NOTE


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"industry": " "}, "benchmark_industry"),
        ({"sector_grade": 6}, "sector_grade"),
        ({"outlook": "rosy"}, "outlook"),
        ({"dated": DAY + timedelta(days=1)}, "in_the_future"),
        ({"source": ""}, "benchmark_source"),
    ],
)
def test_a_note_that_makes_no_sense_is_refused(change: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        checked_industry(replace(NOTE, **change), today=DAY)
