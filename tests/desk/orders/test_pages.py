"""The workplace of orders: enter, look why, release, ship, invoice, be paid."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.credit import MACHINE, a_policy, grant, pay, place
from tests.desk.pages import questions
from tests.ledger import a_customer
from tests.people import acting, somebody

from onaccount.lifecycle import group_joined, supply_stopped
from onaccount.limits.rules import Dimension, Reach, SuspensionKind
from onaccount.office.clock import actions as moving
from onaccount.office.clock import queries as clock
from onaccount.ordercheck import queries
from onaccount.ordercheck.models import Authorisation, Decision, Hold, HoldReview
from onaccount.ordercheck.rules import Checkpoint, Mode, Strength
from onaccount.trade import actions as trade
from onaccount.trade.models import Delivery, Item, Order, Payment
from onaccount.trade.rules import Milestone, Trigger

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    a_policy()
    trade.default_segment()
    found = a_customer("C1")
    grant(found, "1000", today=clock.today())
    return found


@pytest.fixture
def clerk(client: Client):
    person = somebody("clerk", "order_clerk", "cashier")
    client.force_login(person)
    return person


@pytest.fixture
def manager():
    client = Client()
    client.force_login(somebody("manager", "credit_manager"))
    return client


def placed(customer, number, amount, **more):
    today = clock.today()
    place(customer, number, amount, today=today, order_date=today, ship_date=today, **more)
    return Order.objects.get(number=number)


def typed(**given):
    today = clock.today().isoformat()
    standard = {"customer": "C1", "number": "SO-1", "amount": "1,300", "currency": "CNY", "key": str(uuid4())}
    return standard | {"order_date": today, "ship_date": today} | given


def text(answer):
    return answer.content.decode()


def address(name, *args):
    return reverse(f"orders:{name}", args=args)


def test_the_check_answers_beside_the_form_and_keeps_nothing(client, clerk, customer):
    shown = text(client.post(address("check"), typed(customer="云汀精工")))
    assert "1,300.00" in shown
    assert "300.00" in shown
    assert Order.objects.count() == Decision.objects.count() == 0
    assert "while you type" in text(client.post(address("check"), typed(amount=""), headers={"Accept-Language": "en"}))


def test_the_check_answers_a_change_before_it_is_saved_and_keeps_nothing(client, clerk, customer):
    order = placed(customer, "SO-1", "700")

    def beside(**said):
        sent = client.post(address("check-change", order.pk), typed(**said), headers={"Accept-Language": "en"})
        return text(sent)

    assert "Free before this order" in beside(amount="1000") != beside(amount="1000.01")
    assert ("Held" in beside(amount="1000"), "Held" in beside(amount="1000.01")) == (False, True)
    assert "is not checked again" in beside(amount="600")
    assert "while you type" in beside(amount="")
    assert (Order.objects.get().amount, Decision.objects.count()) == (700, 1)
    assert address("check-change", order.pk) in text(client.get(address("change", order.pk)))


def test_a_number_typed_with_blanks_around_it_is_kept_without_them(client, clerk, customer):
    client.post(address("new"), typed(number="\u3000SO 1 ", customer=" C1\t", amount="700"))
    assert Order.objects.get().number == "SO 1"


def test_a_held_order_says_why_and_runs_again_with_the_same_answer(client, clerk, customer):
    answer = client.post(address("new"), typed(), follow=True)
    decision = Decision.objects.get()
    assert decision.order.status == "held"
    for part in ("1,000.00", "1,300.00", "-300.00", "云汀精工"):
        assert part in text(answer)
    again = client.post(address("again", decision.order_id, decision.reference), headers={"Accept-Language": "en"})
    assert text(again) == "Run again: the same answer, to the last digit."


def test_an_order_that_passes_with_a_warning_is_not_told_as_simply_released(client, clerk):
    a_policy(strength=Strength.WARN)
    trade.default_segment()
    grant(a_customer("C1"), "1000", today=clock.today())
    answer = client.post(address("new"), typed(), follow=True, headers={"Accept-Language": "en"})
    assert Decision.objects.get().outcome == "warn"
    assert "The order is released with a warning; the reasons stand below." in text(answer)


def test_an_order_that_only_a_trial_would_hold_is_told_as_released(client, clerk):
    a_policy(mode=Mode.TRIAL)
    trade.default_segment()
    grant(a_customer("C1"), "1000", today=clock.today())
    shown = client.post(address("new"), typed(), headers={"Accept-Language": "en"}, follow=True)
    assert "The order is released." in text(shown)
    assert Order.objects.get().status == "released"


def test_an_order_that_waits_for_a_rate_is_said_to_wait_on_every_page(client, clerk, customer):
    english = {"Accept-Language": "en"}
    answer = client.post(address("new"), typed(amount="10", currency="USD"), follow=True, headers=english)
    assert Decision.objects.get().outcome == "failed"
    assert "The order is not released" in text(answer)
    assert "The order is released" not in text(answer)
    for page in (answer, client.get(address("list"), headers=english), client.get(address("holds"), headers=english)):
        assert (page.status_code, "SO-1" in text(page)) == (200, True)
    assert "Waits for data" in text(client.get(address("list"), headers=english))
    assert "No exchange rate" in text(answer)


def test_a_double_click_places_one_order(client, clerk, customer):
    same = typed()
    assert client.post(address("new"), same).url == client.post(address("new"), same).url
    assert Order.objects.count() == 1


def test_what_the_business_refuses_stands_on_the_form(client, clerk, customer):
    answer = client.post(address("new"), typed(customer="nobody"), headers={"Accept-Language": "en"})
    assert "There is no customer nobody." in text(answer)


def test_a_release_takes_one_page_and_one_button(manager, customer):
    order = placed(customer, "SO-1", "1300")
    queue = manager.get(address("holds"))
    assert address("one", order.pk) in text(queue)
    page = manager.get(address("one", order.pk))
    form = page.context["release_form"]
    sent = {
        name: "" if field.value() is None else field.value() for name, field in ((bound.name, bound) for bound in form)
    }
    sent |= {"reason_code": form.fields["reason_code"].choices[0][0], "remark": ""}
    answer = manager.post(address("release", order.pk), sent)
    assert (answer.status_code, answer.url) == (302, address("holds"))
    assert Authorisation.objects.get().person.username == "manager"


def test_a_refused_release_stays_on_the_page_with_its_reason(manager, customer):
    order = placed(customer, "SO-1", "1300")
    sent = {"reason_code": "one_off", "tolerance_percent": "99", "valid_until": clock.today().isoformat()}
    answer = manager.post(address("release", order.pk), sent, headers={"Accept-Language": "en"})
    assert "above the 10 percent" in text(answer)
    assert Hold.objects.filter(end=None).count() == 1


def test_an_order_spared_by_grace_days_does_not_claim_that_every_rule_is_passed(client, clerk):
    a_policy(grace_days={Checkpoint.ORDER: 3, Checkpoint.PICK: 3})
    trade.default_segment()
    customer = a_customer("C1")
    grant(customer, "1000", today=clock.today())
    order = placed(customer, "SO-1", "900")
    placed(customer, "SO-2", "50")
    grant(customer, "100", today=clock.today())
    client.post(address("pick", order.pk), {"amount": "900", "key": str(uuid4())})
    page = text(client.get(address("one", order.pk), headers={"Accept-Language": "en"}))
    assert "No rule stops it; what was set aside stands below." in page
    assert ("Spared after a passed check" in page, "Every rule is passed." in page) == (True, False)


def test_a_rejection_needs_a_reason(manager, customer):
    order = placed(customer, "SO-1", "1300")
    manager.post(address("reject", order.pk), {"reason": ""})
    assert Hold.objects.filter(end=None).count() == 1
    manager.post(address("reject", order.pk), {"reason": "no credit"})
    order.refresh_from_db()
    assert order.status == "rejected"


def test_several_orders_are_released_after_showing_what_they_add(manager, customer):
    for number in ("SO-1", "SO-2"):
        placed(customer, number, "1300")
    chosen = {"selected": [hold.pk for hold in Hold.objects.all()]}
    shown = manager.post(address("release-many"), chosen)
    assert "2,600.00" in text(shown)
    assert [adds for _hold, adds in shown.context["chosen"]] == [Decimal(1300)] * 2
    assert Hold.objects.filter(end=None).count() == 2
    word = {"reason_code": "one_off", "tolerance_percent": "0", "valid_until": clock.today().isoformat()}
    manager.post(address("release-many"), chosen | word)
    assert Hold.objects.filter(end=None).count() == 0


def test_several_are_released_as_they_were_shown_or_not_at_all(manager, customer):
    orders = [placed(customer, number, "1300") for number in ("SO-1", "SO-2")]
    word = {"reason_code": "one_off", "tolerance_percent": "0", "valid_until": clock.today().isoformat()}
    chosen = {"selected": [hold.pk for hold in Hold.objects.all()]}
    manager.post(address("reject", orders[0].pk), {"reason": "no credit"})
    page = text(manager.post(address("release-many"), chosen | word, headers={"Accept-Language": "en"}))
    assert "1 chosen order waits no more" in page
    assert Hold.objects.filter(end=None).count() == 1
    manager.post(address("release-many"), {"selected": chosen["selected"][1:]} | word)
    page = text(manager.post(address("release-many"), chosen | word, headers={"Accept-Language": "en"}))
    assert "2 chosen orders wait no more" in page


def test_the_order_that_keeps_several_from_being_released_is_named(manager, customer):
    placed(customer, "SO-1", "1300")
    stopped = a_customer("C2")
    grant(stopped, "1000", today=clock.today())
    placed(stopped, "SO-2", "1300")
    placer = acting(somebody("placer", "credit_manager"))
    supply_stopped.suspend(customer=stopped, kind=SuspensionKind.HARD_HOLD, reason="forged seal", actor=placer)
    word = {"reason_code": "one_off", "tolerance_percent": "0", "valid_until": clock.today().isoformat()}
    chosen = {"selected": [hold.pk for hold in Hold.objects.all()]}
    page = text(manager.post(address("release-many"), chosen | word, headers={"Accept-Language": "en"}))
    assert "SO-2: Nothing is released while a hard hold or a stop of supply is on the customer." in page
    assert Authorisation.objects.count() == 0


def test_goods_leave_are_invoiced_and_paid(client, clerk, customer):
    today = clock.today()
    order = placed(customer, "SO-1", "700")
    goods = {"key": str(uuid4()), "number": "D-1", "amount": "700", "delivery_date": today.isoformat()}
    client.post(address("deliver", order.pk), goods)
    assert Delivery.objects.get().number == "D-1"
    bill = {"key": str(uuid4()), "number": "I-1", "amount": "700", "document_date": today.isoformat()}
    client.post(address("invoice", order.pk), bill)
    assert Item.objects.get().due_date_computed
    waiting = placed(customer, "SO-2", "600")
    money = {"key": str(uuid4()), "customer": "C1", "number": "P-1", "amount": "700", "currency": "CNY"}
    money |= {"received_date": today.isoformat(), "allocate": "on"}
    client.post(address("payment"), money)
    client.post(address("payment"), money)
    waiting.refresh_from_db()
    assert (Payment.objects.count(), waiting.status) == (1, "released")


def test_goods_that_may_not_leave_wait_and_the_list_shows_it(client, clerk, customer):
    order = placed(customer, "SO-1", "700")
    goods = {"key": str(uuid4()), "number": "D-1", "amount": "1001", "delivery_date": clock.today().isoformat()}
    client.post(address("deliver", order.pk), goods)
    assert (Delivery.objects.count(), Hold.objects.get().latest_decision.checkpoint) == (0, "ship")
    assert "SO-1" in text(client.get(address("list"), {"state": "held"}))
    assert "SO-1" not in text(client.get(address("list"), {"state": "released"}))


def test_goods_are_asked_about_before_they_are_picked_and_before_they_are_invoiced(client, clerk, customer):
    order = placed(customer, "SO-1", "700")

    def ask(act, amount, **more):
        client.post(address(act, order.pk), {"key": str(uuid4()), "amount": amount} | more)
        newest = Decision.objects.latest("pk")
        return newest.checkpoint, newest.outcome

    bill = {"number": "I-1", "document_date": clock.today().isoformat()}
    assert ask("pick", "700") == ("pick", "release")
    assert ask("pick", "1001") == ("pick", "hold")
    assert ask("invoice", "1001", **bill) == ("invoice", "hold")
    assert (Item.objects.count(), Hold.objects.filter(end=None).count()) == (0, 1)


def test_the_list_says_what_of_an_order_counts(client, clerk, customer):
    agreed = (Milestone(Trigger.ON_ORDER, Decimal(300)), Milestone(Trigger.ON_DELIVERY, Decimal(400)))
    placed(customer, "SO-1", "700", milestones=agreed)
    (row,) = text(client.get(address("list"), {"export": "csv"})).strip().splitlines()[1:2]
    assert ("700.00" in row, "400.00" in row) == (True, True)


def test_an_order_is_changed_and_cancelled(client, clerk, customer):
    order = placed(customer, "SO-1", "700")
    client.post(address("change", order.pk), typed(amount="1,100"))
    order.refresh_from_db()
    assert (order.status, order.amount) == ("held", 1100)
    client.post(address("cancel", order.pk), {"reason": "withdrawn"})
    order.refresh_from_db()
    assert order.status == "cancelled"


def test_a_salesperson_sees_own_customers_orders_only(client, customer):
    order = placed(customer, "SO-1", "1300")
    seller = somebody("seller", "salesperson")
    client.force_login(seller)
    assert client.get(address("one", order.pk)).status_code == 404
    assert "SO-1" not in text(client.get(address("list"))) + text(client.get(address("holds")))
    customer.salesperson = seller
    customer.save()
    assert client.get(address("one", order.pk)).status_code == 200
    assert "SO-1" in text(client.get(address("holds")))
    assert client.post(address("release", order.pk)).status_code == 403


def test_a_special_release_stands_on_the_list_of_promises_and_a_second_person_reviews_an_emergency(manager, customer):
    order, today = placed(customer, "SO-1", "1300"), clock.today()
    word = {"reason_code": "one_off", "tolerance_percent": "0", "valid_until": today.isoformat(), "kind": "emergency"}
    manager.post(address("release", order.pk), word)
    given = Authorisation.objects.get()
    assert "SO-1" in text(manager.get(address("promised")))
    manager.post(address("review", order.pk, given.pk), {"reason": "mine"})
    assert not hasattr(Authorisation.objects.get(), "review")
    second = Client()
    second.force_login(somebody("second", "executive"))
    second.post(address("review", order.pk, given.pk), {"reason": "papers are in"})
    assert "papers are in" in text(manager.get(address("one", order.pk)))
    assert second.post(address("review", order.pk, 0), {"reason": "x"}).status_code == 404


def test_a_hold_is_put_off_to_a_day_and_the_queue_finds_it_by_it(manager, customer):
    order, today = placed(customer, "SO-1", "1300"), clock.today()
    manager.post(address("look-again", order.pk), {"review_date": today.isoformat(), "remark": "after the fair"})
    assert "after the fair" in text(manager.get(address("one", order.pk)))
    assert "SO-1" in text(manager.get(address("holds"), {"review": today.isoformat()}))
    past = {"review_date": (today - timedelta(days=1)).isoformat(), "remark": ""}
    page = manager.post(address("look-again", order.pk), past, follow=True, headers={"Accept-Language": "en"})
    assert f"The day to look again must be {today} or later." in text(page)
    assert HoldReview.objects.count() == 1


def test_a_part_that_cannot_be_read_is_told_where_it_was_typed(manager, customer):
    order = placed(customer, "SO-1", "1300")
    word = {"reason_code": "one_off", "tolerance_percent": "0", "valid_until": clock.today().isoformat()}
    page = text(
        manager.post(address("release", order.pk), word | {"off_amount": "-5"}, headers={"Accept-Language": "en"})
    )
    assert "<li>Keep this amount held: " in page
    assert '<details class="section" open><summary>Only a part of it' in page
    assert "Keep this amount held" in text(manager.post(address("release", order.pk), {"off_amount": "-5"}))
    page = text(manager.post(address("release", order.pk), word | {"off_amount": "99999"}))
    assert '<details class="section" open><summary>Only a part of it' in page
    assert Authorisation.objects.count() == 0


def test_reasons_fall_away_one_by_one_and_the_order_is_then_ready_to_release(manager, client):
    a_policy(releases_when_clear=False)
    trade.default_segment()
    found = a_customer("C1")
    grant(found, "1000", today=clock.today())
    order = placed(found, "SO-1", "1300")
    english = {"headers": {"Accept-Language": "en"}}
    assert "Stands" in text(manager.get(address("one", order.pk), **english))
    assert "SO-1" not in text(manager.get(address("holds"), {"state": "ready"}))
    pay(found, "P-1", "300", today=clock.today())
    shown = text(manager.get(address("one", order.pk), **english))
    assert "Fell away" in shown
    assert "Ready to release" in shown
    ready = text(manager.get(address("holds"), {"state": "ready"}, **english))
    assert ("SO-1" in ready, "Order · ready" in ready) == (True, True)


def test_use_of_goods_on_consignment_is_reported_on_the_page_of_the_order(customer):
    clerk = Client()
    clerk.force_login(somebody("boss", "order_clerk", "credit_manager", "warehouse"))
    order, day = placed(customer, "SO-1", "900"), clock.today().isoformat()
    goods = {"number": "D-1", "amount": "600", "delivery_date": day, "is_consigned": "on", "key": str(uuid4())}
    clerk.post(address("deliver", order.pk), goods)
    one = questions(clerk, address("consigned"))
    for number in ("D-2", "D-3"):
        clerk.post(address("deliver", order.pk), goods | {"number": number, "amount": "100", "key": str(uuid4())})
    assert questions(clerk, address("consigned")) == one
    used = {"delivery": "D-1", "number": "I-1", "amount": "250", "document_date": day, "key": str(uuid4())}
    assert clerk.post(address("usage", order.pk), used).status_code == 302
    (row,) = clerk.get(address("consigned"), {"q": "D-1"}).context["listing"].found
    assert (row.open_amount, Item.objects.get().amount) == (Decimal(350), Decimal(250))


@pytest.mark.parametrize("name", ["list", "holds", "promised"])
def test_a_list_of_three_asks_as_many_questions_as_a_list_of_one(manager, customer, name):
    placed(customer, "SO-1", "1300")
    one = questions(manager, address(name))
    for number in (2, 3):
        other = a_customer(f"C{number}")
        placed(other, f"SO-{number}", "1300")
    assert questions(manager, address(name)) == one


@pytest.mark.parametrize("name", ["list", "holds"])
def test_a_list_exports_exactly_what_it_shows(manager, customer, name):
    placed(customer, "SO-1", "1300")
    rows = text(manager.get(address(name), {"export": "csv"})).strip().splitlines()
    assert "SO-1" in rows[1]
    assert "1300" in rows[1].replace(",", "")


def test_every_page_of_an_order_that_went_the_whole_way_is_drawn(manager, client, clerk, customer):
    order = placed(customer, "SO-1", "1300")
    manager.post(
        address("release", order.pk),
        {"reason_code": "one_off", "tolerance_percent": "0", "valid_until": clock.today().isoformat()},
    )
    pay(customer, "P-9", "1", today=clock.today())
    shown = text(client.get(address("one", order.pk)))
    assert "manager" in shown.lower()
    assert client.get(address("new"), {"customer": "C1"}).status_code == 200
    assert client.get(address("change", order.pk)).status_code == 200
    assert client.get(address("payment")).status_code == 200


def test_a_salesperson_whose_order_waits_is_offered_to_ask_for_a_temporary_limit(client, customer):
    seller = somebody("seller", "salesperson")
    client.force_login(seller)
    customer.salesperson = seller
    customer.save()
    order = placed(customer, "SO-1", "1300")
    asking = reverse("limits:temporary", args=[customer.pk])
    assert asking in text(client.get(address("one", order.pk)))
    assert asking in text(client.post(address("check"), typed(number="SO-2")))
    assert asking not in text(client.post(address("check"), typed(number="SO-2", amount="5")))


def test_no_temporary_limit_is_offered_to_an_order_that_waits_for_its_size_alone(manager, clerk, client, customer):
    grant(customer, "200", today=clock.today(), dimension=Dimension.ORDER_AMOUNT)
    order = placed(customer, "SO-1", "900")
    assert [each.rule for each in queries.verdict_of(Decision.objects.get()).standing] == ["order_amount"]
    asking = reverse("limits:temporary", args=[customer.pk])
    assert asking not in text(manager.get(address("one", order.pk)))
    assert asking not in text(manager.post(address("check"), typed(number="SO-2", amount="900")))
    assert asking in text(manager.post(address("check"), typed(number="SO-2", amount="1300")))


def test_the_queue_shows_what_is_free_where_it_binds_as_the_page_of_the_order_does(manager, customer):
    parent = a_customer("C0", name="集团")
    grant(parent, "500", today=clock.today(), reach=Reach.GROUP)
    sibling = a_customer("C2")
    for member in (customer, sibling):
        group_joined.join_group(customer=member, parent=parent, actor=MACHINE, today=clock.today())
    assert placed(sibling, "SO-0", "450").status == "released"
    order = placed(customer, "SO-1", "60")
    (row,) = manager.get(address("holds")).context["listing"].found
    shown = manager.get(address("one", order.pk)).context["headroom"]["free"]
    assert row.free == shown.amount == Decimal(50)


def test_days_of_waiting_are_the_company_s_days(manager, customer):
    placed(customer, "SO-1", "1300")
    (row,) = manager.get(address("holds")).context["listing"].found
    assert row.days == 0
    moving.advance(days=4, actor=MACHINE)
    (row,) = manager.get(address("holds")).context["listing"].found
    assert row.days == 4


def test_a_filter_that_cannot_be_read_is_named_beside_the_rows(manager, customer):
    english = {"Accept-Language": "en"}
    answer = text(manager.get(address("holds"), {"above": "abc"}, headers=english))
    assert "Not understood, so nothing is left out for it: Amount from <q>abc</q>" in answer
    assert "Not understood" not in text(manager.get(address("holds"), {"above": "100"}, headers=english))


def test_an_order_whose_release_was_asked_for_says_so_and_is_not_offered_to_be_asked_for_again(
    client, clerk, manager, customer
):
    order = placed(customer, "SO-1", "1300")
    english = {"headers": {"Accept-Language": "en"}}
    page = address("one", order.pk)
    assert "asked for its release" not in text(client.get(page, **english))
    asked = client.post(address("ask-release", order.pk), {"reason_code": "one_off", "reason": "season"}).url
    for reader in (client, manager):
        shown = text(reader.get(page, **english))
        assert "clerk asked for its release" in shown.lower()
        assert (asked in shown, "ask-release" in shown) == (True, False)
        assert page in text(reader.get(asked))


def test_one_reason_is_waived_from_the_page_and_the_page_says_who_did(customer, manager):
    order = placed(customer, "SO-1", "1300")
    page = text(manager.get(address("one", order.pk)))
    assert "Waive this one" in page
    said = {"reason": "the slip is in the file", "valid_until": clock.today().isoformat()}
    answer = manager.post(address("waive", order.pk, "total_limit"), said, follow=True)
    assert "Credit limit is waived; order SO-1 goes on." in text(answer)
    assert "the slip is in the file" in text(answer)


def test_a_waiver_without_a_word_is_refused(customer, manager):
    order = placed(customer, "SO-1", "1300")
    answer = manager.post(address("waive", order.pk, "total_limit"), {"reason": ""}, follow=True)
    said = "Nothing was changed. Why this reason may be set aside: This field is required."
    assert (said in text(answer), Hold.objects.filter(end=None).count()) == (True, 1)
