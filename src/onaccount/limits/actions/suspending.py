"""Standing holds on a customer 停供与锁定: one person places them, a second person lifts them, nothing automatic ever does."""

from django.db import transaction

from onaccount.customers import queries as customers
from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.limits.models import Suspension, SuspensionLift
from onaccount.limits.rules import SuspensionKind
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject


@transaction.atomic
def suspend(*, customer: Customer, kind: SuspensionKind, reason: str, actor: Actor) -> Suspension:
    """
    Place a standing hold on a customer at once, without approval: stopping is the safe side.

    Refuses `limits.reason_missing`, `limits.person_required` and `limits.suspended_already`.
    """
    person_id = _person(actor, reason)
    group = customers.lock_group(customer.group_id)
    if Suspension.objects.filter(customer=customer, kind=kind, lift=None).exists():
        raise Refusal("limits.suspended_already", kind=kind)
    placed = Suspension.objects.create(
        group=group, customer=customer, kind=kind, reason=reason.strip(), placed_by_id=person_id
    )
    _record("limits.suspended", placed, reason, actor)
    return placed


@transaction.atomic
def lift(*, suspension: Suspension, reason: str, actor: Actor) -> SuspensionLift:
    """
    Lift a standing hold that somebody else placed.

    Refuses `limits.reason_missing`, `limits.person_required`, `limits.placed_by_yourself` and `limits.lifted_already`.
    """
    person_id = _person(actor, reason)
    customers.lock_group(suspension.group_id)
    if suspension.placed_by_id == person_id:
        raise Refusal("limits.placed_by_yourself")
    if SuspensionLift.objects.filter(suspension=suspension).exists():
        raise Refusal("limits.lifted_already")
    lifted = SuspensionLift.objects.create(suspension=suspension, reason=reason.strip(), lifted_by_id=person_id)
    _record("limits.lifted", suspension, reason, actor)
    return lifted


def _person(actor: Actor, reason: str) -> int:
    if actor.person_id is None:
        raise Refusal("limits.person_required")
    if not reason.strip():
        raise Refusal("limits.reason_missing")
    return actor.person_id


def _record(act: str, suspension: Suspension, reason: str, actor: Actor) -> None:
    customer = suspension.customer
    lifting = act == "limits.lifted"
    journal.record(
        act=act,
        actor=actor,
        subject=Subject("customer", customer.pk, customer.pk, customer.group_id),
        reason=reason.strip(),
        before={"standing": suspension.kind} if lifting else None,
        after=None if lifting else {"standing": suspension.kind},
    )
