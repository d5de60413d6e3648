"""The granting policy as tables, the proposal with what-if, the portfolio, the written policy; and who decides about a wish."""

from dataclasses import replace
from decimal import Decimal
from http import HTTPStatus

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.credit import grant
from tests.ledger import a_customer
from tests.people import MACHINE, acting, somebody

from onaccount.cover import actions as cover
from onaccount.cover.rules import CoverDraft, CoverKind
from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.rules import ContactDraft
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import decision_told, granting_changed, granting_tried, limit_requested, opinion_given
from onaccount.limits.actions import trying
from onaccount.limits.models import JournalLine, TrialDifference
from onaccount.limits.queries import Wish
from onaccount.limits.queries.granting import KIND
from onaccount.limits.queries.trials import trial_of
from onaccount.limits.rules import Answers, Reach, WishKind, asked_for
from onaccount.limits.rules.granting import SHIPPED, policy_as_json, policy_from_json
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request
from onaccount.office.clock.queries import today
from onaccount.office.journal.models import Entry
from onaccount.office.policy import actions as policies
from onaccount.office.policy.models import PolicyVersion
from onaccount.office.tasks.models import Task
from onaccount.office.trays.models import Letter
from onaccount.office.work.models import Work

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client: Client) -> Person:
    person = somebody("wang", "credit_manager")
    client.force_login(person)
    return person


@pytest.fixture
def customer() -> Customer:
    return a_customer("C1")


@pytest.fixture
def in_force(manager: Person) -> None:
    granting_changed.begin_granting(active_from=today(), actor=acting(manager))


def ask(maker: Person, customer: Customer, value: int, days: int | None = None) -> Request:
    answers = Answers(Decimal(value), days, None, "yearly review")
    asked = asked_for(kind=WishKind.LIMIT, answers=answers, currency="CNY", today=today())
    wishes = [Wish(customer, None, Reach.OWN, each, frozenset()) for each in asked]
    return limit_requested.request_limits(wishes=wishes, actor=acting(maker), today=today())


def test_the_shipped_policy_is_shown_and_put_in_force_with_one_button(client: Client, manager: Person) -> None:
    assert client.get(reverse("granting:policy")).context["policy"] is None
    client.post(reverse("granting:begin"))
    assert client.get(reverse("granting:policy")).context["policy"] == SHIPPED


def test_a_draft_is_edited_as_tables_submitted_and_unsound_ones_are_refused(
    client: Client, manager: Person, in_force: None
) -> None:
    client.post(reverse("granting:draft"))
    address = reverse("granting:version", args=[2])
    form = client.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"note": "larger", "step": "５，０００"}
    assert client.post(address, typed).status_code == HTTPStatus.FOUND
    assert PolicyVersion.objects.get(number=2).content == policy_as_json(SHIPPED) | {"step": "5000"}
    answer = client.post(address, typed | {"grades-9-days": "400"})
    assert "would get more than" in answer.content.decode()
    client.post(reverse("granting:submit", args=[2]))
    assert Request.objects.get().kind == "policy"


def test_every_figure_of_a_draft_is_named_where_it_is_mended(client: Client, manager: Person, in_force: None) -> None:
    client.post(reverse("granting:draft"))
    address = reverse("granting:version", args=[2])
    form = client.get(address).context["form"]
    named = [str(field.label) for name, field in form.fields.items() if name != "note"]
    assert [label for label in named if not label or label in form.fields] == []
    typed = {name: form[name].value() for name in form.fields} | {"note": "x", "grades-1-days": "soon"}
    assert "Longest credit days · AA</a>" in client.post(address, typed).content.decode()
    Person.objects.update(language="zh-hans")
    client.cookies["django_language"] = "zh-hans"
    halved = client.post(address, typed | {"grades-1-days": "30.5", "note": ""})
    assert list(halved.context["form"].errors) == ["note", "grades-1-days"]
    assert "备注</a>" in halved.content.decode()


def test_the_way_of_a_level_is_edited_and_taken_by_the_next_request(
    client: Client, manager: Person, customer: Customer, in_force: None
) -> None:
    client.post(reverse("granting:draft"))
    address = reverse("granting:version", args=[2])
    form = client.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not False}
    typed |= {"note": "fewer", "authority-ways-1-hearing": "any", "authority-ways-2-hearing": "any"}
    assert client.post(address, typed | {"authority-ways-1-approvers": "0"}).status_code == HTTPStatus.OK
    del typed["authority-ways-1-legal"], typed["authority-ways-1-checklist"]
    client.post(address, typed | {"authority-ways-1-days": "5"})
    kept = PolicyVersion.objects.get(number=2)
    PolicyVersion.objects.filter(pk=kept.pk).update(active_from=today())
    request = ask(somebody("li", "analyst"), customer, 400_000)
    assert [(each["chairs"], each["mode"], each["days"], each["checklist"]) for each in request.route["steps"]] == [
        (["limits.opine_finance", "limits.opine_sales"], "any", 5, []),
        (["limits.approve"], "all", 5, []),
    ]
    assert "opinions of finance, sales (one of them is enough)" in client.get(address).content.decode().lower()


def test_industries_are_added_in_an_empty_row_and_taken_away_by_clearing_the_name(
    client: Client, manager: Person, in_force: None
) -> None:
    client.post(reverse("granting:draft"))
    address = reverse("granting:version", args=[2])

    def edit(**changes: str) -> list[tuple[str, int]]:
        form = client.get(address).context["form"]
        typed = {name: form[name].value() for name in form.fields} | {"note": "rows"} | changes
        client.post(address, typed)
        rows = PolicyVersion.objects.get(number=2).content["industries"]
        return [(row["name"], row["days"]) for row in rows]

    added = edit(**{"industries-1-name": "Foundry", "industries-1-days": "60", "industries-2-name": "Retail"})
    assert added == [("", 45), ("Foundry", 60), ("Retail", 45)]
    assert edit(**{"industries-1-name": " "}) == [("", 45), ("Retail", 45)]
    assert edit(**{"industries-2-name": "Retail"}) == [("", 45), ("Retail", 45)]


def test_a_segment_is_added_to_a_draft_edited_tried_and_explained(
    client: Client, manager: Person, customer: Customer, in_force: None
) -> None:
    customers.add_class(code="shops", name="Shops", actor=acting(manager))
    customers.classify(customer=customer, codes=["shops"], today=today(), actor=acting(manager))
    client.post(reverse("granting:draft"))
    address = reverse("granting:version", args=[2])

    def edit(**changes: str) -> str:
        form = client.get(address).context["form"]
        typed = {name: form[name].value() for name in form.fields if form[name].value() is not False}
        return client.post(address, typed | {"note": "shops"} | changes, follow=True).content.decode()

    edit(new_segment="shops")
    assert "no class of customers with this code. vessels" in edit(**{"segments-0-audience-classes": "vessels"})
    edit(**{f"segments-0-grades-{row}-largest": "10000" for row in range(6)})
    kept = policy_from_json(PolicyVersion.objects.get(number=2).content).segments[0]
    assert (kept.name, kept.audience.classes, kept.grades[0].largest) == ("Shops", ("shops",), Decimal(10_000))
    client.post(reverse("granting:try", args=[2]))
    granting_tried.carry_out(work_id=Work.objects.get().pk)
    assert [(row.segment, row.then) for row in TrialDifference.objects.all()] == [("Shops", Decimal(10_000))]
    PolicyVersion.objects.filter(number=2).update(active_from=today())
    shown = client.get(reverse("granting:proposal", args=[customer.pk])).content.decode()
    assert ("Granting policy, version 2" in shown, "segment “Shops”" in shown) == (True, True)
    asked = ask(somebody("li", "analyst"), customer, 400_000).content["proposed"]
    assert (asked["segment"], asked["policy"], asked["limit"]) == ("Shops", 2, "10000")
    assert "For customers of the classes shops" in client.get(reverse("granting:written")).content.decode()


def test_the_proposal_moves_with_what_if(client: Client, manager: Person, customer: Customer, in_force: None) -> None:
    address = reverse("granting:proposal", args=[customer.pk])
    as_it_is = client.get(address).context["then"]["limit"]
    better = client.get(address, {"grade": "AAA", "monthly": "90000", "days": 60, "sales": 100})
    assert (as_it_is.amount, better.context["then"]["limit"].amount, better.context["differs"]) == (20000, 360000, True)


def test_what_if_says_what_it_cannot_read(client: Client, manager: Person, customer: Customer, in_force: None) -> None:
    page = client.get(reverse("granting:proposal", args=[customer.pk]), {"deal": "ten thousand"})
    assert ([*page.context["form"].errors], 'role="alert"' in page.content.decode()) == (["deal"], True)


def test_another_policy_is_held_against_the_portfolio(
    client: Client, manager: Person, customer: Customer, in_force: None
) -> None:
    client.post(reverse("granting:draft"))
    form = client.get(reverse("granting:version", args=[2])).context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"note": "more", "grades-5-coefficient": "0.6"}
    client.post(reverse("granting:version", args=[2]), typed)
    assert client.get(reverse("granting:portfolio", args=[2])).context["trial"] is None
    client.post(reverse("granting:try", args=[2]))
    granting_tried.carry_out(work_id=Work.objects.get().pk)
    page = client.get(reverse("granting:portfolio", args=[2]))
    assert [(row.customer, row.change) for row in page.context["listing"].found] == [(customer, Decimal(10000))]
    assert (page.context["counted"], [each[:3] for each in page.context["sums"]]) == (1, [("CNY", 1, 0)])
    assert client.get(reverse("granting:trial_progress", args=[2])).status_code == HTTPStatus.OK


def test_what_was_never_tried_as_it_reads_now_is_put_in_force_only_with_a_reason(
    customer: Customer, manager: Person, in_force: None
) -> None:
    version = granting_changed.draft_granting(today=today(), note="more", actor=acting(manager))
    granting_tried.carry_out(work_id=tried(version.number, manager))
    changed = replace(SHIPPED, step=Decimal(5_000))
    granting_changed.edit_granting(version_id=version.pk, policy=changed, note="more", actor=acting(manager))
    request = granting_changed.submit_granting(version_id=version.pk, today=today(), actor=acting(manager))
    decide(request, somebody("mo", "executive"), "approved")
    with pytest.raises(Refusal, match="untried"):
        activate(version, manager, "")
    with transaction.atomic():
        activate(version, manager, "an amount only")
        assert Entry.objects.get(act="granting.untried").reason == "an amount only"
        transaction.set_rollback(True)
    granting_tried.carry_out(work_id=tried(version.number, manager))
    assert activate(version, manager, "").active_from == today()


def tried(number: int, by: Person) -> int:
    return granting_tried.ask_for_trial(number=number, actor=acting(by), today=today()).work_id


def activate(version: PolicyVersion, by: Person, because: str) -> PolicyVersion:
    return granting_changed.activate_granting(
        version_id=version.pk, active_from=today(), untried_because=because, today=today(), actor=acting(by)
    )


def test_a_killed_trial_goes_on_where_it_stopped_and_counts_nobody_twice(
    customer: Customer, manager: Person, in_force: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_customer("C2")
    monkeypatch.setattr(trying, "AT_ONCE", 1)
    trial = granting_tried.ask_for_trial(number=1, actor=acting(manager), today=today())

    def killed(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trying.try_out(trial=trial, report=killed)
    again = trial_of(trial_id=trial.pk)
    assert again is not None
    assert (again.counts, trying.try_out(trial=again, report=lambda _done: None).counts) == ({"same": 1}, {"same": 2})


def test_the_written_policy_is_read_and_confirmed(client: Client, manager: Person, in_force: None) -> None:
    assert client.get(reverse("granting:written")).context["i_read"] is False
    client.post(reverse("granting:written_read"))
    assert client.get(reverse("granting:written")).context["i_read"] is True
    assert client.get(reverse("granting:written_pdf")).content[:4] == b"%PDF"
    assert Entry.objects.filter(act="granting.read").count() == 1


def test_nothing_is_written_before_a_policy_is_in_force(client: Client, manager: Person) -> None:
    names = ("written", "written_pdf")
    assert [client.get(reverse(f"granting:{name}")).status_code for name in names] == [404, 404]


def test_a_large_wish_goes_through_three_departments_and_the_management(
    customer: Customer, manager: Person, in_force: None
) -> None:
    request = ask(somebody("li", "analyst"), customer, 3_000_000)
    steps = [(step["code"], step["chairs"]) for step in request.route["steps"]]
    assert steps == [
        ("opinions", ["limits.opine_finance", "limits.opine_sales", "limits.opine_legal"]),
        ("final", ["limits.approve", "limits.approve_large"]),
    ]
    assert request.content["level"] == 3


def test_what_is_asked_beyond_the_insured_part_raises_the_level(customer: Customer, manager: Person) -> None:
    silent = {**dict.fromkeys(SHIPPED.authority.exceptions, 0), "above_insured": 3}
    authority = replace(SHIPPED.authority, exceptions=silent, worst_rank=(10, 10, 10))
    content = policy_as_json(replace(SHIPPED, authority=authority))
    policies.settle(kind=KIND, content=content, note="", active_from=today(), actor=acting(manager))
    insured = CoverDraft(
        kind=CoverKind.INSURANCE,
        value=Decimal(40_000),
        currency="CNY",
        percent=Decimal(90),
        is_in_exposure=False,
        valid_from=today(),
        valid_to=None,
        giver="Insurer",
    )
    cover.record_cover(customer=customer, draft=insured, actor=acting(manager))
    within, beyond = (ask(somebody(f"li{n}", "analyst"), customer, n) for n in (40_000, 40_001))
    assert (within.content["level"], beyond.content["level"]) == (0, 3)
    assert [reason["code"] for reason in beyond.content["level_reasons"]] == ["authority.above_insured"]


def test_the_salesperson_of_the_customer_does_not_decide(customer: Customer, manager: Person, in_force: None) -> None:
    customer.salesperson = manager
    customer.save()
    assert ask(somebody("li", "analyst"), customer, 200_000).barred == [manager.pk]


def test_a_small_wish_inside_the_policy_is_granted_at_once_up_to_the_months_cap(
    client: Client, customer: Customer, manager: Person
) -> None:
    authority = replace(
        SHIPPED.authority,
        exceptions=dict.fromkeys(SHIPPED.authority.exceptions, 0),
        worst_rank=(10, 10, 10),
        automatic_month=Decimal(50_000),
    )
    content = policy_as_json(replace(SHIPPED, authority=authority))
    policies.settle(kind=KIND, content=content, note="", active_from=today(), actor=acting(manager))
    maker = somebody("li", "analyst")
    first, second = (ask(maker, each, 30_000) for each in (customer, a_customer("C2")))
    assert (first.outcome, second.outcome, second.content["level"]) == ("approved", "", 1)
    line = JournalLine.objects.get()
    assert (line.checker.username, line.value, line.checker.is_active) == ("policy", Decimal(30_000), False)
    assert set(Task.objects.values_list("assignee__username", flat=True)) == {"li", "wang"}  # agreement, sample
    client.force_login(maker)
    page = client.get(reverse("approvals:one", args=[first.pk])).content.decode()
    assert "Within what the policy grants by itself; nobody else had to decide." in page


def test_a_refusal_tells_the_customer_the_principal_reasons_and_no_colleagues_remark(
    customer: Customer, manager: Person, in_force: None
) -> None:
    customers.add_contact(
        customer=customer, draft=ContactDraft("payment", "林晓", email="lin@example.com"), actor=MACHINE
    )
    request = ask(somebody("li", "analyst"), customer, 200_000)
    for name in ("chen", "fang", "gu"):
        decide(request, somebody(name, "approver_finance", "approver_sales", "approver_legal"), "approved")
    tick(request, somebody("mo", "executive"))
    decide(request, Person.objects.get(username="mo"), "rejected")
    letter = Letter.objects.get(kind="decision")
    assert (letter.language, "超过" in letter.body, "因为" in letter.body) == ("zh-hans", True, False)
    assert letter.body.startswith("尊敬的客户：\n\n我们认真审查了")
    assert bytes(letter.attachment or b"")[:4] == b"%PDF"


@pytest.mark.parametrize(("outcome", "letters"), [("rejected", 0), ("approved", 1)])
def test_a_cut_that_is_refused_is_not_told_and_one_that_counts_is_no_gift(
    customer: Customer, manager: Person, in_force: None, outcome: str, letters: int
) -> None:
    """Nobody asks for less in the customer's name: it was written that "its request" could not be granted."""
    customers.add_contact(
        customer=customer, draft=ContactDraft("payment", "林晓", email="lin@example.com"), actor=MACHINE
    )
    grant(customer, "200000")
    request = ask(somebody("li", "analyst"), customer, 150_000)
    assert request.content["kinds"] == ["cut"]
    request.outcome = outcome
    decision_told.tell(request=request, actor=MACHINE, today=today())
    told = Letter.objects.filter(kind="decision")
    assert (told.count(), Task.objects.filter(assignee__username="li").count()) == (letters, 0)
    assert all("我们很高兴" not in each.body and "即日起" in each.body for each in told)


def test_a_cut_beside_longer_terms_is_told_as_the_change_it_is(
    customer: Customer, manager: Person, in_force: None
) -> None:
    """The customer was told how glad we were, and neither figure named what it had been."""
    customers.add_contact(
        customer=customer, draft=ContactDraft("payment", "林晓", email="lin@example.com"), actor=MACHINE
    )
    grant(customer, "200000")
    maker = somebody("li", "analyst")
    request = ask(maker, customer, 150_000, days=45)
    request.outcome = "approved"
    decision_told.tell(request=request, actor=MACHINE, today=today())
    body = Letter.objects.get(kind="decision").body
    assert "我们很高兴" not in body
    assert f"信用额度：150,000.00 CNY（原为 200,000.00 CNY）、自 {today()} 起" in body
    assert f"账期：45 天、自 {today()} 起" in body
    assert [task.assignee for task in Task.objects.all()] == [maker]


def decide(request: Request, person: Person, outcome: str) -> None:
    opinion_given.give_opinion(
        request_id=request.pk,
        outcome=outcome,
        remark="因为",
        content_hash=request.content_hash,
        actor=acting(person),
        today=today(),
    )


def tick(request: Request, person: Person) -> None:
    for line in ("check.file_read", "check.why_known"):
        opinion_given.tick(request_id=request.pk, line=line, actor=acting(person), today=today())


def test_a_grant_is_in_force_told_and_followed_by_the_task_of_the_agreement(
    customer: Customer, manager: Person, in_force: None
) -> None:
    customers.add_contact(
        customer=customer, draft=ContactDraft("payment", "林晓", email="lin@example.com"), actor=MACHINE
    )
    maker = somebody("li", "analyst")
    request = ask(maker, customer, 200_000)
    for name in ("chen", "fang", "gu"):
        decide(request, somebody(name, "approver_finance", "approver_sales", "approver_legal"), "approved")
    tick(request, manager)
    decide(request, manager, "approved")
    letter = Letter.objects.get(kind="decision")
    assert f"信用额度：200,000.00 CNY、自 {today()} 起" in letter.body
    assert JournalLine.objects.get().checker == manager
    assert [task.assignee for task in Task.objects.all()] == [maker]
