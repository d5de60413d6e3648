"""Items of another system's file come and go by the thousand, and the ledger still agrees with itself."""

from decimal import Decimal

import pytest
from tests.ledger import DAY, ME, an_account, payment

from onaccount.kernel.reasons import Refusal
from onaccount.trade import actions as trade
from onaccount.trade import queries
from onaccount.trade.models import Account, Item
from onaccount.trade.rules import ItemDraft, Method

pytestmark = pytest.mark.django_db
RUN = 7


def rows(account: Account) -> list[trade.ImportedItem]:
    drafts = [ItemDraft(f"I{n}", Decimal(amount), DAY, DAY, intake_run=RUN) for n, amount in enumerate((100, 50, -30))]
    kinds = ("invoice", "invoice", "credit_note")
    return [trade.ImportedItem(account, kind, draft) for kind, draft in zip(kinds, drafts, strict=True)]


def balance(account: Account) -> tuple[Decimal, Decimal]:
    assert queries.reconcile() == ()
    account.refresh_from_db()
    return account.receivable, account.credit


def test_a_file_of_items_enters_at_once() -> None:
    account = an_account()
    assert [item.number for item in trade.enter_items(rows=rows(account), actor=ME)] == ["I0", "I1", "I2"]
    assert balance(account) == (150, -30)


def test_a_number_that_stands_already_refuses_the_whole_file() -> None:
    account = an_account()
    first, *others = rows(account)
    trade.enter_items(rows=[first], actor=ME)
    with pytest.raises(Refusal, match=r"trade\.number_taken"):
        trade.enter_items(rows=[*others, first], actor=ME)
    assert balance(account) == (100, 0)


def test_what_vanished_from_the_file_is_settled_outside() -> None:
    account = an_account()
    items = trade.enter_items(rows=rows(account), actor=ME)
    gone = [trade.SettledOutside(items[0].pk, Decimal(40)), trade.SettledOutside(items[2].pk, Decimal(-30))]
    trade.settle_items_outside(rows=gone, effective_date=DAY, run=RUN + 1, reason="not in file", actor=ME)
    assert balance(account) == (110, 0)


def test_a_run_is_withdrawn_and_can_be_brought_in_again() -> None:
    account = an_account()
    items = trade.enter_items(rows=rows(account), actor=ME)
    gone = [trade.SettledOutside(items[1].pk, Decimal(50))]
    trade.settle_items_outside(rows=gone, effective_date=DAY, run=RUN, reason="not in file", actor=ME)
    assert trade.withdraw_run(run=RUN, actor=ME) == 3
    assert balance(account) == (0, 0)
    assert list(queries.open_items(customers=type(account.customer).objects.all(), as_of=DAY)) == []
    trade.enter_items(rows=rows(account), actor=ME)
    assert balance(account) == (150, -30)


def test_a_run_whose_item_was_paid_meanwhile_stays() -> None:
    account = an_account()
    trade.enter_items(rows=rows(account), actor=ME)
    trade.receive(draft=payment("P1", "10"), account=account, chosen=[], method=Method.OLDEST_DUE, actor=ME)
    with pytest.raises(Refusal, match=r"trade\.run_in_use"):
        trade.withdraw_run(run=RUN, actor=ME)
    assert Item.objects.filter(cancelled_at=None, intake_run=RUN).count() == 3
