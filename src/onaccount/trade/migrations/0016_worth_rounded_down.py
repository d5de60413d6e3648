"""
What a document in another currency is worth is rounded down, no longer half up: the parts of one never come to more than its whole.

What stands is told anew: a movement of a minor unit for each document that counted for one more, so nobody's exposure rises.
"""

from django.db import migrations

from onaccount.kernel.currencies import CURRENCIES
from onaccount.trade.rules.exposure import STAGES
from onaccount.trade.rules.valuation import units

DIGITS = " ".join(f"WHEN '{code}' THEN {units(code)}" for code in sorted(CURRENCIES) if units(code) != 2)
SUMS = ", ".join(f"coalesce(sum(amount) FILTER (WHERE stage = '{stage}'), 0) AS \"{stage}\"" for stage in STAGES)
ADDED = ", ".join(f'"{stage}" = account."{stage}" + less."{stage}"' for stage in STAGES)
DOWN = f"""
WITH stood AS (
    SELECT 'order' AS kind, id, group_id, account_id, CASE WHEN beyond THEN 'order_beyond' ELSE 'order' END AS stage,
        open_amount - uncounted AS amount, rate FROM trade_order
    UNION ALL SELECT 'order', id, group_id, account_id, 'uncounted', uncounted, rate FROM trade_order
    UNION ALL SELECT 'delivery', id, group_id, account_id, 'delivery', open_amount - uncounted, rate FROM trade_delivery
    UNION ALL SELECT 'delivery', id, group_id, account_id, 'uncounted', uncounted, rate FROM trade_delivery
    UNION ALL SELECT 'item', id, group_id, account_id,
        CASE WHEN amount < 0 THEN 'credit' WHEN is_posted THEN 'receivable' ELSE 'unposted' END, open_amount, rate FROM trade_item
    UNION ALL SELECT 'bill', id, group_id, account_id, 'bill', open_amount - uncounted, rate FROM trade_bill WHERE open_amount <> 0
    UNION ALL SELECT 'bill', id, group_id, account_id, 'uncounted', uncounted, rate FROM trade_bill WHERE open_amount <> 0
), worth AS (
    SELECT stood.kind, stood.id, stood.group_id, stood.account_id, stood.stage, stood.amount * stood.rate AS exact,
        CASE account.kept_in {DIGITS} ELSE 2 END AS digits
    FROM stood JOIN trade_account account ON account.id = stood.account_id WHERE stood.rate IS NOT NULL AND stood.amount <> 0
), changed AS (
    SELECT *, round(floor(exact * 10::numeric ^ digits) / 10::numeric ^ digits, digits) - round(exact, digits) AS amount FROM worth
), told AS (
    INSERT INTO trade_movement
        (group_id, account_id, stage, amount, document_kind, document_id, cause_kind, cause_id, actor)
    SELECT group_id, account_id, stage, amount, kind, id, kind, id, 'upgrade' FROM changed WHERE amount <> 0
    RETURNING account_id, stage, amount
)
UPDATE trade_account AS account SET {ADDED} FROM (SELECT account_id, {SUMS} FROM told GROUP BY account_id) less
WHERE account.id = less.account_id
"""  # noqa: S608 names of our own


class Migration(migrations.Migration):
    dependencies = [("trade", "0015_first_rates")]

    operations = [migrations.RunSQL(DOWN, migrations.RunSQL.noop)]
