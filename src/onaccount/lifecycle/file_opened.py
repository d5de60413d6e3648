"""A credit file is opened 建档: the company, the people to write to, its place in a group."""

from dataclasses import dataclass

from django.db import transaction

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.rules import ContactDraft, CustomerDraft
from onaccount.office.journal.rules import Actor


@dataclass(frozen=True, slots=True)
class NewFile:
    """A company to be opened, with its contacts; `parent` where it belongs to a group from the start."""

    draft: CustomerDraft
    contacts: tuple[ContactDraft, ...] = ()
    parent: Customer | None = None


@transaction.atomic
def open_file(*, new: NewFile, actor: Actor) -> Customer:
    """Open the file and give the customer. Refuses like `customers.open_file`; then nothing is kept."""
    if new.parent is None:
        customer = customers.open_file(draft=new.draft, actor=actor)
    else:
        customer = customers.open_member(draft=new.draft, parent=new.parent, actor=actor)
    for contact in new.contacts:
        customers.add_contact(customer=customer, draft=contact, actor=actor)
    return customer
