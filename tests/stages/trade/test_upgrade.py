"""An existing ledger goes on as it was: its accounts stay in their own currency, and the group's credit currency is its file's."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.db import connection
from tests.ledger import DAY, ME, a_customer, an_invoice

from onaccount.office.rates import actions as rates
from onaccount.trade import actions as trade
from onaccount.trade.models import Account, Movement
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


HALF_UP = """
WITH moved AS (
    INSERT INTO trade_movement
        (group_id, account_id, stage, amount, document_kind, document_id, cause_kind, cause_id, actor)
    SELECT group_id, account_id, CASE WHEN amount < 0 THEN 'credit' ELSE 'receivable' END,
        round(open_amount * rate, 2) - floor(open_amount * rate * 100) / 100, 'item', id, 'item', id, 'before'
    FROM trade_item WHERE rate IS NOT NULL RETURNING account_id, stage, amount
)
UPDATE trade_account AS account SET receivable = receivable + claimed, credit = credit + owed FROM (
    SELECT account_id, coalesce(sum(amount) FILTER (WHERE stage = 'receivable'), 0) AS claimed,
        coalesce(sum(amount) FILTER (WHERE stage = 'credit'), 0) AS owed FROM moved GROUP BY account_id
) more WHERE account.id = account_id
"""


def test_what_was_rounded_half_up_is_rounded_down_by_movements_of_its_documents_and_raises_no_exposure() -> None:
    """Documents of seven yuan and a bit are written as a program before wrote them; those in yuan and settled ones stay as they are."""
    down = import_module("onaccount.trade.migrations.0016_worth_rounded_down").DOWN
    customer, segment = a_customer(), trade.default_segment()
    rates.enter_rate(kind="fx:USD:CNY", valid_from=DAY, value=Decimal("7.0007"), source="bank", is_sure=True, actor=ME)
    account = Account.objects.create(
        group=customer.group, customer=customer, segment=segment, currency="USD", kept_in="CNY", credit_currency="CNY"
    )
    for number, amount in enumerate(("7.15", "10", "21.45", "0.01")):
        an_invoice(account, amount, number=f"I{number}")
    an_invoice(trade.account_for(customer=customer, segment=segment, currency="CNY"), "5", number="C")
    assert (Account.objects.get(pk=account.pk).receivable, reconcile()) == (Decimal("270.28"), ())
    with connection.cursor() as cursor:
        cursor.execute(HALF_UP)
        assert {each.what for each in reconcile()} == {"totals_documents", "document_movements"}
        assert Account.objects.get(pk=account.pk).receivable == Decimal("270.31")
        cursor.execute(down)
        told = Movement.objects.filter(actor="upgrade").values_list("amount", flat=True)
        assert list(told) == [Decimal("-0.01")] * 3
        assert (Account.objects.get(pk=account.pk).receivable, reconcile()) == (Decimal("270.28"), ())
        cursor.execute(down.replace("'upgrade'", "'again'"))
