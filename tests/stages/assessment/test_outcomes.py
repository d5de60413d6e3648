"""Past scores beside what became of the customers: late long enough, within the time looked at, and told only when it is over."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.ledger import ME, an_account, an_invoice, payment
from tests.people import TODAY

from onaccount.assessment import queries
from onaccount.assessment.models import Scoring
from onaccount.assessment.queries import BadWhen, Window
from onaccount.assessment.rules.validation import Outcome
from onaccount.customers.access import everybody
from onaccount.customers.models import Customer
from onaccount.trade import actions as trade
from onaccount.trade.rules import Method

pytestmark = pytest.mark.django_db
GIVEN = TODAY - timedelta(days=200)
WINDOW = Window(GIVEN, GIVEN)
BAD = BadWhen(late_days=30, within_days=100)


def scored(customer: Customer, score: str, *, on=GIVEN, card="standard") -> None:
    Scoring.objects.create(
        group_id=customer.group_id, customer=customer, card_code=card, card_number=0, facts={}, score=Decimal(score), grade="A",
        rank=3, pd=Decimal("0.01"), confidence=1, reasons=[], scored_on=on, valid_to=on + timedelta(days=1),
    )  # fmt: skip


def outcomes(bad_when: BadWhen = BAD, *, window: Window = WINDOW) -> list[Outcome]:
    return queries.outcomes_of(
        customers=everybody(), card_code="standard", window=window, bad_when=bad_when, today=TODAY
    )


def test_who_left_a_claim_open_too_long_is_bad_and_who_paid_before_is_not() -> None:
    late, paid = an_account("LATE"), an_account("PAID")
    scored(late.customer, "40")
    scored(paid.customer, "70")
    for account in (late, paid):
        an_invoice(account, "100", dated=GIVEN, days=30)
    for account, after in ((late, 61), (paid, 60)):
        draft = payment(f"P{after}", "100", received=GIVEN + timedelta(days=after))
        trade.receive(draft=draft, account=account, chosen=(), method=Method.OLDEST_DUE, actor=ME)
    assert outcomes() == [Outcome(Decimal(40), is_bad=True), Outcome(Decimal(70), is_bad=False)]
    assert outcomes(BadWhen(late_days=30, within_days=59))[0].is_bad is False


def test_scores_whose_time_is_not_over_and_other_cards_are_left_out() -> None:
    customer = an_account("C1").customer
    scored(customer, "50")
    scored(customer, "60", on=TODAY - timedelta(days=10))
    scored(customer, "70", card="own_experience")
    wide = Window(GIVEN, TODAY)
    assert outcomes(window=wide) == [Outcome(Decimal(50), is_bad=False)]
    given = queries.scores_given(customers=everybody(), card_code="standard", window=wide)
    assert list(given) == [Decimal(60)]
