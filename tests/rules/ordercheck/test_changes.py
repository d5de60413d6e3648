"""What differs between two policies is told place by place; what is unsound is named before anybody approves."""

from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.rules.ordercheck.builders import policy, rule, snapshot

from onaccount.ordercheck.rules import (
    CATALOGUE,
    STARTING_POLICY,
    Batch,
    Checkpoint,
    Equality,
    Exclusion,
    Exemption,
    FailOpen,
    Mode,
    OverdueSwitches,
    ReleaseDiscipline,
    RuleSetting,
    Scope,
    Strength,
    Unrated,
)
from onaccount.ordercheck.rules.changes import Change, Fault, Part, changes, faults
from onaccount.ordercheck.rules.declared import DECLARED, Declaration, declared
from onaccount.ordercheck.rules.discipline import SpecialDiscipline

ALL, KEY, ONE = Scope(), Scope(customer_class="key"), Scope(customer="C1")
OVERDUE = rule("overdue_days", 30)
BASE = policy(rule("total_limit"), OVERDUE)


def test_a_policy_does_not_differ_from_itself_and_the_first_one_is_sound() -> None:
    assert (changes(old=BASE, new=replace(BASE, number=9)), faults(STARTING_POLICY)) == ((), ())


def test_a_threshold_and_a_strength_are_told_apart() -> None:
    softer = replace(OVERDUE, threshold=Decimal(45), strengths=OVERDUE.strengths | {Checkpoint.ORDER: Strength.WARN})
    assert changes(old=BASE, new=policy(rule("total_limit"), softer)) == (
        Change(Part.PARAMETER, "overdue_days", ALL, "threshold", Decimal(30), Decimal(45)),
        Change(Part.STRENGTH, "overdue_days", ALL, "order", Strength.HOLD, Strength.WARN),
    )


def test_a_rule_that_comes_or_goes_is_one_change_and_one_that_is_off_everywhere_is_none() -> None:
    narrow = rule("overdue_days", 60, scope=KEY, strengths={})
    off = RuleSetting("terms_longer")
    assert changes(old=BASE, new=replace(BASE, rules=(OVERDUE, narrow, off))) == (
        Change(Part.RULE, "total_limit", ALL, "", rule("total_limit"), None),
        Change(Part.RULE, "overdue_days", KEY, "", None, narrow),
    )


def test_exceptions_grace_days_and_single_fields_are_told() -> None:
    before, after = (Exclusion(KEY, "overdue_days", "days", Decimal(days)) for days in (90, 100))
    kept = Exclusion(ONE, releases_all=True)
    old = replace(BASE, exclusions=(before, kept))
    new = replace(
        BASE,
        exclusions=(kept, after),
        grace_days={Checkpoint.SHIP: 2},
        mode=Mode.TRIAL,
        equality=Equality.EXCEEDS,
        overdue=OverdueSwitches(disputed=True),
        release=ReleaseDiscipline(valid_days=7, special=SpecialDiscipline(per_month=1)),
    )
    assert [(each.part, each.name, each.old, each.new) for each in changes(old=old, new=new)] == [
        (Part.EXCLUSION, "", before, None),
        (Part.EXCLUSION, "", None, after),
        (Part.GRACE, "ship", 0, 2),
        (Part.FIELD, "mode", Mode.LIVE, Mode.TRIAL),
        (Part.FIELD, "equality", Equality.ALLOWED, Equality.EXCEEDS),
        (Part.FIELD, "disputed", False, True),
        (Part.FIELD, "valid_days", 5, 7),
        (Part.FIELD, "per_month", 2, 1),
    ]


@pytest.mark.parametrize(
    ("unsound", "fault"),
    [
        (policy(rule("overdue_days")), Fault("policy_number_missing", "overdue_days")),
        (policy(OVERDUE, OVERDUE), Fault("policy_rule_twice", "overdue_days")),
        (
            replace(BASE, exclusions=(Exclusion(ALL, "overdue_days", "days", Decimal(9)),)),
            Fault("policy_exception_for_all", "overdue_days"),
        ),
        (replace(BASE, exclusions=(Exclusion(KEY),)), Fault("policy_exception_empty", "", KEY)),
        (
            replace(BASE, exclusions=(Exclusion(KEY, "limit_missing", "limits", Decimal(1)),)),
            Fault("policy_exception_unmeasured", "limit_missing", KEY),
        ),
        (
            replace(BASE, exclusions=(Exclusion(KEY, "overdue_days", "days"),)),
            Fault("policy_exception_without_number", "overdue_days", KEY),
        ),
        (
            policy(
                rule("overdue_days", 30, scope=KEY), exclusions=(Exclusion(KEY, "overdue_days", "days", Decimal(9)),)
            ),
            Fault("policy_exception_idle", "overdue_days", KEY),
        ),
        (replace(BASE, release=ReleaseDiscipline(reason_codes=())), Fault("policy_no_reasons")),
    ],
)
def test_what_must_be_mended_is_named(unsound, fault: Fault) -> None:
    assert faults(unsound) == (fault,)


def test_an_exception_of_one_customer_works_against_its_class_and_against_all() -> None:
    narrow = policy(rule("overdue_days", 30, scope=KEY))
    one = Exclusion(ONE, "overdue_days", "days", Decimal(100))
    everything = Exclusion(ONE, releases_all=True)
    assert faults(replace(narrow, exclusions=(one, everything))) == ()


def test_a_rule_that_is_off_needs_no_number() -> None:
    assert faults(policy(rule("overdue_days", strengths={}))) == ()


def test_every_rule_of_the_catalogue_is_declared_and_nothing_else() -> None:
    assert set(DECLARED) == set(CATALOGUE)
    assert declared("no_such_rule") == Declaration()


@pytest.mark.parametrize("code", sorted(code for code, each in DECLARED.items() if each.measures))
def test_the_declared_unit_is_the_one_the_rule_measures_in(code: str) -> None:
    seen = snapshot("100")
    setting = RuleSetting(code, Decimal(1))
    assert {found.unit for found in CATALOGUE[code](seen, setting, BASE)} <= {declared(code).measures}


def test_numbers_by_name_and_the_kind_of_batch_are_differences_too():
    old = policy(rule("quantity", parts={"PAINT*": Decimal(5)}), rule("previous_batch", 1), rule("grade_below", 5))
    strict = rule("grade_below", 5, unrated=Unrated.BREAKS)
    new = policy(rule("quantity", parts={"PAINT*": Decimal(9)}), rule("previous_batch", 1, batch=Batch.MONTH), strict)
    assert [(each.rule, each.name, each.new) for each in changes(old=old, new=new)] == [
        ("quantity", "parts", {"PAINT*": Decimal(9)}),
        ("previous_batch", "batch", Batch.MONTH),
        ("grade_below", "unrated", Unrated.BREAKS),
    ]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"exemptions": (Exemption("x"),)}, "policy_exemption_for_nobody"),
        ({"exemptions": (Exemption("x", ("sample",)), Exemption("x", ("gift",)))}, "policy_exemption_twice"),
        ({"fail_open": (FailOpen(Scope(), Decimal(1)), FailOpen(Scope(), Decimal(2)))}, "policy_fail_open_twice"),
    ],
)
def test_what_is_wrong_in_a_table_of_the_policy_is_a_fault(more, code):
    assert [fault.code for fault in faults(policy(**more))] == [code]


def test_goods_on_consignment_count_with_a_share_of_their_value() -> None:
    found = [
        [fault.code for fault in faults(replace(STARTING_POLICY, consignment_percent=Decimal(share)))]
        for share in (-1, 0, 100, 101)
    ]
    assert found == [["policy_consignment_percent"], [], [], ["policy_consignment_percent"]]
