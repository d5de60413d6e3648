"""Reading the outbox 发件箱."""

from datetime import datetime

from django.db.models import QuerySet

from onaccount.office.trays.models import Letter


def letters_due(*, now: datetime, limit: int) -> QuerySet[Letter]:
    """This function will give queued letters whose time has come, locked, skipping those another worker holds."""
    due = Letter.objects.filter(state=Letter.State.QUEUED, next_attempt_at__lte=now).order_by("next_attempt_at")
    return due.select_for_update(skip_locked=True)[:limit]


def letters() -> QuerySet[Letter]:
    """This function will give all letters without their attachments, newest first."""
    return Letter.objects.defer("attachment", "body").order_by("-id")
