"""Reading webhooks 事件推送."""

from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet

from onaccount.office.trays.webhooks.models import AllowedHost, Delivery, Endpoint
from onaccount.office.trays.webhooks.rules import secret_of


def endpoints() -> QuerySet[Endpoint]:
    """List the addresses by name, each with what waits, what failed, and when one was last taken."""
    return Endpoint.objects.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=Delivery.State.QUEUED)),
        failed=Count("deliveries", filter=Q(deliveries__state=Delivery.State.FAILED)),
        last_sent_at=Max("deliveries__sent_at"),
    ).order_by("name")


def endpoint_of(*, endpoint_id: int) -> Endpoint | None:
    """Find an address."""
    return endpoints().filter(pk=endpoint_id).first()


def listeners() -> list[Endpoint]:
    """Give the addresses that hear of events now."""
    return list(Endpoint.objects.filter(paused_at=None))


def deliveries() -> QuerySet[Delivery]:
    """List the deliveries, newest first."""
    return Delivery.objects.select_related("event", "endpoint").order_by("-id")


def allowed_hosts() -> QuerySet[AllowedHost]:
    """List the hosts inside our own network that webhooks may reach."""
    return AllowedHost.objects.order_by("host")


def listed() -> frozenset[str]:
    """Name the hosts allowed by hand."""
    return frozenset(AllowedHost.objects.values_list("host", flat=True))


def secrets_of(endpoint: Endpoint, *, now: datetime) -> tuple[bytes, ...]:
    """Give the secrets that count now: the newest first, and those before it while their day of grace lasts."""
    in_grace = endpoint.old_secret_until is not None and endpoint.old_secret_until > now
    oldest = endpoint.oldest_secret if in_grace else endpoint.secret_number
    numbers = range(endpoint.secret_number, oldest - 1, -1)
    return tuple(secret_of(key=settings.SECRET_KEY, salt=str(endpoint.salt), number=number) for number in numbers)
