"""What a rule reads, in words 规则读取的事实: so that a manager sees which facts somebody has to keep up."""

from django.utils.translation import gettext_lazy as _

from onaccount.ordercheck.rules.declared import declared

FACTS = {
    "overdue": _("overdue items"),
    "suspensions": _("stops by a person"),
    "credit_days": _("credit days granted"),
    "order_amount": _("largest order granted"),
    "order_quantity": _("largest quantity granted"),
    "balance": _("balance"),
    "older": _("overdue by age"),
    "dunning_level": _("demands"),
    "payment_index": _("payments of twelve months"),
    "grade": _("grade"),
    "grade_rank": _("rank of the grade"),
    "review_date": _("review date"),
    "listings": _("lists"),
    "lapsed": _("securities that lapsed"),
    "details": _("changed addresses and bank details"),
    "not_invoiced": _("deliveries not invoiced"),
    "batches": _("batches not paid"),
    "acceptors": _("bills at risk by acceptor"),
    "longest_bill": _("bills at risk by effective term"),
    "contract": _("contracts on file"),
    "around": _("what all customers occupy"),
    "invoiced_since_prepay": _("invoices open since the customer pays first"),
    "checkpoint": _("where it is checked"),
    "nodes": _("limits and security, own and of the group"),
    "exposure": _("exposure"),
    "secured": _("what securities for single orders cover"),
    "order": _("the order"),
    "as_of": _("the day"),
    "passed_at": _("when the order was let go"),
    "waived": _("waivers"),
}


def reading(code: str) -> str:
    """Name the facts a rule reads, those of the customer first."""
    found = declared(code)
    return _(", ").join(str(FACTS[name]) for name in (*found.facts, *found.reads))
