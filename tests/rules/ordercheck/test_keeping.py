"""A check kept short comes back to the last digit, whatever of it its standing says and whatever not."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace
from tests.rules.ordercheck.builders import TODAY
from tests.rules.ordercheck.test_laws import policies, snapshots

from onaccount.ordercheck.rules import (
    CustomerFacts,
    Failure,
    FailureKind,
    Standing,
    StandingFacts,
    as_bytes,
    as_json,
    judge,
    short_snapshot,
    short_verdict,
    whole_of,
    whole_snapshot,
    whole_verdict,
)
from onaccount.ordercheck.rules.keeping import FINDING
from onaccount.ordercheck.rules.standing import StandingNode
from onaccount.ordercheck.rules.verdict import Finding

OTHERWISE = {  # parts in which a standing differs from what was seen
    "as_of": TODAY + timedelta(days=1),
    "currency": "EUR",
    "customer": CustomerFacts("C9", "y"),
    "facts": StandingFacts(grade="D"),
    "failures": (Failure(FailureKind.SOURCE_STALE, "erp"),),
    "nodes": (),
}


def of(snapshot) -> Standing:
    """The standing a snapshot can have been made from."""
    nodes = tuple(
        StandingNode(each.number, each.name, each.is_group, each.limit, each.segment, each.security)
        for each in snapshot.nodes
    )
    return Standing(
        snapshot.as_of, TODAY, 1, snapshot.currency, snapshot.customer, nodes, snapshot.standing, failures=()
    )


@given(snapshots, st.sets(st.sampled_from(sorted(OTHERWISE))))
def test_a_snapshot_kept_beside_any_standing_comes_back_whole(snapshot, parts):
    standing = replace(of(snapshot), **{name: OTHERWISE[name] for name in parts})
    short = as_json(short_snapshot(snapshot, standing))
    assert as_bytes(whole_snapshot(short, as_json(standing))) == as_bytes(as_json(snapshot))
    assert whole_of(short) == snapshot.order.whole


@given(snapshots)
def test_a_check_that_could_compare_with_no_limit_says_so_beside_a_standing_with_limits(snapshot):
    blind = replace(snapshot, nodes=())
    short = as_json(short_snapshot(blind, of(snapshot)))
    assert whole_snapshot(short, as_json(of(snapshot))) == as_json(blind)


@given(snapshots)
def test_a_snapshot_kept_without_a_standing_is_the_snapshot(snapshot):
    short = as_json(short_snapshot(snapshot, None))
    assert whole_snapshot(short, None) == as_json(snapshot)
    assert whole_snapshot(short, as_json(of(snapshot))) == as_json(snapshot)


@given(snapshots)
def test_only_what_the_standing_does_not_say_is_kept(snapshot):
    short = short_snapshot(snapshot, of(snapshot))
    own = {"checkpoint", "order", "exposure", "nodes"} | ({"authorisation"} if snapshot.authorisation else set())
    assert set(short) == own
    assert short["nodes"] == [node.others for node in snapshot.nodes]


@given(snapshots, policies)
def test_a_verdict_kept_short_comes_back_whole(snapshot, policy):
    verdict = judge(snapshot, policy)
    assert whole_verdict(as_json(short_verdict(verdict)), list) == as_json(verdict)
    assert whole_verdict(as_json(verdict), list) == as_json(verdict)


def test_no_word_of_a_finding_is_left_out():
    assert {*FINDING, "reason"} == {each.name for each in fields(Finding)}
