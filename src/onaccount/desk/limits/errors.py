"""Errors in filled-in limits 额度填写错误: figures that look wrong, corrections with cause and scope, statistics of causes."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.finding import named
from onaccount.desk.components.listing import Listing
from onaccount.desk.components.lists import Act, Empty, ListPage
from onaccount.desk.limits import wording
from onaccount.limits import access, labels, queries
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest


def _told(row: Any, name: str) -> Any:
    """What stands in the record of the error; empty for a correction that was asked for before records were kept."""
    return row.request.content.get(name, "")


class ErrorList(ListPage):
    """Corrected errors, newest first; above them what looks wrong now and how often each cause was met."""

    code = "limit-errors"
    title = _("Errors in limits")
    template = "limits/errors.html"
    sort = "-posted_at"
    columns = (
        Column(key="posted_at", title=_("Corrected"), kind=Kind.MOMENT, sort="posted_at"),
        Column(key="customer", title=_("Customer"), sort="customer__name", value=lambda row: row.customer.name),
        Column(key="field", title=_("Field"), value=lambda row: labels.DIMENSIONS[row.dimension]),
        Column(key="was", title=_("Said"), value=lambda row: wording.figure_of(row=row.corrects)),
        Column(key="is", title=_("Should have said"), value=lambda row: wording.figure_of(row=row)),
        Column(key="cause", title=_("Cause"), value=lambda row: labels.CAUSES.get(_told(row, "cause"), "--")),
        Column(
            key="days",
            title=_("Days until found"),
            kind=Kind.COUNT,
            value=lambda row: (row.posted_at - row.corrects.posted_at).days,
        ),
        Column(
            key="touched",
            title=_("Decisions it changed"),
            kind=Kind.COUNT,
            value=lambda row: len(_told(row, "touched")),
        ),
        Column(key="measure", title=_("Against the next one"), value=lambda row: _told(row, "measure")),
        Column(key="wrong_maker", title=_("Entered by"), value=lambda row: row.corrects.maker.full_name),
        Column(key="maker", title=_("Corrected by"), value=lambda row: row.maker.full_name),
    )
    filters = (
        Filter(key="q", label=_("Name, number or initials"), narrow=named(customer="customer__")),
        Filter(
            key="cause",
            label=_("Cause"),
            ask=Ask.CHOICE,
            choices=labels.CAUSES,
            narrow=where("request__content__cause"),
        ),
        Filter(key="since", label=_("Corrected since"), ask=Ask.DAY, narrow=where("posted_at__date__gte")),
    )
    acts = (Act(title=_("Limit journal"), url_name="limits:journal", icon="history"),)
    empty = Empty(
        title=_("No limit was corrected yet"),
        text=_("To correct one, open the customer's limits and choose Correct beside the wrong line of the journal."),
    )

    def rows(self, request: SignedRequest) -> QuerySet[Any]:
        """The corrections about customers the reader may see."""
        return queries.corrections(customers=access.viewable(person=request.person, today=request.today))

    def row_address(self, row: Any) -> str:
        """The wrong line with the decisions it changed."""
        return reverse("limits:correct", args=[row.corrects_id])

    def context(self, request: SignedRequest, listing: Listing) -> dict[str, Any]:  # noqa: ARG002
        """What looks wrong now, and the causes counted over everything the reader may see."""
        visible = access.viewable(person=request.person, today=request.today)
        found = queries.doubtful(customers=visible, today=request.today)
        counted = queries.causes_of(corrected=queries.corrections(customers=visible))
        return {
            "doubts": [(each.line, wording.figure_of(row=each.line), each.reasons) for each in found],
            "causes": [(each, labels.CAUSES.get(each.cause, "--")) for each in counted],
            "may_propose": may(person=request.person, permission=access.PROPOSE, today=request.today),
        }
