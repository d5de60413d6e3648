"""Views of people: list, invitation, one person, teams. Changing rights asks for the password again."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import accepted, answered, readable, refusal_in
from onaccount.desk.people.forms import DetailsForm, InviteForm, RolesForm, TeamForm
from onaccount.desk.people.lists import PeopleList, status_of
from onaccount.lifecycle import person_changed
from onaccount.office.access import queries
from onaccount.office.access.routes import SignedRequest, permission, stepped_up
from onaccount.office.journal import queries as journal

MANAGE = permission("people.manage")


@MANAGE
def people(request: SignedRequest) -> HttpResponse:
    """List everybody."""
    return PeopleList(request.today).respond(request)


@MANAGE
@stepped_up
def invite(request: SignedRequest) -> HttpResponse:
    """Invite somebody and show the one-time link, which is shown nowhere else."""
    form = InviteForm(request.POST or None, initial={"language": request.person.language})
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            person = person_changed.invite(
                person=form.person(), roles=form.cleaned_data["roles"], today=request.today, actor=request.actor
            )
            return _link_page(request, person)
    return render(request, "people/invite.html", {"form": form})


@MANAGE
def one(request: SignedRequest, person_id: int) -> HttpResponse:
    """Show a person, and change name, address, language and team."""
    person = _person(person_id)
    shown = {name: getattr(person, name) for name in ("full_name", "email", "language")}
    form = DetailsForm(request.POST or None, initial=shown | {"team": person.team.name if person.team else ""})
    if accepted(
        request,
        form,
        lambda: person_changed.change(person_id=person_id, details=form.details(), actor=request.actor),
        done=_("Saved."),
    ):
        return redirect("people:one", person_id)
    held = [role.code for role in queries.roles_of(person=person, today=request.today)]
    context = {
        "person": person,
        "status": status_of(person),
        "form": form,
        "roles_form": RolesForm(initial={"roles": held}),
        "history": journal.history_of(subject_kind="person", subject_id=person_id)[:20],
        "is_oneself": person_id == request.person.pk,
    }
    return render(request, "people/one.html", context)


@MANAGE
@stepped_up
@require_POST
def set_roles(request: SignedRequest, person_id: int) -> HttpResponse:
    """Set the roles of a person; all sessions of that person end."""
    _person(person_id)
    form = RolesForm(request.POST)
    if readable(request, form):
        answered(
            request,
            lambda: person_changed.set_roles(
                person_id=person_id, roles=form.cleaned_data["roles"], today=request.today, actor=request.actor
            ),
            done=_("The roles count from now on; the person signs in again."),
        )
    return redirect("people:one", person_id)


@MANAGE
@stepped_up
@require_POST
def set_way_in(request: SignedRequest, person_id: int) -> HttpResponse:
    """Shut a person out, or let the person in again."""
    person = _person(person_id)
    act = person_changed.shut_out if person.is_active else person_changed.let_in
    done = _("The way in is closed.") if person.is_active else _("The way in is open again.")
    answered(request, lambda: act(person_id=person_id, actor=request.actor), done=done)
    return redirect("people:one", person_id)


@MANAGE
@stepped_up
@require_POST
def remove_factor(request: SignedRequest, person_id: int) -> HttpResponse:
    """Take away the second factor of somebody who lost it."""
    _person(person_id)
    answered(
        request,
        lambda: person_changed.remove_second_factor(person_id=person_id, actor=request.actor),
        done=_("The second factor is removed; the person sets up a new one after signing in."),
    )
    return redirect("people:one", person_id)


@MANAGE
@stepped_up
@require_POST
def new_link(request: SignedRequest, person_id: int) -> HttpResponse:
    """Show a one-time link with which the person chooses a password."""
    return _link_page(request, _person(person_id))


@MANAGE
def teams(request: SignedRequest) -> HttpResponse:
    """List the teams and found a new one."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        answered(
            request, lambda: person_changed.add_team(name=name, actor=request.actor), done=_("The team is founded.")
        )
        return redirect("people:teams")
    members: dict[int, list[Any]] = {}
    for person in queries.people():
        members.setdefault(person.team_id or 0, []).append(person)
    lines = [(team, members.get(team.pk, [])) for team in queries.teams()]
    return render(request, "people/teams.html", {"form": form, "lines": lines})


def _person(person_id: int) -> Any:
    found = queries.person_by_id(person_id=person_id)
    if found is None:
        raise Http404
    return found


def _link_page(request: SignedRequest, person: Any) -> HttpResponse:
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    return render(request, "people/link.html", {"person": person, "link": request.build_absolute_uri(path)})
