"""The whole portfolio is assessed in the background, goes on after a kill, and counts once a second person approved it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.ledger import a_customer
from tests.people import TODAY, acting, somebody
from tests.stages.assessment.test_scoring import approved, with_statements

from onaccount.assessment import actions, queries
from onaccount.assessment.models import Grade, PortfolioRun, Scoring, SimulatedGrade
from onaccount.assessment.queries import portfolio
from onaccount.assessment.rules import GradeDraft
from onaccount.assessment.rules.asking import OverrideDraft
from onaccount.assessment.rules.shipped import OWN_EXPERIENCE, STANDARD
from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import customer_assessed, portfolio_assessed, scorecard_changed
from onaccount.office.approval.models import Request
from onaccount.office.policy.models import PolicyVersion
from onaccount.office.work.models import Work

pytestmark = pytest.mark.django_db


def begun(asker) -> PortfolioRun:
    return portfolio_assessed.ask_for_assessment(actor=acting(asker), today=TODAY)


def test_a_run_grades_everybody_once_a_second_person_approves_it() -> None:
    asker, checker = somebody("asker", "analyst"), somebody("checker", "credit_manager")
    known, new = with_statements("C1"), a_customer("C2")
    draft = GradeDraft("BB", TODAY, None, "visit", "")
    actions.give_grade(customer=known, draft=draft, today=TODAY, actor=acting(asker))
    run = begun(asker)
    portfolio_assessed.carry_out(work_id=run.work_id)
    run.refresh_from_db()
    assert (Scoring.objects.filter(run=run).count(), run.counts) == (2, {"up": 1, "new": 1})
    assert Work.objects.get(pk=run.work_id).state == "done"
    assert queries.grades_on(customer_ids=[new.pk], on=TODAY) == {}
    approved(Request.objects.get(kind="portfolio"), checker)
    held = queries.assessments_in_force(customer_ids=[known.pk, new.pk], as_of=TODAY)
    assert [held[each.pk].model.code for each in (known, new)] == ["standard", "own_experience"]
    assert queries.replay_scorings(report=lambda _done: None).facts["different"] == 0


def test_a_run_that_was_killed_goes_on_where_it_stopped(monkeypatch) -> None:
    monkeypatch.setattr(portfolio, "CHUNK", 2)
    asker = somebody("asker", "analyst")
    for number in range(5):
        a_customer(f"C{number}")
    run = begun(asker)

    def killed(done: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.carry_out(run=run, actor=acting(asker), report=killed)
    assert Scoring.objects.count() == 4
    portfolio_assessed.carry_out(work_id=run.work_id)
    assert sorted(Scoring.objects.values_list("customer__number", flat=True)) == ["C0", "C1", "C2", "C3", "C4"]


def test_an_override_in_force_outlives_a_run() -> None:
    asker, checker = somebody("asker", "analyst"), somebody("checker", "credit_manager")
    customer = with_statements()
    actions.give_grade(
        customer=customer, draft=GradeDraft("BB", TODAY, None, "visit", ""), today=TODAY, actor=acting(asker)
    )
    draft = OverrideDraft("CC", TODAY + timedelta(days=9), "核心客户破产")
    approved(customer_assessed.ask_override(customer=customer, draft=draft, actor=acting(asker), today=TODAY), checker)
    portfolio_assessed.carry_out(work_id=begun(asker).work_id)
    approved(Request.objects.get(kind="portfolio"), checker)
    assert queries.grades_on(customer_ids=[customer.pk], on=TODAY)[customer.pk].grade == "CC"


def test_who_asked_for_a_run_does_not_approve_it() -> None:
    asker = somebody("asker", "credit_manager")
    a_customer()
    portfolio_assessed.carry_out(work_id=begun(asker).work_id)
    with pytest.raises(Refusal, match="maker_is_checker"):
        approved(Request.objects.get(kind="portfolio"), asker)
    assert Grade.objects.count() == 0


def strict(version: PolicyVersion) -> None:
    """Everybody's weight lies on knowing how it pays, and not knowing counts as nothing."""
    line = replace(OWN_EXPERIENCE.characteristics[2], weight=Decimal(100))
    card = replace(OWN_EXPERIENCE, characteristics=(line,))
    maker = acting(somebody(f"maker{version.pk}", "analyst"))
    scorecard_changed.edit_card(version_id=version.pk, card=card, note="strict", actor=maker)


def test_a_draft_is_tried_on_everybody_and_changes_nothing() -> None:
    editor = somebody("editor", "analyst")
    customer = a_customer()
    Customer.objects.filter(pk=customer.pk).update(opened_on=TODAY - timedelta(days=2000))
    version = scorecard_changed.draft_card(code="own_experience", today=TODAY, note="", actor=acting(editor))
    strict(version)
    run = portfolio_assessed.ask_for_trial(
        code="own_experience", number=version.number, actor=acting(editor), today=TODAY
    )
    portfolio_assessed.carry_out_trial(work_id=run.work_id)
    run.refresh_from_db()
    row = SimulatedGrade.objects.get()
    assert (row.customer_id, row.steps < 0, run.counts) == (customer.pk, True, {"up": 1})
    assert list(queries.regraded(run=run, customers=Customer.objects.all())) == [row]
    assert (Scoring.objects.count(), queries.latest_trial(code="own_experience", number=version.number)) == (0, run)


def test_a_card_counts_from_its_day_once_a_second_person_approved_it() -> None:
    editor, checker = somebody("editor", "analyst"), somebody("checker", "credit_manager")
    version = scorecard_changed.draft_card(code="own_experience", today=TODAY, note="", actor=acting(editor))
    strict(version)
    with pytest.raises(Refusal, match="not_approved"):
        scorecard_changed.activate_card(version_id=version.pk, active_from=TODAY, today=TODAY, actor=acting(checker))
    asked = scorecard_changed.submit_card(version_id=version.pk, today=TODAY, actor=acting(editor))
    approved(asked, checker)
    tomorrow = TODAY + timedelta(days=1)
    scorecard_changed.activate_card(version_id=version.pk, active_from=tomorrow, today=TODAY, actor=acting(checker))
    numbers = [queries.card_in_force(code="own_experience", on=day).number for day in (TODAY, tomorrow)]
    assert numbers == [0, 1]
    assert queries.card_numbered(code="own_experience", number=0) == OWN_EXPERIENCE
    again = scorecard_changed.go_back(code="own_experience", number=0, note="", actor=acting(editor))
    assert queries.card_of(again) == replace(OWN_EXPERIENCE, number=2)


def test_a_card_of_another_segment_begins_as_a_copy_out_of_use() -> None:
    editor = acting(somebody("editor", "analyst"))
    version = scorecard_changed.copy_card(
        code="standard", new_code="builders", name="建筑企业", today=TODAY, actor=editor
    )
    card = queries.card_of(version)
    assert (card.code, card.is_in_use, card.characteristics) == ("builders", False, STANDARD.characteristics)
    assert queries.drafted_codes() == ["builders"]
    assert [each.number for each in queries.card_versions(code="builders")] == [1]
    with pytest.raises(Refusal, match="card_empty"):
        scorecard_changed.edit_card(
            version_id=version.pk, card=replace(card, characteristics=()), note="", actor=editor
        )
    with pytest.raises(Refusal, match="card_unknown"):
        queries.card_numbered(code="luck", number=3)


@pytest.mark.parametrize("many", [1, 3])
def test_a_thousand_customers_cost_the_same_reads(many, django_assert_num_queries) -> None:
    for number in range(many):
        with_statements(f"C{number}")
    cards = queries.cards_in_force(on=TODAY)
    with django_assert_num_queries(13):
        found = portfolio.weighed_after(reached=0, cards=cards, as_of=TODAY)
    assert [each.judged is not None for each in found] == [True] * many
