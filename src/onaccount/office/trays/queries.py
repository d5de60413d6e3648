"""Reading the outbox 发件箱 and the list of changed groups 待复查集团."""

from datetime import datetime

from django.db.models import Min, Q, QuerySet

from onaccount.office.trays.models import ChangedGroup, Letter
from onaccount.office.vault.content import blind


def letters_due(*, now: datetime, limit: int) -> QuerySet[Letter]:
    """Give queued letters whose time has come, locked, skipping those another worker holds."""
    due = Letter.objects.filter(state=Letter.State.QUEUED, next_attempt_at__lte=now).order_by("next_attempt_at")
    return due.select_for_update(skip_locked=True)[:limit]


def letters() -> QuerySet[Letter]:
    """Give all letters without their attachments, newest first."""
    return Letter.objects.defer("attachment", "body").order_by("-id")


def addressed_to(*, rows: QuerySet[Letter], text: str) -> QuerySet[Letter]:
    """Narrow letters to those to exactly this address, or with these words in their subject."""
    return rows.filter(Q(recipient_key=blind(text=text)) | Q(subject__icontains=text))


def letter_of(*, letter_id: int) -> Letter | None:
    """Find one letter."""
    return letters().filter(pk=letter_id).first()


def changed_groups(*, at_most: int) -> tuple[int, ...]:
    """Name the groups somebody has to look at, the longest waiting first, each once."""
    waiting = ChangedGroup.objects.values("group_id").annotate(first=Min("id")).order_by("first")
    return tuple(row["group_id"] for row in waiting[:at_most])
