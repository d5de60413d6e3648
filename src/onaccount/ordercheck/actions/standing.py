"""Keeping standings 信用状态, so that the next check need not make them again. The caller holds the group's lock."""

from onaccount.ordercheck import models
from onaccount.ordercheck.queries import Kept
from onaccount.ordercheck.rules import as_json
from onaccount.trade.models import Account


def keep_standing(*, account: Account, kept: Kept) -> int:
    """This function will keep a standing that was made just now, once, and give the key of its row."""
    if kept.id is not None:
        return kept.id
    made = kept.standing
    row, _ = models.Standing.objects.get_or_create(
        group_id=account.group_id,
        account=account,
        version=kept.version,
        as_of=made.as_of,
        policy_number=made.policy_number,
        defaults={"valid_until": made.valid_until, "content": as_json(made)},
    )
    return row.pk
