"""Past scores beside what became of the customers: bins, what they tell, how sure it is, and whether scores moved."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.assessment.rules.merging import joined, merged
from onaccount.assessment.rules.separation import Shift, ZeroCell, weight_of_evidence
from onaccount.assessment.rules.validation import (
    Outcome,
    edges_of,
    moved,
    outcome_from_row,
    score_from_row,
    validated,
)
from onaccount.kernel.reasons import Refusal

SCORES = st.lists(st.integers(0, 100).map(Decimal), min_size=2, max_size=120)


def outcomes(*pairs):
    return [Outcome(Decimal(score), bool(bad)) for score, bad in pairs]


def test_a_worked_table_of_two_bins() -> None:
    found = validated(outcomes=outcomes((10, 1), (20, 1), (30, 0), (60, 0), (70, 1), (80, 0)), edges=(Decimal(50),))
    low, high = found.bins
    assert (low.goods, low.bads, low.lower, low.upper) == (1, 2, None, 50)
    assert (high.goods, high.bads, high.bad_rate) == (2, 1, Decimal(1) / 3)
    # ln((1/3)/(2/3)) = -ln 2; IV = 2 x (1/3) x ln 2; of nine pairs of bad and good all but (70, 30) and (70, 60) are in order
    assert (round(low.woe, 6), round(found.evidence.iv, 6)) == (Decimal("-0.693147"), Decimal("0.462098"))
    assert round(found.separation.auc, 6) == Decimal("0.777778")
    assert round(found.separation.ks, 6) == Decimal("0.666667")
    assert (found.goods, found.bads, found.has_few_bads, found.has_half_cells) == (3, 3, True, False)


def test_the_interval_of_the_gini_narrows_with_the_customers_and_is_the_same_each_time() -> None:
    rows = outcomes((10, 1), (20, 1), (30, 0), (60, 0), (70, 1), (80, 0))
    few, many, again = (validated(outcomes=rows * times, edges=()) for times in (1, 60, 60))
    # Of 180 bads and 180 goods the standard error of the AUC is sqrt(0.0247 / 180) ~ 0.0236 (DeLong), so the Gini's is 0.047
    assert abs((many.gini_to - many.gini_from) / 2 - Decimal("0.0925")) < Decimal("0.02")
    assert few.gini_to - few.gini_from > 4 * (many.gini_to - many.gini_from)
    assert (many.gini_from, many.gini_to) == (again.gini_from, again.gini_to)


def test_bins_are_merged_until_each_cut_tells() -> None:
    # bads of ten in each cell: 6 6 1 2 1 0; the third and fourth are out of order, the last has none
    cells = [(4, 6), (4, 6), (9, 1), (8, 2), (9, 1), (10, 0)]
    # The first cut tells 1.479, a second after the fourth cell 1.662, a tenth more; a third cannot keep both kinds.
    assert merged(cells=cells) == (2, 4)
    assert joined(cells=cells, cuts=(2, 4)) == ((8, 12), (17, 3), (19, 1))
    assert merged(cells=[(4, 6), (7, 3), (9, 1)]) == (1, 2)
    assert merged(cells=[(5, 5), (5, 5)]) == merged(cells=[(1, 9), (0, 0)]) == ()


@given(cells=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=20))
def test_merged_bins_fall_hold_both_kinds_and_tell_no_more_than_the_cells(cells) -> None:
    bins = joined(cells=cells, cuts=merged(cells=cells))
    whole = sum(good + bad for good, bad in cells)
    if len(bins) > 1:
        rates = [bad / (good + bad) for good, bad in bins]
        assert rates == sorted(set(rates), reverse=True)
        assert all(good and bad and (good + bad) * 20 >= whole for good, bad in bins)
        evidence = weight_of_evidence(bins=bins, zero_cell=ZeroCell.REFUSE)
        assert list(evidence.woe) == sorted(evidence.woe)
    assert (sum(good for good, _ in bins), len(bins) <= 8) == (sum(good for good, _ in cells), True)


def test_a_bin_that_breaks_the_order_is_marked_and_an_empty_cell_counted_half() -> None:
    rows = outcomes(*((10, 0),) * 3, *((50, 1),) * 3, *((90, 0),) * 4)
    found = validated(outcomes=rows, edges=(Decimal(40), Decimal(60)))
    assert [each.breaks_order for each in found.bins] == [False, True, False]
    assert found.has_half_cells


def test_one_kind_alone_tells_nothing() -> None:
    with pytest.raises(Refusal, match="one_sided"):
        validated(outcomes=outcomes((10, 0), (20, 0)), edges=())


@given(scores=SCORES)
def test_every_bin_holds_a_twentieth_and_there_are_at_most_eight(scores) -> None:
    edges = edges_of(scores)
    then = moved(then=scores, now=scores, edges=edges)
    assert list(edges) == sorted(set(edges))
    assert len(then.then) <= 8
    assert all(count * 20 >= len(scores) for count in then.then)
    assert (then.stability.psi, then.stability.shift) == (0, Shift.NONE)


@given(scores=SCORES, bads=st.lists(st.booleans(), min_size=120, max_size=120))
def test_turning_the_scores_round_turns_the_gini_round(scores, bads) -> None:
    rows = [Outcome(score, bad) for score, bad in zip(scores, bads, strict=False)]
    if len({each.is_bad for each in rows}) < 2:
        return
    turned = [Outcome(100 - each.score, each.is_bad) for each in rows]
    one, other = (validated(outcomes=each, edges=edges_of(scores)) for each in (rows, turned))
    assert round(one.separation.gini + other.separation.gini, 20) == 0
    assert one.gini_from <= one.separation.gini <= one.gini_to


def test_scores_that_fell_are_seen() -> None:
    then, now = [Decimal(each) for each in range(100)], [Decimal(each) for each in range(50)]
    assert moved(then=then, now=now, edges=(Decimal(50),)).stability.shift is Shift.MAJOR
    with pytest.raises(Refusal, match="window_empty"):
        moved(then=then, now=[], edges=())
    assert edges_of([]) == ()


def test_rows_of_a_table_are_read_or_refused() -> None:
    assert outcome_from_row({"score": " 62.5", "bad": "Yes"}) == Outcome(Decimal("62.5"), is_bad=True)
    assert outcome_from_row({"score": "7", "bad": "0"}) == Outcome(Decimal(7), is_bad=False)
    for row in ({"score": "7"}, {"score": "seven", "bad": "1"}, {"score": "NaN", "bad": "1"}):
        with pytest.raises(Refusal, match="outcome_unread"):
            outcome_from_row(row)
    assert score_from_row({"score": "3"}) == 3
