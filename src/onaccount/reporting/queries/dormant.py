"""Customers with whom there has been no dealing for long 久无往来, so that nobody there needs to be known any more."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from onaccount.customers.models import Contact
from onaccount.trade.models import Item, Order, Payment


def dormant_contacts(*, through: date) -> QuerySet[Contact]:
    """
    List the contacts of companies whose last dealing was on that day or before: nothing is owed, and since
    then no order, no document, no payment, no new contact, and the file is older.
    """
    mine = {"customer": OuterRef("customer")}
    owed = Q(document_date__gt=through) | ~Q(open_amount=0)
    awake = (
        Item.objects.filter(owed, cancelled_at=None, **mine),
        Order.objects.filter(Q(order_date__gt=through) | Q(open_amount__gt=0), **mine),
        Payment.objects.filter(received_date__gt=through, **mine),
    )
    old = Contact.objects.filter(entered_at__date__lte=through, customer__opened_on__lte=through)
    return old.filter(*(~Exists(rows) for rows in awake)).select_related("customer").order_by("pk")
