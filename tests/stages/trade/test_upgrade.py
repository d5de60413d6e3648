"""An existing ledger goes on as it was: its accounts stay in their own currency, and the group's credit currency is its file's."""

from importlib import import_module

import pytest
from django.db import connection
from tests.ledger import a_customer, an_invoice

from onaccount.trade import actions as trade
from onaccount.trade.models import Account
from onaccount.trade.queries.reconcile import reconcile

pytestmark = pytest.mark.django_db
BEFORE = """
SET CONSTRAINTS ALL IMMEDIATE;
DROP TRIGGER trade_account_keeps_its_currencies ON trade_account;
UPDATE trade_account SET credit_currency = '', kept_in = '';
"""


def test_accounts_from_before_stay_in_their_own_currency_and_the_first_customer_s_file_says_the_credit_currency() -> (
    None
):
    said = import_module("onaccount.trade.migrations.0015_first_rates").CREDIT_CURRENCIES
    customer, segment = a_customer(), trade.default_segment()
    for number, currency in enumerate(("USD", "CNY")):
        account = trade.account_for(customer=customer, segment=segment, currency=currency)
        an_invoice(account, "10", number=f"I{number}")
    with connection.cursor() as cursor:
        cursor.execute(BEFORE)
        cursor.execute(said)
    found = Account.objects.order_by("pk").values_list("currency", "kept_in", "credit_currency")
    assert list(found) == [("USD", "USD", "CNY"), ("CNY", "CNY", "CNY")]
    assert reconcile() == ()
