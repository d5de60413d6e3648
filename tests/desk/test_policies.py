"""The editor of the policy: every rule appears by itself, bad input is named, differences are told in words."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.credit import a_policy
from tests.desk.pages import questions
from tests.desk.policy_forms import as_posted, drafted, edited, editor_of
from tests.ledger import a_customer
from tests.people import MACHINE, acting, somebody

from onaccount.customers import actions as customers
from onaccount.desk.policies.reading import FACTS
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import opinion_given, policy_changed
from onaccount.office.approval.models import Request
from onaccount.office.clock import queries as clock
from onaccount.office.policy.models import PolicyVersion
from onaccount.ordercheck import labels
from onaccount.ordercheck.queries import policy_numbered
from onaccount.ordercheck.rules import (
    CATALOGUE,
    Checkpoint,
    Exclusion,
    Exemption,
    FailOpen,
    Leave,
    Mode,
    OverdueSwitches,
    Policy,
    ReleaseDiscipline,
    RuleSetting,
    Scope,
    Strength,
    Unrated,
    as_json,
)
from onaccount.ordercheck.rules.declared import DECLARED

pytestmark = pytest.mark.django_db
ROW = {"narrow-0-kind": "customer", "narrow-0-whom": "C1", "narrow-0-rule": "overdue_days"}


@pytest.fixture
def number(client: Client) -> int:
    a_policy()
    client.force_login(somebody("manager", "credit_manager"))
    return drafted(client)


def saved(number: int) -> Policy:
    return policy_numbered(number=number)


def faults(answer: Any) -> list[str]:
    return list(answer.context["editor"].form.non_field_errors())


def test_every_rule_of_the_catalogue_can_be_set_at_every_checkpoint(client: Client, number: int) -> None:
    lines = list(editor_of(client, number).form.lines)
    assert [line["word"] for line in lines] == [labels.RULES[code] for code in CATALOGUE]
    assert {len(line["cells"]) for line in lines} == {len(Checkpoint)}


def test_every_plain_part_of_a_policy_has_words_and_an_input(client: Client, number: int) -> None:
    shown = set(editor_of(client, number).form.fields)
    parts = {"policy": Policy, "overdue": OverdueSwitches, "release": ReleaseDiscipline}
    told_elsewhere = {"number", "rules", "exclusions", "grace_days", "overdue", "release"}
    plain = {
        f"{part}.{name}"
        for part, kind in parts.items()
        for name, hint in kind.__annotations__.items()
        if name not in told_elsewhere and hint in (bool, int, Decimal)
    }
    assert plain <= shown


def test_saving_without_a_change_changes_nothing(client: Client, number: int) -> None:
    edited(client, number)
    first, second = PolicyVersion.objects.filter(kind="ordercheck").order_by("number")
    assert first.content | {"number": 0} == second.content | {"number": 0}


def test_numbers_strengths_switches_grace_days_and_releases_are_kept(client: Client, number: int) -> None:
    edited(
        client,
        number,
        rule__overdue_days__threshold="45",
        rule__overdue_days__quote="warn",
        grace__ship="2",
        overdue__disputed="on",
        overdue__tiny_below="1,000.50",
        policy__equality="exceeds",
        release__reason_codes=["seasonal", "one_off"],
    )
    policy = saved(number)
    overdue = next(each for each in policy.rules if each.code == "overdue_days")
    assert (overdue.threshold, overdue.strength_at(Checkpoint.QUOTE)) == (Decimal(45), Strength.WARN)
    assert policy.grace_days == {Checkpoint.SHIP: 2}
    assert policy.overdue == OverdueSwitches(disputed=True, tiny_below=Decimal("1000.50"))
    assert (policy.equality, policy.release.reason_codes) == ("exceeds", ("seasonal", "one_off"))


def test_a_rule_for_one_customer_and_an_exception_for_a_class_are_kept_and_struck_out(
    client: Client, number: int
) -> None:
    a_customer()
    customers.add_class(code="key", name="key accounts", actor=MACHINE)
    exception = {"exception-0-kind": "class", "exception-0-whom": "key", "exception-0-rule": "overdue_days"}
    edited(client, number, **ROW, **exception, **{"narrow-0-threshold": "90", "exception-0-below": "100"})
    policy = saved(number)
    assert RuleSetting("overdue_days", Decimal(90), {}, Scope(customer="C1")) in policy.rules
    assert policy.exclusions == (Exclusion(Scope(customer_class="key"), "overdue_days", "days", Decimal(100)),)
    edited(client, number, **{"narrow-0-DELETE": "on", "exception-0-DELETE": "on"})
    assert (len(saved(number).rules), saved(number).exclusions) == (len(policy.rules) - 1, ())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rule__overdue_days__threshold": ""}, "it needs its number"),
        ({**ROW, "narrow-0-whom": "C99"}, "no customer with this number"),
        ({"exception-0-kind": "class", "exception-0-whom": "x", "exception-0-below": "3"}, "no class of customers"),
        ({"release__reason_codes": []}, "at least one reason"),
    ],
)
def test_bad_input_is_named_and_nothing_is_saved(
    client: Client, number: int, change: dict[str, Any], words: str
) -> None:
    before = saved(number)
    answer = edited(client, number, **change)
    assert words in " ".join(faults(answer))
    assert saved(number) == before


def test_a_letter_in_a_number_stands_beside_its_field(client: Client, number: int) -> None:
    answer = edited(client, number, rule__overdue_days__threshold="soon")
    assert "rule.overdue_days.threshold" in answer.context["editor"].form.errors
    page = edited(client, number, rule__overdue_days__threshold="soon", grace__order="-1").content.decode()
    assert [words in page for words in ("Days overdue · Threshold</a>", "Grace days · Order</a>")] == [True, True]


def test_who_saves_a_draft_that_was_submitted_meanwhile_is_told(client: Client, number: int) -> None:
    open_page = as_posted(editor_of(client, number)) | {"note": "another"}
    edited(client, number)
    client.post(reverse("policies:submit", args=[number]))
    page = client.post(reverse("policies:one", args=[number]), open_page, headers={"Accept-Language": "en"})
    assert "This version was submitted already; write a new one." in page.content.decode()
    assert PolicyVersion.objects.get(kind="ordercheck", number=number).note == "milder"


def test_the_page_tells_what_changes_in_words(client: Client, number: int) -> None:
    a_customer()
    edited(
        client,
        number,
        rule__overdue_days__threshold="45",
        rule__overdue_days__ship="refuse",
        rule__limit_use_over__threshold="90",
        rule__limit_use_over__order="warn",
        grace__ship="2",
        release__valid_days="9",
        **{"exception-0-kind": "customer", "exception-0-whom": "C1", "exception-0-rule": ""},
    )
    page = client.get(reverse("policies:one", args=[number]), headers={"Accept-Language": "en"})
    assert [(each.name, each.old, each.new) for each in page.context["changes"]] == [
        ("Days overdue · Threshold", "30 days", "45 days"),
        ("Days overdue · Shipment", "Hold", "Refuse"),
        ("Use of the limit", "--", "90 %; Order: Warn"),
        ("Exceptions · customer C1", "--", "from every rule"),
        ("Grace days · Shipment", "0", "2"),
        ("A release is good for", "5 days", "9 days"),
    ]


def test_an_unsound_draft_is_refused_however_it_comes(client: Client, number: int) -> None:
    draft = PolicyVersion.objects.get(kind="ordercheck", number=number)
    unsound = Policy(0, saved(number).mode, (RuleSetting("overdue_days", None, {Checkpoint.SHIP: Strength.HOLD}),))
    with pytest.raises(Refusal) as refused:
        policy_changed.edit_policy(version_id=draft.pk, policy=unsound, note="", actor=MACHINE)
    assert refused.value.code == "ordercheck.policy_unsound"


def test_a_version_that_waits_for_its_day_is_taken_back_from_its_page(client: Client, number: int) -> None:
    edited(client, number)
    client.post(reverse("policies:submit", args=[number]))
    asked, today = Request.objects.get(), clock.today()
    checker = acting(somebody("chen", "executive"))
    opinion_given.give_opinion(
        request_id=asked.pk,
        outcome="approved",
        remark="",
        content_hash=asked.content_hash,
        actor=checker,
        today=today,
    )
    version = PolicyVersion.objects.get(kind="ordercheck", number=number)
    policy_changed.activate_policy(
        version_id=version.pk, active_from=today + timedelta(days=1), today=today, actor=checker
    )
    page = reverse("policies:one", args=[number])
    english = {"headers": {"Accept-Language": "en"}}
    assert "Take this version back" in client.get(page, **english).content.decode()
    answer = client.post(reverse("policies:take_back", args=[number]), {"reason": "wrong day"}, follow=True, **english)
    assert "The version is taken back" in answer.content.decode()
    assert PolicyVersion.objects.get(kind="ordercheck", number=number).active_from is None
    auditor = Client()
    auditor.force_login(somebody("ji", "auditor"))
    assert "Put in force" not in auditor.get(page, **english).content.decode()


def test_what_a_version_changed_is_told_against_the_one_it_came_after_on_the_same_day(client: Client) -> None:
    today = clock.today()
    for number, days in ((1, 5), (2, 9), (3, 5)):
        policy = Policy(number, Mode.LIVE, (), release=ReleaseDiscipline(valid_days=days))
        PolicyVersion.objects.create(
            kind="ordercheck", number=number, content=as_json(policy), digest=str(number), active_from=today
        )
    client.force_login(somebody("manager", "credit_manager"))
    shown = [client.get(reverse("policies:one", args=[number])).context["changes"] for number in (3, 2)]
    assert [[(each.old, each.new) for each in changes] for changes in shown] == [
        [("9 days", "5 days")],
        [("5 days", "9 days")],
    ]


def test_the_list_asks_as_many_queries_for_three_versions_as_for_one(client: Client, number: int) -> None:
    with_two = questions(client, reverse("policies:list"))
    drafted(client)
    drafted(client)
    assert questions(client, reverse("policies:list")) == with_two


def test_numbers_by_name_and_what_a_batch_is_are_typed_in_plain_words(client: Client, number: int) -> None:
    edited(
        client,
        number,
        rule__quantity__parts="PAINT* 500\nGLUE-7 1,000.5",
        rule__quantity__ship="hold",
        rule__previous_batch__batch="month",
        rule__previous_batch__ship="hold",
        rule__grade_below__threshold="5",
        rule__grade_below__ship="hold",
    )
    rules = {each.code: each for each in saved(number).rules}
    assert rules["quantity"].parts == {"PAINT*": Decimal(500), "GLUE-7": Decimal("1000.5")}
    assert rules["previous_batch"].batch.value == "month"
    assert rules["grade_below"].unrated is Unrated.BREAKS
    edited(client, number, rule__grade_below__unrated="passes")
    assert {each.code: each for each in saved(number).rules}["grade_below"].unrated is Unrated.PASSES
    page = client.get(reverse("policies:one", args=[number])).content.decode()
    assert ("PAINT* 500" in page, "a month" in page) == (True, True)


def test_a_line_that_is_no_number_by_name_is_named(client: Client, number: int) -> None:
    answer = edited(client, number, rule__quantity__parts="PAINT*\n500 GLUE")
    (error,) = answer.context["editor"].form.errors["rule.quantity.parts"]
    assert error == "Line 1: write a code, a space, and a number: PAINT*"


STEPS = {
    "step-TOTAL_FORMS": "2",
    "step-0-roles": ["credit_manager"],
    "step-0-amount": "1,000",
    "step-0-days": "30",
    "step-1-roles": ["executive"],
}


def test_authority_is_typed_row_by_row_and_told_in_words(client: Client, number: int) -> None:
    edited(client, number, **STEPS)
    authority = saved(number).release.authority
    assert authority is not None
    assert [authority.leave_for([role]) for role in ("credit_manager", "executive", "salesperson")] == [
        Leave(Decimal(1000), 30),
        Leave(None, None),
        Leave(Decimal(0), 0),
    ]
    before = PolicyVersion.objects.get(number=number).content
    edited(client, number)
    assert PolicyVersion.objects.get(number=number).content == before
    assert "Credit manager: 1,000, 30 days; " in client.get(reverse("policies:one", args=[number])).content.decode()


def test_authority_that_falls_is_refused_in_words(client: Client, number: int) -> None:
    answer = edited(client, number, **(STEPS | {"step-1-amount": "999"}))
    assert faults(answer) == ["Row 2 of the authority reaches less far than the row before it."]


def test_exempt_orders_and_what_passes_while_data_are_missing_are_typed(client: Client, number: int) -> None:
    customers.add_class(code="intercompany", name="Intercompany", actor=MACHINE)
    edited(
        client,
        number,
        **{
            "exempt-0-code": "samples",
            "exempt-0-order_types": "sample， warranty",
            "exempt-0-customer_classes": "intercompany",
            "open-0-up_to": "5,000",
        },
    )
    policy = saved(number)
    assert policy.exemptions == (Exemption("samples", ("sample", "warranty"), ("intercompany",)),)
    assert policy.fail_open == (FailOpen(Scope(), Decimal(5000)),)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"exempt-0-code": "all"}, "An exemption names order types, classes of customers, or both."),
        (
            {"exempt-0-code": "x", "exempt-0-customer_classes": "nobody"},
            "Classes of customers, parted by commas: There is no class nobody.",
        ),
        ({"open-0-kind": "class", "open-0-up_to": "5"}, "Code or number: Name the class or the customer."),
    ],
)
def test_what_is_wrong_in_a_table_stands_above_the_form(client: Client, number: int, typed: Any, said: str) -> None:
    assert faults(edited(client, number, **typed)) == [said]


def test_the_page_of_the_policy_says_what_each_rule_reads(client: Client, number: int) -> None:
    page = client.get(reverse("policies:list")).content.decode()
    assert "Reads: overdue items" in page


def test_every_fact_a_rule_reads_has_words() -> None:
    named = {name for each in DECLARED.values() for name in (*each.facts, *each.reads)}
    assert named == FACTS.keys()
