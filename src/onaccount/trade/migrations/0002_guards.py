"""What the database itself refuses in trade, and the view that gives the balance of any day."""

from django.db import migrations

from onaccount.office.guards import append_only

OPEN_LINES = """
CREATE VIEW trade_openline AS
SELECT 'i' || i.id AS id, i.id AS item_id, i.group_id, i.account_id, i.customer_id, i.currency, i.amount < 0 AS is_credit,
       i.document_date, i.due_date, 'infinity'::date AS effective_date, i.open_amount AS amount
FROM trade_item i WHERE i.open_amount <> 0
UNION ALL
SELECT 's' || s.id, i.id, i.group_id, i.account_id, i.customer_id, i.currency, i.amount < 0,
       i.document_date, i.due_date, s.effective_date, s.amount
FROM trade_settlement s JOIN trade_item i ON i.id = s.item_id;
"""


class Migration(migrations.Migration):
    dependencies = [("trade", "0001_initial")]

    operations = [
        append_only("trade_movement"),
        append_only("trade_payment"),
        append_only("trade_settlement"),
        migrations.RunSQL(sql=OPEN_LINES, reverse_sql="DROP VIEW trade_openline;"),
    ]
