"""Standings are kept, and whatever they are made from gives the group a new version."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from onaccount.office.guards import append_only
from onaccount.ordercheck.guards import counts_as_change

CONVERTED = """unnest(ARRAY(
    SELECT group_id FROM ordercheck_standing
    WHERE (content->'rates' <> '[]' OR content->'failures' <> '[]') AND rows.id > 0
))"""


class Migration(migrations.Migration):
    dependencies = [
        ("ordercheck", "0005_releases_with_discipline"),
        ("rates", "0001_initial"),
        ("trade", "0005_life_of_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.BigIntegerField()),
                ("policy_number", models.PositiveIntegerField()),
                ("as_of", models.DateField()),
                ("valid_until", models.DateField()),
                ("content", models.JSONField()),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="trade.account"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "version", "as_of", "policy_number"), name="standing_once"
                    )
                ]
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="standing",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ordercheck.standing"
            ),
        ),
        append_only("ordercheck_standing"),
        counts_as_change("trade_account", events=("insert",)),
        counts_as_change("rates_rate", group=CONVERTED, events=("insert",)),
        counts_as_change("trade_delivery"),
    ]
