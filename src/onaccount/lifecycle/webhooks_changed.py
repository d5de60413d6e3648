"""Something changed about who hears of events 事件推送: an address, its secret, a host allowed by hand."""

from onaccount.office.journal.rules import Actor
from onaccount.office.trays.webhooks import actions as webhooks
from onaccount.office.trays.webhooks.models import Endpoint
from onaccount.office.trays.webhooks.rules import NewEndpoint


def add_endpoint(*, new: NewEndpoint, actor: Actor) -> tuple[Endpoint, str]:
    """Let an address hear of events from now on and give its secret this one time."""
    return webhooks.add_endpoint(new=new, actor=actor)


def change_endpoint(*, endpoint_id: int, new: NewEndpoint, actor: Actor) -> Endpoint:
    """Change an address."""
    return webhooks.change_endpoint(endpoint_id=endpoint_id, new=new, actor=actor)


def renew_secret(*, endpoint_id: int, actor: Actor) -> str:
    """Give an address a new secret, said this one time; the old one counts for another day."""
    return webhooks.renew_secret(endpoint_id=endpoint_id, actor=actor)


def pause(*, endpoint_id: int, actor: Actor) -> None:
    """Send nothing more to an address."""
    webhooks.pause(endpoint_id=endpoint_id, actor=actor)


def resume(*, endpoint_id: int, actor: Actor) -> None:
    """Send to an address again."""
    webhooks.resume(endpoint_id=endpoint_id, actor=actor)


def send_test(*, endpoint: Endpoint, actor: Actor) -> None:
    """Queue an event that says nothing, to see whether the address takes it."""
    webhooks.send_test(endpoint=endpoint, actor=actor)


def allow_host(*, host: str, reason: str, actor: Actor) -> None:
    """Let webhooks reach one host inside our own network."""
    webhooks.allow_host(host=host, reason=reason, actor=actor)


def remove_host(*, host_id: int, actor: Actor) -> None:
    """Take a host off the list."""
    webhooks.remove_host(host_id=host_id, actor=actor)
