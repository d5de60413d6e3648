"""A company to measure the order check on: accounts with generous limits, a policy with every rule, a machine with a key."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any


def found(*, accounts: int, rules: int) -> tuple[str, date]:
    """Make it and give the machine's key and the company's day."""
    from onaccount.lifecycle import company_founded
    from onaccount.office.access import actions as access
    from onaccount.office.access import keys
    from onaccount.office.access.rules import NewKey, NewPerson
    from onaccount.office.clock.queries import today
    from onaccount.office.journal.rules import Actor, Channel
    from onaccount.office.policy import actions as policies
    from onaccount.ordercheck.rules import as_json

    actor, day = Actor("bench", Channel.CLI), today()
    company_founded.load_roles(actor=actor)
    policies.settle(
        kind="ordercheck", content=as_json(policy(rules)), note="", active_from=day - timedelta(days=9), actor=actor
    )
    person = NewPerson("erp", "ERP", "erp@example.com", "en", "")
    holder = access.add_person(person=person, roles=("integration",), password="", today=day, actor=actor)
    new = NewKey(
        name="bench",
        person_id=holder.pk,
        scopes=("ordercheck.check",),
        calls_per_minute=10_000_000,
        valid_to=None,
    )
    _open(accounts, actor, day)
    return keys.issue(new=new, actor=actor)[1], day


def policy(rules: int) -> object:
    """The first so many rules of the catalogue, each a hold at the order, with thresholds nobody reaches."""
    from onaccount.ordercheck.rules import CATALOGUE, Checkpoint, Mode, Policy, RuleSetting, Strength

    hold = {Checkpoint.ORDER: Strength.HOLD}
    settings = tuple(RuleSetting(code, Decimal(99_999), hold) for code in list(CATALOGUE)[:rules])
    return Policy(number=0, mode=Mode.LIVE, rules=settings)


def _open(accounts: int, actor: Any, day: date) -> None:
    from onaccount.customers import actions as customers
    from onaccount.customers.rules import CustomerDraft
    from onaccount.trade import actions as trade
    from onaccount.trade.models import Account

    drafts = [CustomerDraft(number=f"B{n:05}", name=f"Bench {n}", opened_on=day) for n in range(accounts)]
    opened = customers.open_files(drafts=drafts, codes=[() for _ in drafts], actor=actor)
    segment = trade.default_segment()
    Account.objects.bulk_create(
        Account(
            group_id=one.group_id, customer=one, segment=segment, currency="CNY", credit_currency="CNY", kept_in="CNY"
        )
        for one in opened
    )
    _limit(opened, day)


def _limit(opened: list[Any], day: date) -> None:
    """A limit of a thousand million each, asked for by one and approved by another."""
    from onaccount.lifecycle import limit_approved
    from onaccount.office.access import actions as access
    from onaccount.office.access.rules import NewPerson
    from onaccount.office.approval import actions as approval
    from onaccount.office.journal.rules import Actor, Channel

    def person(name: str, role: str) -> Actor:
        new = NewPerson(name, name, f"{name}@example.com", "en", "")
        made = access.add_person(person=new, roles=(role,), password="", today=day, actor=Actor("bench", Channel.CLI))
        return Actor(name, Channel.CLI, made.pk)

    maker, checker = person("maker", "analyst"), person("checker", "credit_manager")
    for at in range(0, len(opened), 500):
        request = _requested(opened[at : at + 500], maker, day, frozenset())
        given = approval.give_opinion(
            request_id=request.pk,
            outcome="approved",
            remark="",
            content_hash=request.content_hash,
            actor=checker,
            today=day,
        )
        limit_approved.carry_out(request=given, actor=checker, today=day)


def _requested(opened: list[Any], maker: Any, day: date, confirmed: frozenset[str]) -> Any:
    from onaccount.kernel.reasons import Refusal
    from onaccount.lifecycle import limit_requested
    from onaccount.limits.queries import Wish
    from onaccount.limits.rules import Asked, Dimension, Expiry, LimitType, Reach

    asked = Asked(
        dimension=Dimension.EXPOSURE,
        is_temporary=False,
        type=LimitType.AMOUNT,
        value=Decimal(10) ** 9,
        currency="CNY",
        valid_from=day,
        valid_to=None,
        expiry=Expiry.NOTHING,
        fall_back=None,
        corrects=None,
        reason="bench",
    )
    wishes = [Wish(one, None, Reach.OWN, asked, confirmed) for one in opened]
    try:
        return limit_requested.request_limits(wishes=wishes, actor=maker, today=day)
    except Refusal as refusal:
        if confirmed:
            raise
        return _requested(opened, maker, day, frozenset(str(refusal.facts["questions"]).split()))
