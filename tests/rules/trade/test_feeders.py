"""Each stage has one feeder: what anybody else brings is refused, and only what enters is asked about."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onaccount.kernel.reasons import Refusal
from onaccount.office import words
from onaccount.trade.rules import Fed, Feeder, Feeders, ItemDraft
from onaccount.trade.rules.feeders import kept_out
from onaccount.trade.rules.intake import Judged

NOBODY = Feeders("Export")
STAGES, FEEDERS, RUNS = st.sampled_from(Fed), st.sampled_from(Feeder), st.none() | st.integers(1, 99)
ITEM = ItemDraft("A1", Decimal(100), date(2026, 3, 2), date(2026, 4, 1))


def fed(stage: Fed, feeder: Feeder) -> Feeders:
    return replace(NOBODY, **{stage: feeder})


def refused(feeders: Feeders, stage: Fed, run: int | None) -> str:
    try:
        feeders.admit(stage, number="N1", run=run)
    except Refusal as refusal:
        return refusal.code
    return ""


@given(STAGES, FEEDERS, RUNS)
def test_a_stage_with_one_feeder_takes_from_exactly_one_side(stage: Fed, feeder: Feeder, run: int | None) -> None:
    told = refused(fed(stage, feeder), stage, run), refused(fed(stage, feeder), stage, 7 if run is None else None)
    assert sorted(told) == ["", "" if feeder is Feeder.ANY else f"trade.{stage}_fed_by_{feeder}"]


@given(STAGES, STAGES, FEEDERS, RUNS)
def test_the_feeder_of_one_stage_says_nothing_about_another(
    stage: Fed, other: Fed, feeder: Feeder, run: int | None
) -> None:
    assert stage == other or refused(fed(stage, feeder), other, run) == ""


def test_a_refusal_names_document_segment_and_stage() -> None:
    found = fed(Fed.BILLS, Feeder.FILES).refusal(Fed.BILLS, number="B1", brought_by=Feeder.US)
    assert found is not None
    assert dict(found.facts) == {"number": "B1", "segment": "Export", "stage": "bills"}


@pytest.mark.parametrize("stage", Fed)
@pytest.mark.parametrize("feeder", [Feeder.US, Feeder.FILES])
def test_every_refusal_has_its_sentence(stage: Fed, feeder: Feeder) -> None:
    said = str(words.reasons()[f"trade.{stage}_fed_by_{feeder}"])
    assert all(name in said for name in ("{number}", "{segment}"))


def test_only_a_row_that_brings_an_item_in_is_kept_out() -> None:
    us = fed(Fed.RECEIVABLES, Feeder.US)
    grown = Judged(kind="invoice", draft=ITEM, instead_of=3)
    settled, redated = Judged(draft=ITEM, settled=Decimal(5)), Judged(draft=ITEM, redated=True)
    told = [kept_out(row, feeders=us) for row in (Judged(kind="invoice", draft=ITEM), grown)]
    assert [problem and (problem.field_name, problem.code, problem.is_blocking) for problem in told] == [
        ("number", "trade.receivables_fed_by_us", True)
    ] * 2
    assert [kept_out(row, feeders=us) for row in (settled, redated, Judged())] == [None] * 3
    assert kept_out(grown, feeders=fed(Fed.RECEIVABLES, Feeder.FILES)) is None
