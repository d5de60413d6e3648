"""A small ledger for tests: a customer with an account, and documents in one word each."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.rules import CustomerDraft
from onaccount.office.journal.rules import Actor, Channel
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Item, Order
from onaccount.trade.rules import ItemDraft, OrderDraft, PaymentDraft

DAY = date(2026, 3, 2)
ME = Actor("test", Channel.CLI)


def a_customer(number: str = "C1", *, name: str = "云汀精工") -> Customer:
    return customers.open_file(draft=CustomerDraft(number=number, name=name, opened_on=DAY), actor=ME)


def an_account(number: str = "C1") -> Account:
    return trade.account_for(customer=a_customer(number), segment=trade.default_segment(), currency="CNY")


def whose(account: Account) -> dict[str, Any]:
    """Name an account as whoever opens it does."""
    return {"customer": account.customer, "segment": account.segment, "currency": account.currency}


def order_draft(number: str, amount: str, *, ships: date = DAY) -> OrderDraft:
    return OrderDraft(number=number, amount=Decimal(amount), order_date=DAY, ship_date=ships)


def an_order(account: Account, amount: str, *, number: str = "O1") -> Order:
    draft = order_draft(number, amount)
    return trade.enter_order(draft=draft, account=account, status="released", today=DAY, actor=ME)


def item(number: str, amount: str, *, dated: date = DAY, days: int = 30) -> ItemDraft:
    return ItemDraft(number=number, amount=Decimal(amount), document_date=dated, due_date=dated + timedelta(days=days))


def an_invoice(account: Account, amount: str, *, number: str = "I1", dated: date = DAY, days: int = 30) -> Item:
    draft = item(number, amount, dated=dated, days=days)
    return trade.invoice(draft=draft, account=account, order=None, delivery=None, actor=ME)


def payment(number: str, amount: str, *, received: date = DAY) -> PaymentDraft:
    return PaymentDraft(number=number, amount=Decimal(amount), received_date=received)
