"""What a request to release an order 放行申请 comes to: the order, its amount, and what is said for the release."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.differing import Content, Line, lines_between, plain_said
from onaccount.office.access.queries import person_by_id
from onaccount.ordercheck.labels import RELEASE_KINDS, RELEASE_REASONS, VALUES

FIELDS: Final = {
    "order": _("Order"),
    "amount": _("Amount"),
    "reason_code": _("Reason"),
    "kind": _("Kind of release"),
    "valid_until": _("Valid until"),
    "tolerance_percent": _("Tolerance in percent"),
    "promised_date": _("Payment promised by"),
    "vouched_by": _("Vouched for by"),
    "review_date": _("Look at it again on"),
}
WORDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "order": VALUES["order"],
    "kind": RELEASE_KINDS,
    "reason_code": RELEASE_REASONS,
}


def changed(old: Content, new: Content, _currency: str) -> list[Line]:
    """Say what the release would do."""
    return lines_between(before=_told(old), after=_told(new))


def _told(content: Content) -> dict[str, str]:
    given = ((name, content.get(name)) for name in FIELDS)
    return {str(FIELDS[name]): _said(name, value) for name, value in given if value is not None}


def _said(name: str, value: Any) -> str:
    if name == "vouched_by":
        vouching = person_by_id(person_id=value)
        return vouching.full_name if vouching else str(value)
    return str(WORDS.get(name, {}).get(value, plain_said(str(value))))
