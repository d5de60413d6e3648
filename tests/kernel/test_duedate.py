"""Terms as contracts state them, and the day the money is due."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.calendar import Calendar, Deadline
from onaccount.kernel.duedate import CountsFrom, Shift, StartEvent, TermsRule, due_date, due_deadline, start_of_term
from onaccount.kernel.reasons import Refusal

CALENDAR = Calendar(frozenset({date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 5)}), frozenset({date(2026, 5, 9)}))
NET_30 = TermsRule(StartEvent.INVOICE, 30)
EOM_30 = TermsRule(StartEvent.INVOICE, 30, counts_from=CountsFrom.MONTH_END)
NEXT_10TH = TermsRule(StartEvent.INVOICE, 0, counts_from=CountsFrom.MONTH_END, pay_days=(10,))
CUT_OFF_25 = TermsRule(StartEvent.DELIVERY, 30, counts_from=CountsFrom.CUT_OFF, cut_off_day=25)
EOM_CUT_25 = TermsRule(StartEvent.DELIVERY, 0, 1, counts_from=CountsFrom.MONTH_END, cut_off_day=25)

events = st.dates(date(2025, 1, 1), date(2027, 12, 31))
month_days = st.integers(1, 31)
rules = st.builds(
    TermsRule,
    st.sampled_from(StartEvent),
    st.integers(0, 200),
    st.integers(0, 6),
    counts_from=st.sampled_from(CountsFrom),
    cut_off_day=st.none() | month_days,
    pay_days=st.lists(month_days, max_size=3).map(tuple),
    shift=st.sampled_from(Shift),
    latest_start_days=st.none() | st.integers(0, 90),
)


@pytest.mark.parametrize(
    ("rule", "event", "due"),
    [
        (NET_30, date(2026, 1, 10), date(2026, 2, 9)),
        (EOM_30, date(2026, 1, 10), date(2026, 3, 2)),
        (EOM_30, date(2026, 1, 31), date(2026, 3, 2)),
        (NEXT_10TH, date(2026, 3, 2), date(2026, 4, 10)),
        (NEXT_10TH, date(2026, 12, 31), date(2027, 1, 10)),
        (CUT_OFF_25, date(2026, 3, 25), date(2026, 4, 24)),
        (CUT_OFF_25, date(2026, 3, 26), date(2026, 5, 25)),
        (EOM_CUT_25, date(2026, 1, 25), date(2026, 2, 28)),
        (EOM_CUT_25, date(2026, 1, 26), date(2026, 3, 31)),
        (EOM_CUT_25, date(2026, 12, 31), date(2027, 2, 28)),
        (TermsRule(StartEvent.INVOICE, 0, 3), date(2025, 11, 30), date(2026, 2, 28)),
        (TermsRule(StartEvent.INVOICE, 0, pay_days=(31, 15)), date(2026, 2, 16), date(2026, 2, 28)),
        (TermsRule(StartEvent.INVOICE, 30, pay_days=(10,)), date(2026, 3, 11), date(2026, 4, 10)),
    ],
)
def test_terms_give_a_due_date(rule, event, due):
    assert due_date(rule, event, CALENDAR) == due


@pytest.mark.parametrize(
    ("shift", "due"),
    [(Shift.NONE, date(2026, 5, 3)), (Shift.NEXT, date(2026, 5, 6)), (Shift.PREVIOUS, date(2026, 4, 30))],
)
def test_a_due_date_on_a_day_of_rest_moves_as_agreed(shift, due):
    rule = TermsRule(StartEvent.INVOICE, 30, shift=shift)
    assert due_deadline(rule, date(2026, 4, 3), CALENDAR) == Deadline(raw=date(2026, 5, 3), shifted=due)


def test_a_shift_backwards_stops_at_the_event():
    at_once = TermsRule(StartEvent.DELIVERY, 0, shift=Shift.PREVIOUS)
    assert due_date(at_once, date(2026, 5, 3), CALENDAR) == date(2026, 5, 3)


@pytest.mark.parametrize(
    ("latest_start_days", "event", "starts"),
    [
        (None, None, None),
        (None, date(2026, 9, 9), date(2026, 9, 9)),
        (10, None, date(2026, 3, 11)),
        (10, date(2026, 3, 5), date(2026, 3, 5)),
        (10, date(2026, 9, 9), date(2026, 3, 11)),
    ],
)
def test_credit_starts_with_the_event_or_at_the_latest_start(latest_start_days, event, starts):
    rule = TermsRule(StartEvent.ACCEPTANCE, 30, latest_start_days=latest_start_days)
    assert start_of_term(rule, event_date=event, delivery_date=date(2026, 3, 1)) == starts


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"credit_days": -1}, "terms.negative"),
        ({"credit_days": 0, "credit_months": -1}, "terms.negative"),
        ({"credit_days": 0, "latest_start_days": -1}, "terms.negative"),
        ({"credit_days": 0, "cut_off_day": 0}, "terms.day_of_month"),
        ({"credit_days": 0, "pay_days": (10, 32)}, "terms.day_of_month"),
    ],
)
def test_impossible_terms_are_refused(terms, code):
    with pytest.raises(Refusal) as refusal:
        TermsRule(StartEvent.INVOICE, **terms)
    assert refusal.value.code == code


@given(rules, events)
def test_money_is_never_due_before_the_event(rule, event):
    assert due_date(rule, event, CALENDAR) >= event


@given(rules, events)
def test_a_later_event_is_never_due_earlier(rule, event):
    assert due_date(rule, event, CALENDAR) <= due_date(rule, event + timedelta(days=1), CALENDAR)


@given(rules, events)
def test_a_due_date_without_shift_is_the_counted_one_and_a_pay_day(rule, event):
    due = due_deadline(rule, event, CALENDAR).raw
    on_pay_day = due.day in rule.pay_days or (due + timedelta(days=1)).day == 1
    assert on_pay_day or not rule.pay_days


@given(rules)
def test_terms_are_read_back_as_they_were_written(rule):
    assert TermsRule.from_json(json.loads(json.dumps(rule.as_json()))) == rule
