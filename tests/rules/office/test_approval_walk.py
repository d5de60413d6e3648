"""One request walked through two steps by hand: what stands after every act, to the last field."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pytest

from onaccount.kernel.reasons import Refusal
from onaccount.office.approval.rules import (
    Chair,
    DelegationDraft,
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
    checked_delegation,
    content_hash,
    objection,
    one_step,
)

ADVICE = Step("opinions", ("finance", "legal"), Mode.ALL, False, 3, "board", ("papers", "seal"))
FINAL = Step("final", ("approve", "board"), Mode.ANY, True, 2, "chair", ())
ROUTE = Route((ADVICE, FINAL))
MAKER = Speaker(1, frozenset({"approve"}), {})
FINANCE, LEGAL, HEAD = (
    Speaker(n, frozenset({right}), {}) for n, right in ((2, "finance"), (3, "legal"), (4, "approve"))
)
YES, BACK, NO = (Said(outcome, "because", "h") for outcome in ("approved", "returned", "rejected"))


def seat(number: int, right: str, person: int | None = None, *, must: bool = False, also: str = "") -> Chair:
    return Chair(number, right, person, must, also)


BEGUN = begin(route=ROUTE, maker_id=1, barred=frozenset({9}), content_hash="h")


def advised() -> State:
    """Both departments ticked the papers and agreed: the last step is about to decide."""
    state = BEGUN
    for line in ADVICE.checklist:
        state = after_tick(state=state, route=ROUTE, code=line, by=FINANCE)
    for speaker in (FINANCE, LEGAL):
        state = after_opinion(state=state, route=ROUTE, speaker=speaker, said=YES)
    return state


def test_a_request_begins_at_the_first_step_with_its_chairs_and_nobody_heard():
    nobody, chairs = frozenset[int](), (seat(1, "finance"), seat(2, "legal"))
    assert State(1, frozenset({1, 9}), "h", 0, chairs, nobody, frozenset(), Pause.NONE, "") == BEGUN


def test_each_tick_is_added_and_only_with_all_of_them_somebody_agrees():
    one = after_tick(state=BEGUN, route=ROUTE, code="papers", by=FINANCE)
    assert one == replace(BEGUN, ticked=frozenset({"papers"}))
    open_line = objection(state=one, route=ROUTE, speaker=FINANCE, said=YES)
    assert open_line is not None
    assert open_line.code == "approval.checklist_open"
    both = after_tick(state=one, route=ROUTE, code="seal", by=LEGAL)
    assert (both.ticked, objection(state=both, route=ROUTE, speaker=FINANCE, said=YES)) == ({"papers", "seal"}, None)
    with pytest.raises(Refusal) as refused:
        after_tick(state=BEGUN, route=ROUTE, code="weather", by=FINANCE)
    assert refused.value.facts == {"line": "weather"}


def test_where_all_speak_one_leaves_the_others_waiting_and_the_last_opens_the_next_step():
    ticked = replace(BEGUN, ticked=frozenset(ADVICE.checklist))
    first = after_opinion(state=ticked, route=ROUTE, speaker=FINANCE, said=YES)
    assert first == replace(ticked, chairs=(seat(2, "legal"),), spoke=frozenset({2}))
    chairs = (seat(1, "approve"), seat(2, "board"))
    assert advised() == replace(BEGUN, step=1, chairs=chairs, spoke=frozenset({2, 3}))


def test_where_any_decides_one_is_enough_unless_somebody_was_added():
    done = after_opinion(state=advised(), route=ROUTE, speaker=HEAD, said=YES)
    assert done == replace(advised(), chairs=(), spoke=frozenset({2, 3, 4}), outcome=Outcome.APPROVED)
    added = after_act(state=advised(), kind=Kind.ADD_SIGNER, by=HEAD, to=Speaker(5, frozenset(), {}))
    assert added.chairs == (seat(1, "approve"), seat(2, "board"), seat(3, "", 5, must=True))
    heard = after_opinion(state=added, route=ROUTE, speaker=Speaker(5, frozenset(), {}), said=YES)
    assert (heard.chairs, heard.outcome) == (advised().chairs, "")
    waits = after_opinion(state=added, route=ROUTE, speaker=HEAD, said=YES)
    assert (waits.chairs, waits.outcome) == ((seat(3, "", 5, must=True),), "")


@pytest.mark.parametrize(("said", "outcome"), [(BACK, Outcome.RETURNED), (NO, Outcome.REJECTED)])
def test_who_decides_ends_it_by_a_no_even_while_the_maker_owes_an_answer(said: Said, outcome: Outcome):
    asked = after_act(state=advised(), kind=Kind.ASK, by=HEAD, to=None)
    ended = after_opinion(state=asked, route=ROUTE, speaker=HEAD, said=said)
    assert ended == replace(advised(), chairs=(), spoke=frozenset({2, 3, 4}), outcome=outcome)


def test_in_an_advising_step_a_return_ends_it_and_a_rejection_is_advice():
    assert after_opinion(state=BEGUN, route=ROUTE, speaker=LEGAL, said=BACK).outcome == Outcome.RETURNED
    advice = after_opinion(state=BEGUN, route=ROUTE, speaker=LEGAL, said=NO)
    assert advice == replace(BEGUN, chairs=(seat(1, "finance"),), spoke=frozenset({3}))


@pytest.mark.parametrize(
    ("ask", "pause", "answer", "other"),
    [
        (Kind.ASK, Pause.QUESTION, Kind.ANSWER, Kind.DECLINE),
        (Kind.COUNTER, Pause.COUNTER, Kind.DECLINE, Kind.ANSWER),
    ],
)
def test_a_question_is_answered_and_an_offer_declined_each_in_its_own_way(ask, pause, answer, other):
    asked = after_act(state=BEGUN, kind=ask, by=FINANCE, to=None)
    assert asked == replace(BEGUN, pause=pause)
    assert after_act(state=asked, kind=answer, by=MAKER, to=None) == BEGUN
    with pytest.raises(Refusal, match="nothing_to_answer"):
        after_act(state=asked, kind=other, by=MAKER, to=None)


def test_after_its_deadline_the_next_level_may_speak_too_and_whom_it_was_opened_to_stays():
    late = after_deadline(state=BEGUN, route=ROUTE)
    assert late == replace(BEGUN, chairs=(seat(1, "finance", also="board"), seat(2, "legal", also="board")))
    later = after_deadline(state=replace(late, step=1), route=ROUTE)
    assert later.chairs == late.chairs


def test_a_withdrawn_request_has_no_chairs_and_owes_no_answer():
    asked = after_act(state=BEGUN, kind=Kind.ASK, by=FINANCE, to=None)
    ended = after_withdrawal(state=asked, by_id=1, outcome=Outcome.REPLACED)
    assert ended == replace(BEGUN, chairs=(), outcome=Outcome.REPLACED)
    refusal = objection(state=ended, route=ROUTE, speaker=FINANCE, said=YES)
    assert refusal is not None
    assert refusal.code == "approval.closed"


def test_the_shortest_route_is_one_step_in_which_one_other_person_decides():
    assert one_step(permission="p") == Route((Step("decide", ("p",), Mode.ANY, True, 0, "", ()),))


def test_the_fingerprint_is_of_the_content_as_anybody_can_write_it_down():
    assert content_hash({"b": "信", "a": [1, 2]}) == sha256('{"a":[1,2],"b":"信"}'.encode()).hexdigest()


def test_a_delegation_lasts_a_quarter_at_most_and_a_refusal_names_its_days():
    first = date(2026, 3, 2)
    longest = DelegationDraft(1, 2, first, first + timedelta(days=92), "leave")
    assert checked_delegation(longest, today=first) == longest
    with pytest.raises(Refusal) as refused:
        checked_delegation(replace(longest, valid_to=first), today=first)
    assert refused.value.facts == {"valid_from": "2026-03-02", "valid_to": "2026-03-02"}
