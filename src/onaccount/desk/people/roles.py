"""Views of roles 角色: the matrix a person can read, and what one role may do."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onaccount.desk.components.answers import refusal_in
from onaccount.desk.people.forms import GrantsForm, grants_shown
from onaccount.lifecycle import person_changed
from onaccount.office.access import labels, queries
from onaccount.office.access.models import Role
from onaccount.office.access.routes import SignedRequest, permission, stepped_up


@permission("people.manage", "journal.view")
def matrix(request: SignedRequest) -> HttpResponse:
    """Show every role beside every permission, with its reach."""
    roles = queries.roles()
    given = {role.pk: _grants(role) for role in roles}
    lines = [
        (word, [labels.SCOPES.get(given[role.pk].get(permission_code, ""), "") for role in roles])
        for permission_code, word in labels.PERMISSIONS.items()
    ]
    return render(request, "people/roles.html", {"roles": roles, "lines": lines})


@permission("people.manage")
@stepped_up
def role(request: SignedRequest, code: str) -> HttpResponse:
    """Change what a role may do; everybody who holds it signs in again."""
    found = queries.role_of(code=code)
    if found is None:
        raise Http404
    shown = grants_shown(_grants(found)) | {"needs_second_factor": found.needs_second_factor}
    form = GrantsForm(request.POST or None, initial=shown)
    if request.method == "POST" and form.is_valid():
        with refusal_in(form):
            person_changed.set_grants(role_id=found.pk, grants=form.grants(), today=request.today, actor=request.actor)
            person_changed.require_second_factor(
                role_id=found.pk, is_required=form.cleaned_data["needs_second_factor"], actor=request.actor
            )
            messages.success(request, _("Saved. Everybody in this role signs in again."))
            return redirect("people:roles")
    return render(request, "people/role.html", {"role": found, "form": form})


def _grants(role: Role) -> dict[str, str]:
    return {grant.permission: grant.scope for grant in role.grants.all()}
