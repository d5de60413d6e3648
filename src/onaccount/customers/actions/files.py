"""Writing customer files 客户档案: opening, changing, other names, contacts, the place in the group.

Every action is one transaction with one journal entry and keeps the search keys in step.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from onaccount.customers.models import ClassMembership, Contact, Customer, DuplicateProposal, Group, OtherName
from onaccount.customers.queries import below, lock_group, lock_groups
from onaccount.customers.rules import ContactDraft, CustomerDraft, checked, differences
from onaccount.kernel.reasons import Refusal
from onaccount.office.copying import copy_in
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.search import actions as search
from onaccount.office.search.rules import Entry, initials, name_keys, number_keys, pinyin, unique
from onaccount.office.vault.content import blind, sealed


@transaction.atomic
def open_file(*, draft: CustomerDraft, actor: Actor) -> Customer:
    """
    Open the file of a company that is not known yet, in a group of its own.

    Refuses what `rules.checked` refuses, `customers.number_taken` and `customers.uscc_taken`.
    """
    return _opened(draft, Group.objects.create(name=draft.name), None, actor)


@transaction.atomic
def open_member(*, draft: CustomerDraft, parent: Customer, actor: Actor) -> Customer:
    """Open the file of a company that belongs to a known one. Refuses like `open_file`."""
    return _opened(draft, lock_group(parent.group_id), parent, actor)


@transaction.atomic
def open_files(*, drafts: Sequence[CustomerDraft], codes: Sequence[Sequence[str]], actor: Actor) -> list[Customer]:
    """
    Open many files at once, each in a group of its own, and give them in the order of the drafts.

    `codes` are the other ERP codes of each. Refuses like `open_file`; a refusal leaves nothing behind.
    """
    kept = [checked(draft) for draft in drafts]
    _refuse_any_taken(kept)
    groups = copy_in(rows=[Group(name=fields["name"]) for fields in kept])
    opened = copy_in(
        rows=[
            Customer(group=group, **fields, **_sort_keys(fields["name"]))
            for group, fields in zip(groups, kept, strict=True)
        ]
    )
    coded = list(zip(opened, codes, strict=True))
    kind = OtherName.Kind.ERP_CODE
    copy_in(rows=[OtherName(customer=customer, kind=kind, value=code) for customer, others in coded for code in others])
    search.add_new(entries=[_entry(customer, others) for customer, others in coded])
    told = [(_subject(customer), _told(fields)) for customer, fields in zip(opened, kept, strict=True)]
    journal.record_many(act="customers.opened", actor=actor, reason="", after=told)
    return list(opened)


@transaction.atomic
def change(*, customer: Customer, draft: CustomerDraft, actor: Actor) -> Customer:
    """
    Bring the file to what the draft says; nothing new writes nothing.

    A changed name is kept as a former name 曾用名, a changed number as an ERP code. Refuses like `open_file`.
    """
    lock_group(customer.group_id)
    customer.refresh_from_db()
    fields = checked(draft)
    _refuse_taken(fields, own_id=customer.pk)
    changed = differences(before={field: getattr(customer, field) for field in fields}, after=fields)
    if not changed:
        return customer
    _keep_old_name(customer, changed)
    for field, value in (fields | _sort_keys(fields["name"])).items():
        setattr(customer, field, value)
    customer.save()
    index(customer=customer)
    old = {field: before for field, (before, _) in changed.items()}
    new = {field: after for field, (_, after) in changed.items()}
    _record("customers.changed", customer, actor, before=_told(old), after=_told(new))
    return customer


@transaction.atomic
def join_group(*, customer: Customer, parent: Customer | None, actor: Actor) -> Group:
    """
    Put the company, with everything below it, under a parent, or make it a root of its own.

    Answers the group it now belongs to. The ledger follows in the same transaction through
    `lifecycle.group_joined`, which alone calls this. Refuses `customers.circle`.
    """
    lock_groups([customer.group_id, *([] if parent is None else [parent.group_id])])
    customer.refresh_from_db()
    moving = below(customer)
    if parent is not None and parent.pk in moving:
        raise Refusal("customers.circle", customer=customer.number)
    before = {"parent": customer.parent_id, "group": customer.group_id}
    group = Group.objects.create(name=customer.name) if parent is None else Group.objects.get(pk=parent.group_id)
    Customer.objects.filter(pk__in=moving).update(group=group)
    ClassMembership.objects.filter(customer__in=moving).update(group=group)
    Customer.objects.filter(pk=customer.pk).update(parent=parent)
    customer.refresh_from_db()
    _record("customers.moved", customer, actor, before=before, after={"parent": customer.parent_id, "group": group.pk})
    return group


@transaction.atomic
def add_other_name(*, customer: Customer, kind: str, value: str, source: str, actor: Actor) -> OtherName:
    """Make the customer known under another name or number too; one known already is left."""
    name, is_new = OtherName.objects.get_or_create(
        customer=customer, kind=kind, value=value.strip(), defaults={"source": source}
    )
    if is_new:
        index(customer=customer)
        _record("customers.name_added", customer, actor, before=None, after={"kind": kind, "value": name.value})
    return name


@transaction.atomic
def add_contact(*, customer: Customer, draft: ContactDraft, actor: Actor) -> Contact:
    """Add somebody to write to, sealed. The journal keeps the purpose, not the person's details."""
    said = asdict(draft)
    contact = Contact.objects.create(
        customer=customer,
        purpose=said.pop("purpose"),
        sealed=sealed(content=json.dumps(said, ensure_ascii=False).encode()),
        name_key=blind(text=draft.name),
        email_key=blind(text=draft.email),
    )
    after = {"contact": contact.pk, "purpose": draft.purpose}
    _record("customers.contact_added", customer, actor, before=None, after=after)
    return contact


@transaction.atomic
def remove_contact(*, contact: Contact, actor: Actor) -> None:
    """Erase a contact, so that a person's details do not outlive their use."""
    before = {"contact": contact.pk, "purpose": contact.purpose}
    _record("customers.contact_removed", contact.customer, actor, before=before, after=None)
    contact.delete()


def propose_duplicates(*, found: Iterable[tuple[int, int | None, str, str]]) -> int:
    """
    Put many proposals before a person's eye and say how many are new.

    Each is a customer's key, the other one's or None, a spelling, and the reason; a pair proposed before is left.
    """
    standing = {*DuplicateProposal.objects.values_list("customer_id", "other_id", "spelling")}
    new = {(one, other, spelling): reason for one, other, spelling, reason in found}
    rows = [
        DuplicateProposal(customer_id=one, other_id=other, spelling=spelling, reason=reason)
        for (one, other, spelling), reason in new.items()
        if (one, other, spelling) not in standing
    ]
    return len(copy_in(rows=rows))


@transaction.atomic
def decide_duplicate(*, proposal: DuplicateProposal, outcome: str, actor: Actor) -> DuplicateProposal:
    """
    Close a proposal as `same` or `different`; a spelling that is the same becomes another name.

    Refuses `customers.proposal_decided`.
    """
    proposal = DuplicateProposal.objects.select_for_update(of=("self",)).select_related("customer").get(pk=proposal.pk)
    if proposal.decided_at is not None:
        raise Refusal("customers.proposal_decided", proposal=proposal.pk)
    proposal.outcome, proposal.decided_at, proposal.decided_by_id = outcome, timezone.now(), actor.person_id
    proposal.save()
    if outcome == "same" and proposal.spelling:
        OtherName.objects.get_or_create(
            customer=proposal.customer, kind=OtherName.Kind.SPELLING, value=proposal.spelling
        )
        index(customer=proposal.customer)
    after = {"proposal": proposal.pk, "spelling": proposal.spelling, "outcome": outcome}
    _record("customers.duplicate_decided", proposal.customer, actor, before=None, after=after)
    return proposal


def index(*, customer: Customer) -> None:
    """Make the customer found by number, names, pinyin, codes, former names and spellings."""
    others = OtherName.objects.filter(customer=customer).values_list("value", flat=True)
    entry = _entry(customer, others)
    search.index(kind="customer", subject_id=customer.pk, customer_id=customer.pk, keys=entry.keys, label=entry.label)


def _entry(customer: Customer, others: Iterable[str]) -> Entry:
    others = tuple(others)
    names = (customer.name, customer.name_en, *others)
    numbers = (customer.number, customer.uscc, customer.vat_number, customer.lei, *others)
    keys = unique(*(number_keys(number) for number in numbers if number), *(name_keys(name) for name in names if name))
    return Entry("customer", customer.pk, customer.pk, keys, f"{customer.number} {customer.name}")


def _opened(draft: CustomerDraft, group: Group, parent: Customer | None, actor: Actor) -> Customer:
    fields = checked(draft)
    _refuse_taken(fields, own_id=None)
    customer = Customer.objects.create(group=group, parent=parent, **fields, **_sort_keys(fields["name"]))
    index(customer=customer)
    _record("customers.opened", customer, actor, before=None, after=_told(fields))
    return customer


def _sort_keys(name: str) -> dict[str, str]:
    return {"pinyin": pinyin(name), "initials": initials(name)[:80]}


def _refuse_taken(fields: dict[str, Any], *, own_id: int | None) -> None:
    others = Customer.objects.all() if own_id is None else Customer.objects.exclude(pk=own_id)
    if holder := others.filter(number=fields["number"]).first():
        raise Refusal("customers.number_taken", number=holder.number, name=holder.name)
    if fields["uscc"] and (holder := others.filter(uscc=fields["uscc"]).first()):
        raise Refusal("customers.uscc_taken", uscc=holder.uscc, number=holder.number, name=holder.name)


def _refuse_any_taken(kept: Sequence[dict[str, Any]]) -> None:
    """The same for many: none may be taken, and none may come twice."""
    for field in ("number", "uscc"):
        values = [fields[field] for fields in kept if fields[field]]
        holder = Customer.objects.filter(**{f"{field}__in": values}).first()
        if holder is not None:
            facts = {field: getattr(holder, field), "number": holder.number, "name": holder.name}
            raise Refusal(f"customers.{field}_taken", **facts)
        twice = next((value for value, times in Counter(values).items() if times > 1), None)
        if twice is not None:
            found = next(fields for fields in kept if fields[field] == twice)
            raise Refusal(
                f"customers.{field}_taken", **{field: twice, "number": found["number"], "name": found["name"]}
            )


def _keep_old_name(customer: Customer, changed: dict[str, tuple[Any, Any]]) -> None:
    for field, kind in (("name", OtherName.Kind.FORMER_NAME), ("number", OtherName.Kind.ERP_CODE)):
        if field in changed:
            OtherName.objects.get_or_create(customer=customer, kind=kind, value=changed[field][0])


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """What the journal keeps of a file's fields: those that say something, dates as text."""
    return {field: str(value) for field, value in fields.items() if value not in ("", None)}


def _record(
    act: str, customer: Customer, actor: Actor, *, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> None:
    journal.record(
        act=act,
        actor=actor,
        subject=_subject(customer),
        reason="",
        before=before,
        after=after,
    )


def _subject(customer: Customer) -> Subject:
    return Subject("customer", customer.pk, customer.pk, customer.group_id)
