"""A batch of orders is the same orders placed one after another: the same answers, the same tables, the same totals."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from tests.credit import CODES, a_policy, asked, grant, new_order, pay, person
from tests.ledger import a_customer, an_invoice
from tests.people import MACHINE, TODAY, acting
from tests.traces import left_behind

from onaccount.cover import actions as cover
from onaccount.cover.rules import CoverDraft, CoverKind
from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.rules import CustomerDraft
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.order_checked import NewOrder
from onaccount.lifecycle.orders_decided import LARGE, Answer, Placing, decide_orders
from onaccount.limits.rules import Reach
from onaccount.ordercheck import actions, queries
from onaccount.ordercheck.queries import Told
from onaccount.ordercheck.rules import Asked
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Order, Segment
from onaccount.trade.queries import reconcile
from onaccount.trade.rules import LineDraft, OrderDraft

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> list[Customer]:
    """A group of three under one limit, a company without any limit, one that is late, one with little; two who sell."""
    a_policy(codes=(*CODES, "salesperson_limit"))
    person("lilei"), person("hanmei")
    root = a_customer("R")
    below = [
        customers.open_member(
            draft=CustomerDraft(number=number, name=number, opened_on=TODAY), parent=root, actor=MACHINE
        )
        for number in ("R1", "R2")
    ]
    free, late, poor = a_customer("F"), a_customer("L"), a_customer("P")
    grant(root, "2000", reach=Reach.GROUP)
    for customer in (root, *below, late):
        grant(customer, "1500")
    grant(poor, "300")
    account = trade.account_for(customer=late, segment=trade.default_segment(), currency="CNY")
    an_invoice(account, "100", dated=TODAY - timedelta(days=90))
    return [root, *below, free, late, poor]


def secure(customer: Customer, order_number: str) -> None:
    draft = CoverDraft(
        kind=CoverKind.LETTER_OF_CREDIT,
        value=Decimal(150),
        currency="CNY",
        percent=Decimal(100),
        is_in_exposure=False,
        valid_from=TODAY,
        valid_to=None,
        giver="bank",
        reference=order_number,
        order_number=order_number,
    )
    cover.record_cover(customer=customer, draft=draft, actor=acting(person("lilei")))


def placings(company: list[Customer], *, seed: int, orders: int) -> list[Placing]:
    """Orders of every sort: small, large, too fine, beyond the horizon, with lines that do or do not add up, sent twice."""
    chance = random.Random(seed)
    sellers = [None, None, person("lilei").pk, person("hanmei").pk]
    far = Segment.objects.get_or_create(code="far", defaults={"name": "Far", "horizon_days": 30})[0]
    made: list[Placing] = []
    for number in range(orders):
        amount = Decimal(chance.choice([chance.randint(1, 400), chance.randint(1, 90), "0.001"]))
        lines = (
            (
                LineDraft(
                    "A",
                    Decimal(1),
                    amount,
                    amount + chance.choice([0, 0, 0, 1]),
                    unit=chance.choice(["", "t", "箱"]),
                    ship_date=chance.choice([None, TODAY]),
                ),
            )
            if chance.random() < 0.3
            else ()
        )
        draft = OrderDraft(
            number=f"SO-{chance.randrange(orders) if chance.random() < 0.1 else number}",
            amount=amount,
            order_date=TODAY,
            ship_date=TODAY + timedelta(days=chance.choice([0, 45])),
            lines=lines,
            credit_days=chance.choice([None, 30, 900]),
            salesperson_id=sellers[number % len(sellers)],
        )
        segment = chance.choice([trade.default_segment(), far])
        payer = chance.choice([None, None, None, chance.choice(company)])
        currency = chance.choice(["CNY", "CNY", "CNY", "CNY", "USD"])
        new = NewOrder(chance.choice(company), segment, currency, draft, payer)
        asked = Asked.of(client="erp", key=f"k{number}", body={"number": draft.number, "amount": str(amount)})
        made.append(Placing(new, asked, MACHINE))
        if chance.random() < 0.1:
            made.append(made[-1])
        if chance.random() < 0.05:
            made.append(Placing(new, Asked.of(client="erp", key=f"k{number}", body={"other": 1}), MACHINE))
    return made


@transaction.atomic
def as_it_was(placing: Placing) -> Answer:
    """Placing one order step by step, each row written by the action it belongs to: what a batch must equal."""
    new, asked, actor = placing.new, placing.asked, placing.actor
    account = actions.locked_account(customer=new.pays, segment=new.segment, currency=new.currency, day=TODAY)
    kept = queries.answer_kept(asked=asked)
    if kept is not None:
        return Told.of_kept(kept)
    step = queries.entering(account=account, draft=new.draft, as_of=TODAY)
    judged = queries.judged(step=step, policy=queries.policy_in_force(on=TODAY), as_of=TODAY)
    order = trade.enter_order(
        draft=new.draft,
        account=account,
        status=judged.fate.value,
        today=TODAY,
        actor=actor,
        buyer=new.customer,
    )
    decision = actions.decide(judged=judged, order=order, asked=asked, actor=actor)
    actions.follow(judged=judged, order=order, decision=decision, actor=actor)
    return Told.of_kept(decision)


def one_after_another(wanted: list[Placing]) -> list[Answer]:
    def answer(placing: Placing) -> Answer:
        try:
            return as_it_was(placing)
        except Refusal as refusal:
            return refusal

    return [answer(placing) for placing in wanted]


def at_once(wanted: list[Placing]) -> list[Answer]:
    return decide_orders(placings=wanted, today=TODAY)


def in_pieces(wanted: list[Placing]) -> list[Answer]:
    return [
        told for at in range(0, len(wanted), 7) for told in decide_orders(placings=wanted[at : at + 7], today=TODAY)
    ]


def _told(answers: list[Answer]) -> list[Any]:
    return [_said(answer) for answer in answers]


def _said(answer: Answer) -> Any:
    if isinstance(answer, Refusal):
        return answer.reason.as_json()
    return answer.order_number, answer.status, answer.amount, answer.verdict, answer.policy_number, answer.is_trial


@pytest.mark.parametrize("seed", range(4))
def test_a_batch_is_the_same_orders_one_after_another(company, seed):
    pay(company[0], "P-1", "250")
    for number in ("SO-3", "SO-9"):
        secure(company[5], number)
    for number in ("SO-1", "SO-2", "SO-12", "SO-14"):
        secure(company[1], number)
    wanted = placings(company, seed=seed, orders=40)
    expected = left_behind(lambda: _told(one_after_another(wanted)))
    assert left_behind(lambda: _told(at_once(wanted))) == expected
    assert left_behind(lambda: _told(in_pieces(wanted))) == expected
    assert {"held", "released"} <= {said[1] for said in expected[0] if isinstance(said, tuple)}
    assert {"ordercheck.key_reused"} <= {said["code"] for said in expected[0] if isinstance(said, dict)}
    assert any(said[3].outcome == "failed" for said in expected[0] if isinstance(said, tuple))


def test_a_key_or_number_of_another_group_refuses_only_its_own_order(company):
    late, poor = company[4], company[5]

    def order(customer: Customer, number: str, key: str) -> Placing:
        draft = OrderDraft(number=number, amount=Decimal(5), order_date=TODAY, ship_date=TODAY)
        body = {"number": number, "customer": customer.number}
        return Placing(
            NewOrder(customer, trade.default_segment(), "CNY", draft),
            Asked.of(client="erp", key=key, body=body),
            MACHINE,
        )

    at_once([order(late, "SO-0", "k0")])
    answers = at_once(
        [order(poor, "N1", "a"), order(poor, "SO-0", "b"), order(poor, "N2", "k0"), order(poor, "N3", "c")]
    )
    assert [answer.code if isinstance(answer, Refusal) else answer.status.value for answer in answers] == [
        "released",
        "trade.number_taken",
        "ordercheck.key_reused",
        "released",
    ]


def test_a_batch_asks_the_database_as_often_for_thirty_orders_as_for_three(
    company, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    def orders(count: int, seed: int) -> list[Placing]:
        one = LineDraft("A", Decimal(1), Decimal(1), Decimal(1))
        drafts = [OrderDraft(f"N{seed}-{n}", Decimal(1), TODAY, TODAY, (one,)) for n in range(count)]
        return [
            Placing(
                NewOrder(company[n % len(company)], trade.default_segment(), "CNY", draft),
                Asked.of(client="erp", key=draft.number, body={}),
                MACHINE,
            )
            for n, draft in enumerate(drafts)
        ]

    with django_capture_on_commit_callbacks(execute=True):
        at_once(orders(6, 0))  # opens the accounts
        at_once(orders(6, 9))  # makes and keeps their standings: known from here on
    for count, seed in ((3, 1), (30, 2)):
        wanted = orders(count, seed)
        with django_assert_max_num_queries(
            4
        ):  # a savepoint, its release, the policy, who listens; the rest is prepared
            at_once(wanted)


def test_a_large_batch_is_written_in_parts_of_which_each_goes_on_where_the_one_before_ended():
    a_policy(codes=("total_limit",))
    customer = a_customer("C1")
    grant(customer, "1300")
    wanted = [Placing(new_order(customer, f"SO-{n}", "10"), asked(), MACHINE) for n in range(2 * LARGE)]
    answers = decide_orders(placings=wanted, today=TODAY)
    assert [answer.status.value for answer in answers] == ["released"] * 130 + ["held"] * (len(wanted) - 130)
    assert (Account.objects.get().order, Order.objects.count(), reconcile()) == (1300, len(wanted), ())


def changed_totals() -> int:
    """How often the totals of an account were changed in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_get_xact_tuples_updated('trade_account'::regclass)")
        return int(cursor.fetchone()[0])


def test_a_large_batch_changes_the_totals_of_an_account_once_even_where_its_end_is_refused():
    a_policy(codes=("total_limit",))
    customer = a_customer("C1")
    grant(customer, "100000")
    wanted = [Placing(new_order(customer, f"SO-{n}", "10"), asked(), MACHINE) for n in range(2 * LARGE)]
    again = [Placing(new_order(customer, f"SO-{n}", "10"), asked(), MACHINE) for n in range(LARGE)]
    decide_orders(placings=wanted[:1], today=TODAY)
    before = changed_totals()
    answers = decide_orders(placings=wanted[1:] + again, today=TODAY)
    assert [type(answer) is Refusal for answer in answers] == [False] * (2 * LARGE - 1) + [True] * LARGE
    assert changed_totals() - before == 1
    assert (Account.objects.get().order, reconcile()) == (2000, ())
