"""A credit file is brought up to date 档案变更: the company's data, its other names, the people to write to."""

from django.db import transaction

from onaccount.customers import actions as customers
from onaccount.customers.models import Contact, Customer
from onaccount.customers.rules import ContactDraft, CustomerDraft
from onaccount.office.journal.rules import Actor
from onaccount.office.trays import actions as trays


def change_file(*, customer: Customer, draft: CustomerDraft, actor: Actor) -> Customer:
    """Bring the file to what the draft says. Refuses like `customers.change`."""
    return customers.change(customer=customer, draft=draft, actor=actor)


def add_contact(*, customer: Customer, draft: ContactDraft, actor: Actor) -> Contact:
    """Add somebody to write to."""
    return customers.add_contact(customer=customer, draft=draft, actor=actor)


@transaction.atomic
def remove_contact(*, contact: Contact, actor: Actor) -> None:
    """Erase a contact, and its address from the letters that went there."""
    trays.forget_recipient(customer_id=contact.customer_id, recipient_key=contact.email_key)
    customers.remove_contact(contact=contact, actor=actor)
