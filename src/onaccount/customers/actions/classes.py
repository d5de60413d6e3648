"""Classes of customers 客户分类: which there are, and who belongs to them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from onaccount.customers.models import ClassMembership, Customer, CustomerClass
from onaccount.customers.queries import lock_group
from onaccount.customers.rules import checked_class
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject


@transaction.atomic
def add_class(*, code: str, name: str, actor: Actor) -> CustomerClass:
    """Add a class that rules can be written for. Refuses like `checked_class`, and `customers.class_exists`."""
    code, name = checked_class(code=code, name=name)
    added, is_new = CustomerClass.objects.get_or_create(code=code, defaults={"name": name})
    if not is_new:
        raise Refusal("customers.class_exists", code=code)
    journal.record(
        act="customers.class_added",
        actor=actor,
        subject=Subject("class", added.pk),
        reason="",
        before=None,
        after={"code": code, "name": name},
    )
    return added


@transaction.atomic
def classify(*, customer: Customer, codes: Sequence[str], today: date, actor: Actor) -> tuple[str, ...]:
    """
    Make the customer belong to exactly these classes and give their codes, sorted.

    Refuses `customers.class_unknown` and `customers.classes_as_before`.
    """
    group = lock_group(customer.group_id)
    wanted = {found.code: found for found in CustomerClass.objects.filter(code__in=codes)}
    if unknown := sorted(set(codes) - set(wanted)):
        raise Refusal("customers.class_unknown", code=unknown[0])
    standing = ClassMembership.objects.filter(customer=customer)
    before = sorted(standing.values_list("customer_class__code", flat=True))
    after = sorted(wanted)
    if before == after:
        raise Refusal("customers.classes_as_before")
    standing.exclude(customer_class__code__in=after).delete()
    ClassMembership.objects.bulk_create(
        ClassMembership(group=group, customer=customer, customer_class=wanted[code], since=today)
        for code in after
        if code not in before
    )
    journal.record(
        act="customers.classified",
        actor=actor,
        subject=Subject("customer", customer.pk, customer.pk, customer.group_id),
        reason="",
        before={"classes": before},
        after={"classes": after},
    )
    return tuple(after)
