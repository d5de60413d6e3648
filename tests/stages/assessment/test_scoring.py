"""A customer is assessed on what is known, by one person, and graded by another; what was said can be said again."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.ledger import ME, a_customer, an_invoice, payment
from tests.people import TODAY, acting, somebody
from tests.sheets import FIRST_YEAR, SECOND_YEAR, a_draft

from onaccount.assessment import actions, queries
from onaccount.assessment.models import Grade, Scoring
from onaccount.assessment.queries.portfolio import weighed_after
from onaccount.assessment.rules import GradeDraft
from onaccount.assessment.rules.altman import Clamp
from onaccount.assessment.rules.asking import AnswerDraft, BenchmarkDraft, OverrideDraft
from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.rules.facts import FactDraft
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.lifecycle import customer_assessed, file_kept, opinion_given, questions_answered
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request
from onaccount.trade import actions as trade
from onaccount.trade.rules import Method

pytestmark = pytest.mark.django_db
NEXT = TODAY + timedelta(days=1)


def approved(request: Request, checker, outcome: str = "approved") -> Request:
    return opinion_given.give_opinion(
        request_id=request.pk, outcome=outcome, remark="seen", content_hash=request.content_hash, actor=acting(checker), today=TODAY
    )  # fmt: skip


def graded(customer: Customer) -> tuple[Scoring, Request]:
    maker, checker = somebody("maker", "analyst"), somebody("checker", "credit_manager")
    asked = customer_assessed.assess_and_submit(
        customer=customer, card_code=None, notches=0, remark="", actor=acting(maker), today=TODAY
    )
    return Scoring.objects.get(), approved(asked, checker)


def with_statements(number: str = "C1") -> Customer:
    customer = a_customer(number)
    for end in (FIRST_YEAR, SECOND_YEAR):
        customers.take_in_statement(customer=customer, draft=a_draft(end=end), today=TODAY, actor=ME)
    return customer


def test_an_approved_assessment_is_the_grade_in_force() -> None:
    customer = with_statements()
    scoring, asked = graded(customer)
    held = queries.assessment_in_force(customer_id=customer.pk, as_of=TODAY)
    assert held is not None
    assert (held.grade, held.score, held.model and held.model.code) == (scoring.grade, scoring.score, "standard")
    assert (held.pd, held.confidence, held.valid_to) == (scoring.pd, scoring.confidence, scoring.valid_to)
    assert Reason("assessment.facts_missing", {"count": 7}) in held.reasons
    assert queries.grades_on(customer_ids=[customer.pk], on=TODAY)[customer.pk].rank == scoring.rank
    assert Grade.objects.get().request_id == asked.pk
    assert queries.assessment_in_force(customer_id=customer.pk, as_of=scoring.valid_to) is None


def test_of_two_assessments_asked_by_two_people_the_older_cannot_follow_the_newer() -> None:
    customer = with_statements()
    checker = somebody("checker", "credit_manager")
    older, newer = (
        customer_assessed.assess_and_submit(
            customer=customer,
            card_code=None,
            notches=0,
            remark="",
            actor=acting(somebody(name, "analyst")),
            today=TODAY,
        )
        for name in ("first", "second")
    )
    said = Reason("assessment.asked_too", {"who": "First", "scored_on": TODAY}).as_json()
    assert (said in older.content["reasons"], newer.content["reasons"][0]) == (False, said)
    approved(newer, checker)
    with pytest.raises(Refusal, match="overtaken"):
        approved(older, checker)
    assert [grade.request_id for grade in Grade.objects.all()] == [newer.pk]


def test_what_was_scored_comes_out_the_same_again() -> None:
    scoring, _asked = graded(with_statements())
    assert queries.is_same(scoring, queries.scored_again(scoring))
    assert queries.replay_scorings(report=lambda _done: None).facts == {"scorings": 1, "different": 0}
    scoring.facts = scoring.facts | {"z_double_prime": ["-3", "2025-12-31", ""]}
    assert not queries.is_same(scoring, queries.scored_again(scoring))


def test_a_scoring_that_would_come_out_otherwise_is_counted() -> None:
    scoring, _asked = graded(with_statements())
    scoring.pk, scoring.score = None, scoring.score - 1
    scoring.save(force_insert=True)
    done: list[int] = []
    assert queries.replay_scorings(report=done.append).facts == {"scorings": 2, "different": 1}
    assert done == [1, 2]


def test_nobody_approves_the_own_assessment_and_the_database_keeps_scorings() -> None:
    both = somebody("both", "credit_manager")
    asked = customer_assessed.assess_and_submit(
        customer=with_statements(), card_code=None, notches=0, remark="", actor=acting(both), today=TODAY
    )
    with pytest.raises(Refusal, match="maker_is_checker"):
        approved(asked, both)
    assert Grade.objects.count() == 0
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Scoring.objects.update(grade="AAA")


def test_a_company_without_statements_is_judged_by_what_people_know_and_how_it_pays() -> None:
    account = trade.account_for(customer=a_customer(), segment=trade.default_segment(), currency="CNY")
    for number in ("I1", "I2", "I3"):
        an_invoice(account, "100", number=number, dated=TODAY - timedelta(days=40), days=30)
    customer, knows = account.customer, acting(somebody("knows", "analyst"))
    questions_answered.answer_questions(
        customer=customer, drafts=[AnswerDraft("site_visit", Decimal(8), "走访纪要")], actor=knows, today=TODAY
    )
    found = queries.judged(customer=customer, card_code=None, notches=0, as_of=TODAY)
    told = {each.code: each.value for each in found.scored.contributions}
    assert (found.card.code, told["site_visit"], told["overdue_share"]) == ("own_experience", 8, 1)
    assert told["payment_index"] == Decimal(80) - Decimal(10 * 10) / 15


def test_the_clamp_of_a_card_reaches_the_stored_facts_and_the_score_of_the_whole_portfolio() -> None:
    customer = with_statements()
    wide = queries.judged(customer=customer, card_code=None, notches=0, as_of=TODAY)
    narrow = replace(wide.card, clamp=Clamp(Decimal("-0.1"), Decimal("0.1")))
    (weighed,) = weighed_after(reached=0, cards=(narrow,), as_of=TODAY)
    assert weighed.judged is not None
    scores = [each.ground.facts["z_double_prime"].value for each in (wide, weighed.judged)]
    assert (scores[1] < scores[0], weighed.judged.scored.score < wide.scored.score) == (True, True)
    assert weighed.judged.ground.years[0].held == ("x1", "x2", "x3", "x4", "x5")


def test_a_notch_needs_a_reason_and_an_unknown_card_is_refused() -> None:
    customer, maker = with_statements(), acting(somebody("maker", "analyst"))
    with pytest.raises(Refusal, match="notch_needs_reason"):
        customer_assessed.assess(customer=customer, card_code=None, notches=1, remark=" ", actor=maker, today=TODAY)
    with pytest.raises(Refusal, match="card_unknown"):
        customer_assessed.assess(customer=customer, card_code="luck", notches=0, remark="", actor=maker, today=TODAY)
    moved = customer_assessed.assess(
        customer=customer, card_code="working_assets", notches=-1, remark="owner left", actor=maker, today=TODAY
    )
    assert (moved.notches, moved.remark, moved.card_number) == (-1, "owner left", 0)


def test_an_override_ends_on_its_day_and_needs_a_second_person() -> None:
    customer = with_statements()
    scoring, _asked = graded(customer)
    maker, checker = (acting(Person.objects.get(username=name)) for name in ("maker", "checker"))
    draft = OverrideDraft("CC", NEXT + timedelta(days=9), "核心客户破产")
    asked = customer_assessed.ask_override(customer=customer, draft=draft, actor=maker, today=TODAY)
    opinion_given.give_opinion(
        request_id=asked.pk, outcome="approved", remark="", content_hash=asked.content_hash, actor=checker, today=TODAY
    )
    held = queries.assessment_in_force(customer_id=customer.pk, as_of=NEXT)
    assert held is not None
    assert (held.grade, held.is_override, held.score) == ("CC", True, scoring.score)
    assert held.pd == Decimal("0.44634")
    assert queries.assessment_in_force(customer_id=customer.pk, as_of=draft.valid_to) is None


def test_benchmarks_place_a_customer_and_a_later_load_replaces_them() -> None:
    customer = with_statements()
    Customer.objects.filter(pk=customer.pk).update(industry="机械")
    loader = acting(somebody("loader", "analyst"))
    values = tuple(map(Decimal, ("0.12", "0.1", "0.08", "0.04", "0.01")))
    sound = BenchmarkDraft("机械", "return_on_assets", 2025, values)
    for draft in (sound, replace(sound, values=tuple(value * 2 for value in values))):
        questions_answered.load_benchmarks(drafts=[draft], source="绩效评价标准值 2025", actor=loader, today=TODAY)
    ground = queries.assessment_facts_for(customer_ids=[customer.pk], as_of=TODAY)[customer.pk]
    assert queries.benchmarks().count() == 1
    assert 40 < ground.facts["industry_position"].value < 80
    for drafts, source, code in (([], "x", "nothing_loaded"), ([sound], " ", "benchmark_source")):
        with pytest.raises(Refusal, match=code):
            questions_answered.load_benchmarks(drafts=drafts, source=source, actor=loader, today=TODAY)


def test_what_the_credit_file_holds_reaches_the_score_until_it_is_closed() -> None:
    customer = with_statements()

    def filed(kind, **values):
        draft = FactDraft(kind, values, "court site", TODAY, None, None)
        file_kept.add_fact(customer=customer, draft=draft, actor=ME, today=TODAY)

    filed("legal_record", record_type="dishonest", legal_role="defendant", case_state="open")
    filed("tax_credit", tax_grade="A")
    told = queries.judged(customer=customer, card_code=None, notches=0, as_of=TODAY)
    assert (told.scored.grade, told.ground.facts["dishonest"].source) == ("C", "court site")
    assert next(each.points for each in told.scored.contributions if each.code == "tax_credit") == 100


def test_a_subsidiary_is_no_better_than_its_parent_unless_its_file_holds_it_apart() -> None:
    parent, child = a_customer("P1"), with_statements()
    customers.join_group(customer=child, parent=parent, actor=ME)
    by = acting(somebody("maker", "analyst"))
    grade = GradeDraft("CCC", TODAY, None, "insolvency feared", "")
    actions.give_grade(customer=parent, draft=grade, today=TODAY, actor=by)

    def says() -> str:
        return queries.judged(customer=child, card_code=None, notches=0, as_of=TODAY).scored.grade

    held_back = says()
    values = {"ring_fenced": "yes", "grounds": "separate cash, audited"}
    file_kept.add_fact(
        customer=child, draft=FactDraft("ring_fence", values, "articles", TODAY, None, None), actor=ME, today=TODAY
    )
    assert (held_back, says()) == ("CCC", "A")


@pytest.mark.parametrize("many", [1, 3])
def test_facts_of_many_cost_the_same_reads(many) -> None:
    keys = [with_statements(f"C{number}").pk for number in range(many)]
    with CaptureQueriesContext(connection) as seen:
        found = queries.assessment_facts_for(customer_ids=keys, as_of=TODAY)
    assert (len(seen), len(found)) == (11, many)


def test_payments_count_by_days_beyond_terms() -> None:
    account = trade.account_for(customer=a_customer(), segment=trade.default_segment(), currency="CNY")
    for number in ("I1", "I2", "I3"):
        an_invoice(account, "100", number=number, dated=TODAY - timedelta(days=60), days=30)
    trade.receive(
        draft=payment("P1", "300", received=TODAY), account=account, chosen=(), method=Method.OLDEST_DUE, actor=ME
    )
    facts = queries.assessment_facts_for(customer_ids=[account.customer_id], as_of=TODAY)[account.customer_id].facts
    assert facts["payment_index"].value == 50
