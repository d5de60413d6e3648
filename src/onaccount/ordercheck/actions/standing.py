"""Keeping standings 信用状态, so that the next check need not make them again. The caller holds the group's lock."""

from onaccount.ordercheck import models
from onaccount.ordercheck.queries import Kept
from onaccount.ordercheck.rules import Policy, as_json, prepared_on
from onaccount.trade.models import Account


def keep_standing(*, account: Account, kept: Kept, policy: Policy) -> tuple[int, bool]:
    """
    Keep a standing that was made just now, once, with what can be found of orders that pass on it; it gives the key of its
    row, and whether the row says the same.

    It does not where somebody kept another one under the same version before: what rests on this one is then kept in full.
    """
    if kept.id is not None:
        return kept.id, True
    made = kept.standing
    content, prepared = as_json(made), prepared_on(made, policy=policy)
    findings = None if prepared is None else prepared.kept_findings
    row, _ = models.Standing.objects.get_or_create(
        group_id=account.group_id,
        account=account,
        version=kept.version,
        as_of=made.as_of,
        policy_number=made.policy_number,
        defaults={"valid_until": made.valid_until, "content": content, "findings": findings},
    )
    return row.pk, row.content == content and row.findings == findings
