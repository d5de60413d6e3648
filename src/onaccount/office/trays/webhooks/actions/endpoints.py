"""Addresses that hear of events, their secrets, and the hosts allowed by hand. Each act stands in the journal."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.trays.webhooks.models import AllowedHost, Endpoint
from onaccount.office.trays.webhooks.queries import listed, secrets_of
from onaccount.office.trays.webhooks.rules import NewEndpoint, has_port, secret_text, target_entered, target_of

GRACE: Final = timedelta(hours=24)  # both secrets sign, so that the receiver changes over without a gap


@transaction.atomic
def add_endpoint(*, new: NewEndpoint, actor: Actor) -> tuple[Endpoint, str]:
    """
    Let an address hear of events from now on, and give its secret this one time.

    Refuses webhooks.name_taken, webhooks.url_bad, webhooks.url_plain and webhooks.address_forbidden.
    """
    _checked(new, endpoint_id=None)
    made = Endpoint.objects.create(name=new.name, url=new.url, kinds=sorted(new.kinds), salt=uuid4())
    _record("endpoint_added", made, before=None, after=_told(made), actor=actor)
    return made, secret_text(secret=secrets_of(made, now=timezone.now())[0])


@transaction.atomic
def change_endpoint(*, endpoint_id: int, new: NewEndpoint, actor: Actor) -> Endpoint:
    """Change what an address is called, where it is and what it hears of. Refuses like `add_endpoint`."""
    endpoint = Endpoint.objects.select_for_update().get(pk=endpoint_id)
    _checked(new, endpoint_id=endpoint_id)
    before = _told(endpoint)
    endpoint.name, endpoint.url, endpoint.kinds = new.name, new.url, sorted(new.kinds)
    endpoint.save(update_fields=["name", "url", "kinds"])
    _record("endpoint_changed", endpoint, before=before, after=_told(endpoint), actor=actor)
    return endpoint


@transaction.atomic
def renew_secret(*, endpoint_id: int, actor: Actor) -> str:
    """
    Give an address a new secret and say it this one time; the old one signs beside it for a day.

    Renewed again within that day, all of them sign: the other side may still know only the first.
    """
    endpoint = Endpoint.objects.select_for_update().get(pk=endpoint_id)
    now = timezone.now()
    endpoint.oldest_secret = endpoint.secret_number - len(secrets_of(endpoint, now=now)) + 1
    endpoint.secret_number += 1
    endpoint.old_secret_until = now + GRACE
    endpoint.save(update_fields=["secret_number", "oldest_secret", "old_secret_until"])
    _record("secret_renewed", endpoint, before=None, after={"number": endpoint.secret_number}, actor=actor)
    return secret_text(secret=secrets_of(endpoint, now=now)[0])


@transaction.atomic
def pause(*, endpoint_id: int, actor: Actor) -> None:
    """Send nothing more to an address; what is queued waits, what happens meanwhile is not queued."""
    endpoint = Endpoint.objects.select_for_update().get(pk=endpoint_id)
    endpoint.paused_at, endpoint.paused_because = timezone.now(), ""
    endpoint.save(update_fields=["paused_at", "paused_because"])
    _record("paused", endpoint, before=None, after=None, actor=actor)


@transaction.atomic
def resume(*, endpoint_id: int, actor: Actor) -> None:
    """Send to an address again, what waited first."""
    endpoint = Endpoint.objects.select_for_update().get(pk=endpoint_id)
    endpoint.paused_at, endpoint.paused_because = None, ""
    endpoint.save(update_fields=["paused_at", "paused_because"])
    _record("resumed", endpoint, before=None, after=None, actor=actor)


@transaction.atomic
def allow_host(*, host: str, reason: str, actor: Actor) -> AllowedHost:
    """Let webhooks reach exactly one host inside our own network. Refuses webhooks.host_bad, webhooks.host_listed."""
    name = host.strip().lower()
    try:
        target = target_of(url=f"https://{name}/", listed=())
    except Refusal:
        raise Refusal("webhooks.host_bad") from None
    if target.path != "/":
        raise Refusal("webhooks.host_bad")
    name = target.host + (f":{target.port}" if has_port(name) else "")
    made, is_new = AllowedHost.objects.get_or_create(host=name, defaults={"reason": reason, "actor": actor.name})
    if not is_new:
        raise Refusal("webhooks.host_listed", host=name)
    _note_host("host_allowed", made, actor)
    return made


@transaction.atomic
def remove_host(*, host_id: int, actor: Actor) -> None:
    """Take a host off the list; what is queued for it is refused from now on."""
    found = AllowedHost.objects.filter(pk=host_id).first()
    if found is not None:
        _note_host("host_removed", found, actor)
        found.delete()


def _checked(new: NewEndpoint, *, endpoint_id: int | None) -> None:
    if Endpoint.objects.filter(name=new.name).exclude(pk=endpoint_id or 0).exists():
        raise Refusal("webhooks.name_taken", name=new.name)
    target_entered(url=new.url, listed=listed())


def _told(endpoint: Endpoint) -> dict[str, Any]:
    return {"name": endpoint.name, "url": endpoint.url, "kinds": endpoint.kinds}


def _note_host(act: str, host: AllowedHost, actor: Actor) -> None:
    journal.record(
        act=f"webhooks.{act}",
        actor=actor,
        subject=Subject("webhook_host", host.pk),
        reason=host.reason,
        before=None,
        after={"host": host.host},
    )


def _record(
    act: str,
    endpoint: Endpoint,
    *,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    actor: Actor,
) -> None:
    journal.record(
        act=f"webhooks.{act}",
        actor=actor,
        subject=Subject("webhook", endpoint.pk),
        reason="",
        before=before,
        after=after,
    )
