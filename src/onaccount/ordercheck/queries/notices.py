"""Whom to tell about a hold 锁单通知, and in which words: the salesperson, and whoever may release."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from onaccount.office.access.models import Person
from onaccount.ordercheck import labels
from onaccount.ordercheck.models import Hold, HoldNotice
from onaccount.ordercheck.queries.decisions import verdict_of
from onaccount.ordercheck.queries.holds import CITED, UNREAD


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for one person in the person's language."""

    person: Person
    text: str


def held_untold(*, at_most: int) -> list[Hold]:
    """List open holds of which nobody was told yet, the oldest first."""
    return list(_with_orders(Hold.objects.filter(end=None).exclude(_told("held")))[:at_most])


def ended_untold(*, at_most: int) -> list[Hold]:
    """List holds that ended after people had been told of them, and whose end nobody knows yet."""
    ended = Hold.objects.filter(_told("held"), end__isnull=False).exclude(_told("ended"))
    return list(_with_orders(ended.select_related("end"))[:at_most])


def seller_of(hold: Hold) -> Person | None:
    """Give the salesperson of the order, else of the customer, who may still sign in."""
    found: Person | None = hold.order.salesperson or hold.customer.salesperson
    return found if found is not None and found.is_active else None


def notice_of(*, hold: Hold, kind: str, person: Person) -> Notice:
    """Say in a person's language what happened to an order (a key of `labels.NOTICES`)."""
    end = getattr(hold, "end", None)
    with override(person.language):
        facts = {
            "number": hold.order.number,
            "customer": hold.customer.name,
            "reasons": _reasons(hold),
            "actor": "" if end is None else str(end.person or end.actor),
            "remark": "" if end is None else end.remark,
        }
        return Notice(person, str(labels.NOTICES[kind]).format_map(facts))


def _reasons(hold: Hold) -> str:
    standing = verdict_of(hold.latest_decision).standing
    return _(", ").join(dict.fromkeys(str(labels.RULES.get(each.rule, each.rule)) for each in standing))


def _told(about: str) -> Exists:
    return Exists(HoldNotice.objects.filter(hold=OuterRef("pk"), about=about))


def _with_orders(holds: QuerySet[Hold]) -> QuerySet[Hold]:
    slim = holds.defer(*UNREAD).order_by("pk")
    return slim.select_related("order__salesperson", "customer__salesperson", CITED)
