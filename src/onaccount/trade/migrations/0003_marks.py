"""Disputes, promises and demands: rows that nobody edits, each ended by a row."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from onaccount.office.guards import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_classes_and_details"),
        ("trade", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Demand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("remark", models.TextField(blank=True, default="")),
                ("actor", models.CharField(max_length=120)),
                ("entered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("level", models.PositiveSmallIntegerField()),
                ("sent_on", models.DateField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="demands", to="trade.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DemandEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ended_on", models.DateField()),
                ("remark", models.TextField(blank=True, default="")),
                ("actor", models.CharField(max_length=120)),
                ("entered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "demand",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="trade.demand"
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("remark", models.TextField(blank=True, default="")),
                ("actor", models.CharField(max_length=120)),
                ("entered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("price", "Price"),
                            ("quantity", "Quantity"),
                            ("quality", "Quality"),
                            ("delivery", "Late or wrong delivery"),
                            ("papers", "Invoice or papers"),
                            ("duplicate", "Claimed twice"),
                            ("paid", "Paid already, says the customer"),
                            ("other", "Other cause"),
                        ],
                        max_length=12,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=3, max_digits=20)),
                ("raised_on", models.DateField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disputes", to="trade.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DisputeEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ended_on", models.DateField()),
                ("remark", models.TextField(blank=True, default="")),
                ("actor", models.CharField(max_length=120)),
                ("entered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("justified", "The customer was right"),
                            ("unfounded", "The customer was not right"),
                            ("compromise", "Met in between"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "dispute",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="trade.dispute"
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("remark", models.TextField(blank=True, default="")),
                ("actor", models.CharField(max_length=120)),
                ("entered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("given_on", models.DateField()),
                ("given_by", models.CharField(blank=True, default="", max_length=80)),
                ("promised_date", models.DateField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="promises", to="trade.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PromiseEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ended_on", models.DateField()),
                ("remark", models.TextField(blank=True, default="")),
                ("actor", models.CharField(max_length=120)),
                ("entered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("kept", "Kept"),
                            ("broken", "Broken"),
                            ("moved", "Moved to another day"),
                            ("withdrawn", "Taken back"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
                    ),
                ),
                (
                    "promise",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="trade.promise"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="demand",
            index=models.Index(fields=["group"], name="trade_deman_group_i_ec5d51_idx"),
        ),
        migrations.AddIndex(
            model_name="demand",
            index=models.Index(fields=["customer", "-sent_on"], name="trade_deman_custome_1b01c9_idx"),
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 1), ("level__lte", 9)), name="demand_level_from_1_to_9"
            ),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["group"], name="trade_dispu_group_i_b3bc1a_idx"),
        ),
        migrations.AddIndex(
            model_name="dispute",
            index=models.Index(fields=["customer", "-raised_on"], name="trade_dispu_custome_693009_idx"),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="dispute_is_positive"),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["group"], name="trade_promi_group_i_a265c6_idx"),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["customer", "promised_date"], name="trade_promi_custome_683cd6_idx"),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(("promised_date__gte", models.F("given_on"))), name="promise_is_for_a_later_day"
            ),
        ),
        append_only("trade_dispute"),
        append_only("trade_disputeend"),
        append_only("trade_promise"),
        append_only("trade_promiseend"),
        append_only("trade_demand"),
        append_only("trade_demandend"),
    ]
