"""Decisions and holds name rows that stay; whether they are there is asked once for all rows of a statement."""

import django.db.models.deletion
from django.db import migrations, models

from onaccount.office.guards import refers


class Migration(migrations.Migration):
    dependencies = [
        ("trade", "0006_references_asked_together"),
        ("customers", "0004_financial_statements"),
        ("ordercheck", "0008_waivers"),
        ("trade", "0005_life_of_documents"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="decision",
            name="ordercheck__order_n_e7a7de_idx",
        ),
        migrations.RemoveIndex(
            model_name="decision",
            name="ordercheck__group_i_973acf_idx",
        ),
        migrations.AlterField(
            model_name="decision",
            name="account",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="trade.account",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="authorisation",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="covered",
                to="ordercheck.authorisation",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
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
            model_name="decision",
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
            model_name="decision",
            name="order",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="trade.order",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="standing",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ordercheck.standing",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="waiver",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ordercheck.waiver",
            ),
        ),
        migrations.AlterField(
            model_name="hold",
            name="customer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AlterField(
            model_name="hold",
            name="decision",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ordercheck.decision",
            ),
        ),
        migrations.AlterField(
            model_name="hold",
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
            model_name="hold",
            name="latest_decision",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ordercheck.decision",
            ),
        ),
        migrations.AlterField(
            model_name="hold",
            name="order",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="trade.order"
            ),
        ),
        refers(
            "ordercheck_decision",
            account_id="trade_account(id, group_id, customer_id)",
            order_id="trade_order(id)",
            standing_id="ordercheck_standing(id, account_id)",
            authorisation_id="ordercheck_authorisation(id)",
            waiver_id="ordercheck_waiver(id)",
        ),
        refers(
            "ordercheck_hold",
            group_id="customers_group(id)",
            customer_id="customers_customer(id)",
            order_id="trade_order(id)",
            decision_id="ordercheck_decision(id, order_id)",
            latest_decision_id="ordercheck_decision(id, order_id)",
        ),
    ]
