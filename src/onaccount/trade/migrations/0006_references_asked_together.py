"""Orders and movements name rows that stay; whether they are there is asked once for all rows of a statement."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from onaccount.office.guards import refers, stays


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0003_references_asked_together"),
        ("customers", "0004_financial_statements"),
        ("trade", "0005_life_of_documents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="account",
            name="trade_accou_group_i_7a2a14_idx",
        ),
        migrations.AlterField(
            model_name="account",
            name="group",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
            ),
        ),
        migrations.AlterField(
            model_name="movement",
            name="account",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="movements",
                to="trade.account",
            ),
        ),
        migrations.AlterField(
            model_name="movement",
            name="group",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.group",
            ),
        ),
        migrations.AlterField(
            model_name="order",
            name="account",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trade.account"
            ),
        ),
        migrations.AlterField(
            model_name="order",
            name="customer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AlterField(
            model_name="order",
            name="group",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.group",
            ),
        ),
        migrations.AlterField(
            model_name="order",
            name="salesperson",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="orderline",
            name="group",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.group",
            ),
        ),
        migrations.AlterField(
            model_name="orderline",
            name="order",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="trade.order",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(condition=models.Q(("beyond", True)), fields=["group"], name="orders_beyond"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("salesperson__isnull", False)),
                fields=["customer", "salesperson"],
                name="orders_through",
            ),
        ),
        stays("customers_group", "id"),
        stays("customers_customer", "id"),
        stays("trade_account", "id", "group_id", "customer_id"),
        stays("trade_order", "id"),
        refers(
            "trade_order",
            account_id="trade_account(id, group_id)",
            customer_id="customers_customer(id)",
            salesperson_id="access_person(id)",
        ),
        refers("trade_orderline", order_id="trade_order(id)", group_id="customers_group(id)"),
        refers("trade_movement", account_id="trade_account(id, group_id)"),
        migrations.RunSQL(  # room in every page, so that a new total needs no new entry in any index
            sql="ALTER TABLE trade_account SET (fillfactor = 50)",
            reverse_sql="ALTER TABLE trade_account RESET (fillfactor)",
        ),
    ]
