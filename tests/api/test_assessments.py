"""What is thought of a customer, over the interface."""

from tests.people import acting, somebody

from onaccount.assessment import actions
from onaccount.assessment.rules import GradeDraft
from onaccount.office.clock import queries as clock


def test_the_assessment_in_force_is_told_and_none_is_not_found(machine, customer):
    assert machine.get("/customers/C1/assessment").status_code == 404
    draft, giver = GradeDraft("BB", clock.today(), None, "visit", ""), acting(somebody("giver", "analyst"))
    actions.give_grade(customer=customer, draft=draft, today=clock.today(), actor=giver)
    told = machine.get("/customers/C1/assessment").json()
    assert (told["grade"], told["score"], told["scorecard"], told["probability_of_default"]) == (
        "BB",
        None,
        None,
        "0.03221",
    )


def test_a_customer_is_scored_dry_line_by_line(machine, customer):
    told = machine.get("/customers/C1/assessment/dry").json()
    assert (told["scorecard"], told["scorecard_version"], len(told["lines"])) == ("own_experience", 0, 10)
    assert told["reasons"] == ["Facts the scorecard looks at and nobody knows: 9."]
    assert machine.get("/customers/C9/assessment/dry").status_code == 404
