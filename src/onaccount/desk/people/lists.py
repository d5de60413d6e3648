"""The list of people 人员."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.lists import Act, Empty, ListPage, SavedView
from onaccount.desk.components.status import Status, Tone
from onaccount.office.access import queries
from onaccount.office.access.routes import SignedRequest


def status_of(person: Any) -> Status:
    """Say whether somebody may sign in, and whether the invitation was used."""
    if not person.is_active:
        return Status(Tone.CLOSED, _("Shut out"))
    if not person.has_usable_password():
        return Status(Tone.WATCH, _("Invited"))
    return Status(Tone.GOOD, _("May sign in"))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with the roles held today."""

    person: Any
    roles: str


class PeopleList(ListPage):
    """Everybody who has or had a way in."""

    code = "people"
    title = _("People")
    sort = "name"
    columns = (
        Column(key="name", title=_("Name"), value=lambda row: row.person.full_name, sort="full_name"),
        Column(
            key="username",
            title=_("Sign-in name"),
            kind=Kind.CODE,
            value=lambda row: row.person.username,
            sort="username",
        ),
        Column(key="roles", title=_("Roles")),
        Column(key="team", title=_("Team"), value=lambda row: row.person.team, sort="team__name"),
        Column(key="email", title=_("E-mail"), value=lambda row: row.person.email, folded=True),
        Column(
            key="seen",
            title=_("Last signed in"),
            kind=Kind.MOMENT,
            value=lambda row: row.person.last_login,
            sort="last_login",
        ),
        Column(key="state", title=_("State"), kind=Kind.STATUS, value=lambda row: status_of(row.person)),
    )
    filters = (
        Filter(key="q", label=_("Name"), narrow=where("full_name__icontains")),
        Filter(
            key="role",
            label=_("Role"),
            ask=Ask.CHOICE,
            choices=lambda: [(role.code, role.name) for role in queries.roles()],
            narrow=lambda rows, code: rows.filter(holdings__role__code=code, holdings__valid_to=None).distinct(),
        ),
        Filter(
            key="active", label=_("May sign in"), ask=Ask.YES, narrow=lambda rows, _yes: rows.filter(is_active=True)
        ),
    )
    views = (SavedView(title=_("May sign in"), address="active=1"),)
    acts = (
        Act(title=_("Roles"), url_name="people:roles", icon="shield-check"),
        Act(title=_("Teams"), url_name="people:teams", icon="users"),
        Act(title=_("API keys"), url_name="people:keys", icon="key"),
        Act(title=_("Invite somebody"), url_name="people:invite", icon="plus", prominent=True),
    )
    empty = Empty(title=_("Nobody fits"), text=_("Everybody who may sign in appears here."))

    def __init__(self, today: date) -> None:
        self.today = today

    def rows(self, request: SignedRequest) -> Any:  # noqa: ARG002
        """Everybody."""
        return queries.people()

    def dressed(self, rows: list[Any]) -> Sequence[PersonRow]:
        """Each person with the roles, asked for all at once."""
        held = queries.roles_by_person(person_ids=[person.pk for person in rows], today=self.today)
        return [PersonRow(p, _(", ").join(role.name for role in held.get(p.pk, []))) for p in rows]

    def row_id(self, row: Any) -> str:
        """The person's key."""
        return str(row.person.pk)

    def row_address(self, row: Any) -> str:
        """The person's page."""
        return reverse("people:one", args=[row.person.pk])
