"""Views of the keys of machines 接口密钥: who may call, how far and how often, when last; a new one, the end of one."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.status import Status, Tone
from onaccount.desk.people.forms import KeyForm
from onaccount.lifecycle import person_changed
from onaccount.office.access import labels, queries
from onaccount.office.access.routes import SignedRequest, permission, stepped_up

MANAGE = permission("people.manage")


@MANAGE
@stepped_up
def api_keys(request: SignedRequest) -> HttpResponse:
    """List the keys of machines and make a new one, whose secret is shown this one time."""
    form = KeyForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        _key, secret = person_changed.issue_key(new=form.key(), actor=request.actor)
    lines = [
        (key, [labels.PERMISSIONS[scope] for scope in key.scopes], status_of(key, today=request.today))
        for key in queries.api_keys()
    ]
    return render(request, "people/keys.html", {"form": form, "lines": lines, "secret": secret})


def status_of(key: Any, *, today: date) -> Status:
    """Say whether a key still opens the door."""
    if key.revoked_at:
        return Status(Tone.CLOSED, _("revoked"))
    if key.valid_to and key.valid_to <= today:
        return Status(Tone.CLOSED, _("ended"))
    return Status(Tone.GOOD, _("in use"))


@MANAGE
@stepped_up
@require_POST
def revoke_key(request: SignedRequest, key_id: int) -> HttpResponse:
    """End a key at once."""
    person_changed.revoke_key(key_id=key_id, actor=request.actor)
    messages.success(request, _("The key is revoked."))
    return redirect("people:keys")
