"""Remembering that people were told about a hold 已通知, so that each is told once."""

from onaccount.ordercheck.models import Hold, HoldNotice


def note_told(*, hold: Hold, about: str) -> None:
    """Remember that people were told that a hold began (`held`) or ended (`ended`); once is enough."""
    HoldNotice.objects.get_or_create(hold=hold, about=about, defaults={"group_id": hold.group_id})
