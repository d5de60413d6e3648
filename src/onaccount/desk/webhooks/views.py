"""Views of webhooks 事件推送. Whoever changes where events go says the password again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import refused, sent_again
from onaccount.desk.components.plain import numbers_in
from onaccount.desk.components.status import Status, Tone
from onaccount.desk.webhooks.forms import EndpointForm, HostForm
from onaccount.desk.webhooks.lists import DeliveryList
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import webhooks_carried, webhooks_changed
from onaccount.office.access.routes import SignedRequest, permission, stepped_up
from onaccount.office.trays.webhooks import labels, queries

MANAGE = permission("settings.manage")


@MANAGE
def endpoints(request: SignedRequest) -> HttpResponse:
    """List the addresses that hear of events, and the hosts allowed by hand."""
    return _page(request, EndpointForm(), HostForm())


@MANAGE
@stepped_up
@require_POST
def add(request: SignedRequest) -> HttpResponse:
    """Let an address hear of events; its secret is shown this one time."""
    form = EndpointForm(request.POST)
    if form.is_valid():
        try:
            _made, secret = webhooks_changed.add_endpoint(new=form.endpoint(), actor=request.actor)
            return _page(request, EndpointForm(), HostForm(), secret=secret)
        except Refusal as refusal:
            form.add_error("name" if refusal.code == "webhooks.name_taken" else "url", refused(refusal))
    return _page(request, form, HostForm())


@MANAGE
@stepped_up
def one(request: SignedRequest, endpoint_id: int) -> HttpResponse:
    """Change an address."""
    endpoint = _endpoint(endpoint_id)
    given = {"name": endpoint.name, "url": endpoint.url, "kinds": endpoint.kinds}
    form = EndpointForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            webhooks_changed.change_endpoint(endpoint_id=endpoint_id, new=form.endpoint(), actor=request.actor)
            messages.success(request, _("Saved."))
            return redirect("webhooks:list")
        except Refusal as refusal:
            form.add_error("name" if refusal.code == "webhooks.name_taken" else "url", refused(refusal))
    return render(request, "webhooks/one.html", {"endpoint": endpoint, "form": form, "state": status_of(endpoint)})


@MANAGE
@stepped_up
@require_POST
def renew(request: SignedRequest, endpoint_id: int) -> HttpResponse:
    """Give an address a new secret, shown this one time."""
    _endpoint(endpoint_id)
    secret = webhooks_changed.renew_secret(endpoint_id=endpoint_id, actor=request.actor)
    return _page(request, EndpointForm(), HostForm(), secret=secret)


@MANAGE
@stepped_up
@require_POST
def switch(request: SignedRequest, endpoint_id: int) -> HttpResponse:
    """Pause an address, or send to it again, as the form says: one that stood open meanwhile turns nothing round."""
    endpoint = _endpoint(endpoint_id)
    shall_rest = request.POST.get("to") == "paused"
    if shall_rest != (endpoint.paused_at is not None):
        act = webhooks_changed.pause if shall_rest else webhooks_changed.resume
        act(endpoint_id=endpoint_id, actor=request.actor)
    said = _("Nothing is sent to %(name)s until it is resumed.") if shall_rest else _("%(name)s hears of events again.")
    messages.success(request, said % {"name": endpoint.name})
    return redirect("webhooks:list")


@MANAGE
@require_POST
def test(request: SignedRequest, endpoint_id: int) -> HttpResponse:
    """Queue a test; what comes of it stands in the list of deliveries."""
    endpoint = _endpoint(endpoint_id)
    webhooks_changed.send_test(endpoint=endpoint, actor=request.actor)
    if endpoint.paused_at is None:
        messages.success(request, _("The test is on its way."))
    else:
        messages.warning(
            request, _("%(name)s is paused: the test waits until it is resumed.") % {"name": endpoint.name}
        )
    return redirect("webhooks:deliveries")


@MANAGE
def deliveries(request: SignedRequest) -> HttpResponse:
    """List the deliveries."""
    return DeliveryList().respond(request)


@MANAGE
@require_POST
def again(request: SignedRequest) -> HttpResponse:
    """Queue the chosen dead letters once more."""
    chosen = numbers_in(request.POST.getlist("selected"))
    count = webhooks_carried.send_again(delivery_ids=chosen, actor=request.actor)
    words = ngettext("%(count)s delivery is queued again.", "%(count)s deliveries are queued again.", count)
    sent_again(request, count, done=words)
    return redirect("webhooks:deliveries")


@MANAGE
@stepped_up
@require_POST
def allow(request: SignedRequest) -> HttpResponse:
    """Let webhooks reach one host inside our own network."""
    form = HostForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        if _done(form, lambda: webhooks_changed.allow_host(**given, actor=request.actor)):
            return redirect("webhooks:list")
    return _page(request, EndpointForm(), form)


@MANAGE
@stepped_up
@require_POST
def disallow(request: SignedRequest, host_id: int) -> HttpResponse:
    """Take a host off the list."""
    webhooks_changed.remove_host(host_id=host_id, actor=request.actor)
    messages.success(request, _("The host is off the list."))
    return redirect("webhooks:list")


def status_of(endpoint: Any) -> Status:
    """Say whether an address is sent to, and whether something lies dead."""
    if endpoint.paused_at:
        return Status(Tone.CLOSED, labels.REASONS.get(endpoint.paused_because, _("Paused")))
    return Status(Tone.LATE, _("Dead letters")) if endpoint.failed else Status(Tone.GOOD, _("In use"))


def _page(request: SignedRequest, form: EndpointForm, host_form: HostForm, *, secret: str = "") -> HttpResponse:
    context = {
        "lines": [
            (each, [labels.EVENTS[kind] for kind in each.kinds], status_of(each)) for each in queries.endpoints()
        ],
        "hosts": queries.allowed_hosts(),
        "form": form,
        "host_form": host_form,
        "secret": secret,
    }
    return render(request, "webhooks/list.html", context)


def _done(form: HostForm, act: Callable[[], None]) -> bool:
    try:
        act()
    except Refusal as refusal:
        form.add_error("host", refused(refusal))
        return False
    return True


def _endpoint(endpoint_id: int) -> Any:
    found = queries.endpoint_of(endpoint_id=endpoint_id)
    if found is None:
        raise Http404
    return found
