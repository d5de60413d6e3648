"""What a currency is worth from a day on 录入汇率: every check after it counts by it, and whoever waits is looked at again."""

from datetime import date

from django.db import transaction

from onaccount.kernel.currencies import currency
from onaccount.kernel.reasons import Refusal
from onaccount.office.journal.rules import Actor
from onaccount.office.rates import actions as rates
from onaccount.office.rates.rules import RateDraft, exchange_kind
from onaccount.office.trays import actions as trays
from onaccount.ordercheck.queries import groups_with_holds


@transaction.atomic
def enter_exchange_rate(*, draft: RateDraft, is_sure: bool, today: date, actor: Actor) -> bool:
    """
    Enter an exchange rate, have every group looked at again in which an order waits, and say whether the rate is new.

    Refuses `currency.unknown`, `rates.same_currency`, `rates.too_far_ahead`, and what `office.rates.actions.enter_rate` refuses.
    """
    currency(draft.currency), currency(draft.target)
    if draft.currency == draft.target:
        raise Refusal("rates.same_currency", currency=draft.currency)
    if draft.valid_from > today:
        raise Refusal("rates.too_far_ahead", day=draft.valid_from)
    is_new = rates.enter_rate(
        kind=exchange_kind(source=draft.currency, target=draft.target),
        valid_from=draft.valid_from,
        value=draft.value,
        source=draft.source,
        is_sure=is_sure,
        actor=actor,
    )
    if is_new:
        trays.note_changes(group_ids=groups_with_holds(), cause="rates.entered")
    return is_new
