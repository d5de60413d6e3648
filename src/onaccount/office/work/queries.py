"""Reading background work 后台任务."""

from django.db.models import QuerySet

from onaccount.office.work.models import Work


def unfinished(*, kind: str) -> QuerySet[Work]:
    """List the work of a kind that waits or runs, the oldest first."""
    return Work.objects.filter(kind=kind, state__in=[Work.State.WAITING, Work.State.RUNNING]).order_by("pk")


def is_cancelled(*, work_id: int) -> bool:
    """Say whether somebody has asked this work to stop."""
    return Work.objects.filter(pk=work_id, cancel_asked_at__isnull=False).exists()


def latest(*, count: int) -> list[Work]:
    """Give the newest pieces of work that people began, with who began them."""
    return list(Work.objects.select_related("maker").order_by("-pk")[:count])


def latest_of_kind(*, kind: str) -> Work | None:
    """Give the newest piece of work of a kind, whoever began it."""
    return Work.objects.filter(kind=kind).select_related("maker").order_by("-pk").first()
