"""
The state machine of approvals, explored exhaustively: every act by every person in every state that can be reached.

The world is small and full of temptation: who asked holds every right, has delegated to a colleague and been delegated to;
one person stands behind the wish; the departments advise, then two must decide.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import pytest

from onaccount.kernel.reasons import Refusal
from onaccount.office.approval.rules import (
    Kind,
    Mode,
    Outcome,
    Pause,
    Route,
    Said,
    Speaker,
    State,
    Step,
    after_act,
    after_deadline,
    after_opinion,
    after_tick,
    after_withdrawal,
    begin,
    may_bargain,
    objection,
    place_for,
    seats_offered,
)

EVERY = frozenset({"finance", "legal", "approve", "board"})
NOBODY: dict[int, frozenset[str]] = {}
MAKER = Speaker(1, EVERY, {2: frozenset({"finance", "approve"})})
FINANCE = Speaker(2, frozenset({"finance", "approve"}), {1: EVERY})
LEGAL = Speaker(3, frozenset({"legal", "approve"}), NOBODY)
BEHIND = Speaker(4, EVERY, NOBODY)
BOARD = Speaker(5, frozenset({"board", "finance"}), {3: LEGAL.rights})
PEOPLE = (MAKER, FINANCE, LEGAL, BEHIND, BOARD)

ADVICE = Step("opinions", ("finance", "legal"), Mode.ALL, False, 3, "board", ("papers",))
EITHER = Step("final", ("approve", "board"), Mode.ANY, True, 2, "board", ())
BOTH = Step("final", ("approve", "board"), Mode.ALL, True, 0, "", ())
ROUTES = {
    "one": Route((EITHER,)),
    "both": Route((BOTH,)),
    "advice, then either": Route((ADVICE, EITHER)),
}


@dataclass(frozen=True)
class Act:
    """One thing somebody may try."""

    name: str
    by: int
    to: int = 0


def begun(route: Route) -> State:
    return begin(route=route, maker_id=1, barred=frozenset({4}), content_hash="h")


def acts() -> Iterator[Act]:
    names = [*Outcome, Kind.COPY, Kind.ASK, Kind.ANSWER, Kind.COUNTER, Kind.DECLINE, Kind.TICK]
    for name, person in product(names, PEOPLE):
        yield Act(name.value, person.person_id)
    for name, person, other in product((Kind.ADD_SIGNER, Kind.HAND_ON), PEOPLE, PEOPLE):
        yield Act(name.value, person.person_id, other.person_id)
    yield Act("deadline", 0)


ACTS = tuple(acts())


def after(state: State, route: Route, act: Act) -> State:
    if act.name == "deadline":
        return after_deadline(state=state, route=route)
    by = PEOPLE[act.by - 1]
    if act.name in {Outcome.WITHDRAWN, Outcome.REPLACED}:
        return after_withdrawal(state=state, by_id=act.by, outcome=Outcome(act.name))
    if act.name == Kind.TICK:
        return after_tick(state=state, route=route, code="papers", by=by)
    if act.name in list(Outcome):
        return after_opinion(state=state, route=route, speaker=by, said=Said(act.name, "because", "h"))
    return after_act(state=state, kind=Kind(act.name), by=by, to=PEOPLE[act.to - 1] if act.to else None)


def explore(route: Route) -> dict[State, list[tuple[Act, State]]]:
    """Every state that can be reached, and what leads where."""
    graph: dict[State, list[tuple[Act, State]]] = {}
    front = [begun(route)]
    while front:
        state = front.pop()
        if state in graph or (state.outcome == "" and len(state.chairs) > 4):
            continue
        graph[state] = []
        for act in ACTS if not state.outcome else ():
            try:
                following = after(state, route, act)
            except Refusal:
                continue
            graph[state].append((act, following))
            front.append(following)
    return graph


@pytest.fixture(scope="module", params=ROUTES, ids=list(ROUTES))
def explored(request: pytest.FixtureRequest) -> tuple[Route, dict[State, list[tuple[Act, State]]]]:
    route = ROUTES[request.param]
    return route, explore(route)


def test_from_every_open_state_an_end_can_be_reached(explored) -> None:
    _route, graph = explored
    ended = {state for state in graph if state.outcome}
    while True:
        more = {state for state, edges in graph.items() if state not in ended and any(b in ended for _, b in edges)}
        if not more:
            break
        ended |= more
    assert set(graph) - ended == set()


def test_from_every_open_state_somebody_else_than_the_maker_can_end_it(explored) -> None:
    """No dead end for the checkers either: while it is open there is a person who may at least send it back."""
    route, graph = explored
    stuck = [
        state
        for state in graph
        if not state.outcome
        and all(
            objection(state=state, route=route, speaker=person, said=Said("returned", "why", "h")) for person in PEOPLE
        )
        and all(
            objection(
                state=after_deadline(state=state, route=route),
                route=route,
                speaker=person,
                said=Said("returned", "why", "h"),
            )
            for person in PEOPLE
        )
    ]
    with_rights_left = [state for state in stuck if len(state.spoke) < 2]
    assert with_rights_left == []


def test_on_no_path_does_who_asked_or_stands_behind_it_move_a_request(explored) -> None:
    _route, graph = explored
    mine = {Kind.ANSWER, Kind.DECLINE, Kind.COPY, Outcome.WITHDRAWN, Outcome.REPLACED}
    moved = {(act.by, act.name) for edges in graph.values() for act, _ in edges if act.by in {1, 4}}
    assert moved <= {(1, each.value) for each in mine}


def test_on_no_path_is_somebody_counted_for_whom_they_may_not_speak(explored) -> None:
    _route, graph = explored
    assert [state for state in graph if state.spoke & {1, 4}] == []
    assert [state for state in graph for chair in state.chairs if chair.person_id in {1, 4}] == []


def test_an_approval_needs_every_step_and_as_many_people_as_chairs(explored) -> None:
    route, graph = explored
    needed = sum(len(step.chairs) if step.mode is Mode.ALL else 1 for step in route.steps)
    approved = [state for state in graph if state.outcome == Outcome.APPROVED]
    assert approved != []
    assert [state for state in approved if len(state.spoke) < needed or state.step + 1 < len(route.steps)] == []


def test_nobody_agrees_while_the_maker_owes_an_answer_or_a_line_is_not_ticked(explored) -> None:
    route, graph = explored
    agreed = [state for state, edges in graph.items() for act, _ in edges if act.name == Outcome.APPROVED]
    assert [state for state in agreed if state.pause is not Pause.NONE] == []
    assert [state for state in agreed if not state.ticked >= set(route.steps[state.step].checklist)] == []


def test_time_alone_ends_nothing(explored) -> None:
    _route, graph = explored
    late = [following for edges in graph.values() for act, following in edges if act.name == "deadline"]
    assert {state.outcome for state in late} == {""}


def test_who_is_named_takes_the_own_chair_before_a_chair_by_right() -> None:
    route = Route((Step("final", ("approve",), Mode.ALL, True, 0, "", ()),))
    state = after_act(state=begun(route), kind=Kind.ADD_SIGNER, by=FINANCE, to=LEGAL)
    place = place_for(state=state, speaker=LEGAL)
    assert place is not None
    assert (place.chair.person_id, place.chair.must) == (3, True)


def test_a_chair_handed_on_waits_for_that_person_alone() -> None:
    state = after_act(state=begun(ROUTES["one"]), kind=Kind.HAND_ON, by=FINANCE, to=LEGAL)
    assert place_for(state=state, speaker=FINANCE) is None
    late = after_deadline(state=state, route=ROUTES["one"])
    assert place_for(state=late, speaker=BOARD) is not None


RIGHTS = {person.person_id: person.rights for person in PEOPLE}


@pytest.mark.parametrize("route", ROUTES.values())
def test_a_request_is_offered_to_those_alone_who_would_not_be_refused(route: Route) -> None:
    state = begun(route)
    for by in PEOPLE:
        offered = seats_offered(state=state, by=by, colleagues=RIGHTS)
        for kind, to in product((Kind.ADD_SIGNER, Kind.HAND_ON, Kind.COPY), PEOPLE):
            if to.person_id in {by.person_id, MAKER.person_id}:
                assert to.person_id not in offered.get(kind, ())
                continue
            try:
                after_act(state=state, kind=kind, by=by, to=to)
            except Refusal:
                assert to.person_id not in offered.get(kind, ())
            else:
                assert to.person_id in offered[kind]


def test_a_closed_request_is_passed_on_to_nobody() -> None:
    state = replace(begun(ROUTES["one"]), outcome="approved")
    assert seats_offered(state=state, by=MAKER, colleagues=RIGHTS) == {}


def test_where_either_signs_an_added_signer_is_still_heard() -> None:
    route = ROUTES["one"]
    state = after_act(state=begun(route), kind=Kind.ADD_SIGNER, by=FINANCE, to=LEGAL)
    state = after_opinion(state=state, route=route, speaker=FINANCE, said=Said("approved", "", "h"))
    assert (state.outcome, [chair.person_id for chair in state.chairs]) == ("", [3])
    state = after_opinion(state=state, route=route, speaker=LEGAL, said=Said("approved", "", "h"))
    assert state.outcome == "approved"


@pytest.mark.parametrize(
    ("speaker", "said", "code"),
    [
        (MAKER, Said("approved", "", "h"), "approval.maker_is_checker"),
        (BEHIND, Said("approved", "", "h"), "approval.stands_behind_it"),
        (Speaker(9, frozenset(), NOBODY), Said("approved", "", "h"), "approval.no_permission"),
        (FINANCE, Said("approved", "", "other"), "approval.content_changed"),
        (FINANCE, Said("yes", "", "h"), "approval.unknown_outcome"),
        (FINANCE, Said("rejected", " ", "h"), "approval.remark_required"),
    ],
)
def test_an_opinion_that_cannot_count_is_refused_by_name(speaker: Speaker, said: Said, code: str) -> None:
    refusal = objection(state=begun(ROUTES["one"]), route=ROUTES["one"], speaker=speaker, said=said)
    assert refusal is not None
    assert refusal.code == code


@pytest.mark.parametrize(
    ("kind", "by", "to", "code"),
    [
        (Kind.ANSWER, FINANCE, None, "approval.not_maker"),
        (Kind.ANSWER, MAKER, None, "approval.nothing_to_answer"),
        (Kind.ASK, MAKER, None, "approval.no_permission"),
        (Kind.ADD_SIGNER, FINANCE, MAKER, "approval.cannot_sit"),
        (Kind.ADD_SIGNER, FINANCE, None, "approval.cannot_sit"),
        (Kind.HAND_ON, FINANCE, BEHIND, "approval.cannot_sit"),
        (Kind.HAND_ON, FINANCE, Speaker(9, frozenset(), NOBODY), "approval.cannot_sit"),
    ],
)
def test_an_act_that_cannot_be_is_refused_by_name(kind: Kind, by: Speaker, to: Speaker | None, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        after_act(state=begun(ROUTES["one"]), kind=kind, by=by, to=to)
    assert refused.value.code == code


def test_one_question_at_a_time_and_only_lines_that_stand_there_are_ticked() -> None:
    route = ROUTES["advice, then either"]
    asked = after_act(state=begun(route), kind=Kind.ASK, by=FINANCE, to=None)
    with pytest.raises(Refusal, match=r"approval\.answer_awaited"):
        after_act(state=asked, kind=Kind.COUNTER, by=LEGAL, to=None)
    with pytest.raises(Refusal, match=r"approval\.no_such_line"):
        after_tick(state=asked, route=route, code="weather", by=FINANCE)


def test_what_is_closed_stays_closed() -> None:
    closed = after_withdrawal(state=begun(ROUTES["one"]), by_id=1, outcome=Outcome.WITHDRAWN)
    with pytest.raises(Refusal, match=r"approval\.closed"):
        after_act(state=closed, kind=Kind.COPY, by=FINANCE, to=None)
    with pytest.raises(Refusal, match=r"approval\.closed"):
        after_withdrawal(state=closed, by_id=1, outcome=Outcome.WITHDRAWN)
    with pytest.raises(Refusal, match=r"approval\.not_maker"):
        after_withdrawal(state=begun(ROUTES["one"]), by_id=2, outcome=Outcome.WITHDRAWN)


def test_what_follows_from_facts_is_not_bargained_over() -> None:
    kinds = ("limit", "release", "policy", "assessment", "grade_override", "portfolio")
    assert [kind for kind in kinds if may_bargain(kind)] == ["limit", "release"]
