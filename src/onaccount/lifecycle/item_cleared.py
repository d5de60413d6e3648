"""An invoice ends by a paper instead of money: set off against what we owe 抵销, or sold to a factor 保理."""

from datetime import date

from onaccount.lifecycle import account_changed
from onaccount.office.journal.rules import Actor
from onaccount.trade import actions as trade
from onaccount.trade.models import Clearing, Item
from onaccount.trade.rules import FactoringDraft, SetOffDraft


def set_off_item(*, item: Item, draft: SetOffDraft, actor: Actor, today: date) -> Clearing:
    """Set a part of an invoice off and look at the group's holds again. Refuses like `trade.set_off`."""
    return account_changed.after(
        act=lambda: trade.set_off(item=item, draft=draft, today=today, actor=actor),
        group_id=item.group_id,
        cause="item.set_off",
        actor=actor,
        today=today,
    )


def factor_item(*, item: Item, draft: FactoringDraft, actor: Actor, today: date) -> Clearing:
    """Note that an invoice was sold and look at the group's holds again. Refuses like `trade.factor`."""
    return account_changed.after(
        act=lambda: trade.factor(item=item, draft=draft, today=today, actor=actor),
        group_id=item.group_id,
        cause="item.factored",
        actor=actor,
        today=today,
    )
