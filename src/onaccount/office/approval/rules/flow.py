"""
How a request moves 审批流转, as one pure function: a state, an act by somebody, and the state after it or the refusal.

Terms: opinion 意见, added signer 加签, hand on 转审, question 退回询问 (open until the maker answers), counter-offer 还价 (open until
the maker takes or declines it), withdraw 撤回, escalation 升级. `barred` are the people who may never speak: who asked, and
who stands behind the wish (who earns by it). Nobody speaks twice about one request, in whatever role or for whomever.
A machine never speaks here; time alone never approves anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from onaccount.kernel.reasons import Refusal
from onaccount.office.approval.rules.route import Chair, Mode, Route, Step


class Outcome(StrEnum):
    """How a request ends; `replaced` means that its maker asked anew with other content."""

    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


OPINIONS = (Outcome.APPROVED, Outcome.RETURNED, Outcome.REJECTED)


class Pause(StrEnum):
    """What the maker owes an answer to; nobody agrees meanwhile."""

    NONE = ""
    QUESTION = "question"
    COUNTER = "counter"


class Kind(StrEnum):
    """What may happen to a request besides an opinion and its withdrawal."""

    ADD_SIGNER = "add_signer"
    HAND_ON = "hand_on"
    COPY = "copy"
    ASK = "ask"
    ANSWER = "answer"
    COUNTER = "counter"
    DECLINE = "decline"
    TICK = "tick"


UNBARGAINED = frozenset({"assessment", "grade_override", "portfolio", "policy"})
"""Kinds of requests without an amount or a term to meet halfway: they follow from facts, or are edited and asked for anew."""


def may_bargain(kind: str) -> bool:
    """Say whether a counter-offer may be made on requests of this kind."""
    return kind not in UNBARGAINED


@dataclass(frozen=True, slots=True)
class State:
    """Where an open or closed request stands: its step, the chairs still awaited in it, what is ticked, who has spoken."""

    maker_id: int
    barred: frozenset[int]
    content_hash: str
    step: int
    chairs: tuple[Chair, ...]
    spoke: frozenset[int]
    ticked: frozenset[str]
    pause: Pause
    outcome: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """
    Somebody with the rights held today, and the rights of those who delegated to them 委托 (by person).

    Whoever was delegated to does not delegate further.
    """

    person_id: int
    rights: frozenset[str]
    stands_for: Mapping[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Said:
    """An opinion as it is given: its outcome, the remark, and the hash of the content that was read."""

    outcome: str
    remark: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Place:
    """The chair a speaker may take, and for whom (the speaker, unless somebody delegated)."""

    chair: Chair
    for_person: int


def begin(*, route: Route, maker_id: int, barred: frozenset[int], content_hash: str) -> State:
    """Give the state of a request that was just asked."""
    first = route.steps[0].seats()
    return State(maker_id, barred | {maker_id}, content_hash, 0, first, frozenset(), frozenset(), Pause.NONE, "")


def place_for(*, state: State, speaker: Speaker) -> Place | None:
    """Find the chair this person may take: by name, by an own right, or for somebody who delegated."""
    if state.outcome or speaker.person_id in state.barred | state.spoke:
        return None
    for chair in sorted(state.chairs, key=lambda each: each.person_id != speaker.person_id):
        for whom, rights in ((speaker.person_id, speaker.rights), *sorted(speaker.stands_for.items())):
            if whom not in state.barred | state.spoke and _fits(chair, whom, rights):
                return Place(chair, whom)
    return None


def seats_offered(*, state: State, by: Speaker, colleagues: Mapping[int, frozenset[str]]) -> dict[Kind, frozenset[int]]:
    """
    Say to whom of these colleagues (their rights, by person) a speaker may pass a request on, for each way to do so.

    A copy may go to anybody else. Whoever may not speak now passes nothing on; the maker may still copy.
    """
    others = {person_id: rights for person_id, rights in colleagues.items() if person_id != by.person_id}
    place = place_for(state=state, speaker=by)
    found = {
        kind: frozenset(
            person_id for person_id, rights in others.items() if _may_sit(state, kind, place.chair, person_id, rights)
        )
        for kind in (Kind.ADD_SIGNER, Kind.HAND_ON)
        if place is not None
    }
    may_copy = not state.outcome and (place is not None or by.person_id == state.maker_id)
    return found | ({Kind.COPY: frozenset(others) - {state.maker_id}} if may_copy else {})


def objection(*, state: State, route: Route, speaker: Speaker, said: Said) -> Refusal | None:
    """
    Say why this opinion is not accepted, or None when it is.

    In the order in which a person can act on it: closed, own request, spoken already, no chair, other content, and what is
    missing from it: an outcome, a remark, the maker's answer, a tick.
    """
    agrees = said.outcome == Outcome.APPROVED
    checks = (
        (state.outcome != "", "approval.closed"),
        (speaker.person_id == state.maker_id, "approval.maker_is_checker"),
        (speaker.person_id in state.barred, "approval.stands_behind_it"),
        (speaker.person_id in state.spoke, "approval.already_spoke"),
        (place_for(state=state, speaker=speaker) is None, "approval.no_permission"),
        (said.content_hash != state.content_hash, "approval.content_changed"),
        (said.outcome not in OPINIONS, "approval.unknown_outcome"),
        (not agrees and not said.remark.strip(), "approval.remark_required"),
        (agrees and state.pause is not Pause.NONE, "approval.answer_awaited"),
        (agrees and not state.ticked >= set(_step_of(state, route).checklist), "approval.checklist_open"),
    )
    code = next((code for wrong, code in checks if wrong), None)
    return Refusal(code) if code else None


def after_opinion(*, state: State, route: Route, speaker: Speaker, said: Said) -> State:
    """
    Take an opinion in: the request closes, waits for more chairs of the step, or goes to the next step.

    A return always closes; a rejection closes in a deciding step and is advice in an advising one. Refuses what
    `objection` objects to.
    """
    if refusal := objection(state=state, route=route, speaker=speaker, said=said):
        raise refusal
    place = place_for(state=state, speaker=speaker)
    assert place is not None
    spoken = replace(state, spoke=state.spoke | {speaker.person_id, place.for_person})
    step = _step_of(state, route)
    if said.outcome == Outcome.RETURNED or (said.outcome == Outcome.REJECTED and step.decides):
        return replace(spoken, outcome=said.outcome, chairs=(), pause=Pause.NONE)
    return _onward(replace(spoken, chairs=_left(state.chairs, place.chair, step.mode)), route)


def after_act(*, state: State, kind: Kind, by: Speaker, to: Speaker | None) -> State:
    """
    Take in what is no opinion: a signer added, the chair handed on, a copy, a question or its answer.

    Signers, hand-ons, questions, counter-offers and ticks come from whoever may speak now; answers and declines from the
    maker; copies from both. Refuses approval.closed, .not_maker, .nothing_to_answer, .answer_awaited, .no_permission,
    .cannot_sit.
    """
    if state.outcome:
        raise Refusal("approval.closed")
    if kind in {Kind.ANSWER, Kind.DECLINE}:
        return _answered(state, kind, by)
    place = place_for(state=state, speaker=by)
    if place is None and not (kind is Kind.COPY and by.person_id == state.maker_id):
        raise Refusal("approval.no_permission")
    if kind in {Kind.ASK, Kind.COUNTER}:
        if state.pause is not Pause.NONE:
            raise Refusal("approval.answer_awaited")
        return replace(state, pause=Pause.QUESTION if kind is Kind.ASK else Pause.COUNTER)
    if kind in {Kind.ADD_SIGNER, Kind.HAND_ON}:
        assert place is not None
        return _seated(state, kind, place.chair, to)
    return state


def after_tick(*, state: State, route: Route, code: str, by: Speaker) -> State:
    """Tick one line of the step's checklist. Refuses like `after_act`, and approval.no_such_line."""
    told = after_act(state=state, kind=Kind.TICK, by=by, to=None)
    if code not in _step_of(state, route).checklist:
        raise Refusal("approval.no_such_line", line=code)
    return replace(told, ticked=state.ticked | {code})


def after_withdrawal(*, state: State, by_id: int | None, outcome: Outcome) -> State:
    """Close an open request at its maker's wish, withdrawn or replaced. Refuses approval.closed and .not_maker."""
    if state.outcome:
        raise Refusal("approval.closed")
    if by_id != state.maker_id:
        raise Refusal("approval.not_maker")
    return replace(state, outcome=outcome, chairs=(), pause=Pause.NONE)


def after_deadline(*, state: State, route: Route) -> State:
    """Let the step's next level speak too, once its deadline has passed; nothing is decided by it."""
    also = _step_of(state, route).escalates_to
    return replace(state, chairs=tuple(replace(chair, also=chair.also or also) for chair in state.chairs))


def _fits(chair: Chair, person_id: int, rights: frozenset[str]) -> bool:
    if chair.person_id is not None:
        return chair.person_id == person_id or (chair.also != "" and chair.also in rights)
    return chair.permission in rights or (chair.also != "" and chair.also in rights)


def _step_of(state: State, route: Route) -> Step:
    return route.steps[state.step]


def _left(chairs: tuple[Chair, ...], taken: Chair, mode: Mode) -> tuple[Chair, ...]:
    """The chairs still awaited after one was taken; where any may sign, the other optional ones fall away."""
    rest = tuple(chair for chair in chairs if chair.number != taken.number)
    return rest if mode is Mode.ALL or taken.must else tuple(chair for chair in rest if chair.must)


def _onward(state: State, route: Route) -> State:
    if state.chairs:
        return state
    if state.step + 1 == len(route.steps):
        return replace(state, outcome=Outcome.APPROVED)
    return replace(state, step=state.step + 1, chairs=route.steps[state.step + 1].seats(), ticked=frozenset())


def _answered(state: State, kind: Kind, by: Speaker) -> State:
    if by.person_id != state.maker_id:
        raise Refusal("approval.not_maker")
    if state.pause is not (Pause.QUESTION if kind is Kind.ANSWER else Pause.COUNTER):
        raise Refusal("approval.nothing_to_answer")
    return replace(state, pause=Pause.NONE)


def _seated(state: State, kind: Kind, chair: Chair, to: Speaker | None) -> State:
    """One more chair for a named person, or one's own chair for somebody who holds the same right."""
    if to is None or not _may_sit(state, kind, chair, to.person_id, to.rights):
        raise Refusal("approval.cannot_sit")
    if kind is Kind.ADD_SIGNER:
        number = max(each.number for each in state.chairs) + 1
        return replace(state, chairs=(*state.chairs, Chair(number, "", to.person_id, must=True, also="")))
    handed = replace(chair, person_id=to.person_id)
    return replace(state, chairs=tuple(handed if each.number == chair.number else each for each in state.chairs))


def _may_sit(state: State, kind: Kind, chair: Chair, person_id: int, rights: frozenset[str]) -> bool:
    """Nobody who is shut out, spoke or sits already; a handed chair wants its own right."""
    taken = {each.person_id for each in state.chairs}
    if person_id in state.barred | state.spoke | taken:
        return False
    return kind is Kind.ADD_SIGNER or not chair.permission or chair.permission in rights
