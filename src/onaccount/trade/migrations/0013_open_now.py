"""The lines of today's balance in a view of their own, which the planner reads like the items behind it."""

import django.db.models.deletion
from django.db import migrations, models

OPEN_NOW = """
CREATE VIEW trade_opennow AS
SELECT 'i' || i.id AS id, i.id AS item_id, i.group_id, i.account_id, i.customer_id, i.currency, i.amount < 0 AS is_credit,
       i.document_date, i.due_date, i.open_amount AS amount
FROM trade_item i WHERE i.open_amount <> 0;
"""


def to(table: str) -> "models.ForeignKey[models.Model, models.Model]":
    """The column of a line that names a row of another table."""
    return models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=table)


class Migration(migrations.Migration):
    dependencies = [("customers", "0008_sealed_contacts"), ("trade", "0012_rebates")]

    operations = [
        migrations.AlterField(model_name="openline", name="customer", field=to("customers.customer")),
        migrations.CreateModel(
            name="OpenNow",
            fields=[
                ("id", models.CharField(max_length=24, primary_key=True, serialize=False)),
                ("currency", models.CharField(max_length=3)),
                ("is_credit", models.BooleanField()),
                ("document_date", models.DateField()),
                ("due_date", models.DateField()),
                ("amount", models.DecimalField(decimal_places=3, max_digits=20)),
                ("item", to("trade.item")),
                ("group", to("customers.group")),
                ("account", to("trade.account")),
                ("customer", to("customers.customer")),
            ],
            options={"managed": False},
        ),
        migrations.RunSQL(sql=OPEN_NOW, reverse_sql="DROP VIEW trade_opennow;"),
    ]
