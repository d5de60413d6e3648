"""Financial statements, of which every version stays."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from onaccount.office.guards import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_withdrawn_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period_end", models.DateField()),
                ("months", models.PositiveSmallIntegerField()),
                ("scope", models.CharField(max_length=12)),
                ("version", models.PositiveSmallIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("standard", models.CharField(max_length=8)),
                ("credibility", models.CharField(max_length=10)),
                ("amounts", models.JSONField()),
                ("source", models.CharField(max_length=160)),
                ("reason", models.CharField(blank=True, default="", max_length=240)),
                ("received_on", models.DateField()),
                ("known_on", models.DateField()),
                ("entered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="customers.customer"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("customer", "period_end", "months", "scope", "version"), name="statement_version_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="restated_with_reason",
                    ),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="statement_version_from_1"),
                    models.CheckConstraint(
                        condition=models.Q(("received_on__gte", models.F("period_end"))),
                        name="statement_received_after_period",
                    ),
                ],
            },
        ),
        append_only("customers_statement"),
    ]
