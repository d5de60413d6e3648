"""Classes of customers, and changed details that nobody edits."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from onaccount.office.guards import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomerClass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name="ClassMembership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="customers.customer"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
                    ),
                ),
                (
                    "customer_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="customers.customerclass",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["group"], name="customers_c_group_i_dd4674_idx")],
                "constraints": [models.UniqueConstraint(fields=("customer", "customer_class"), name="in_a_class_once")],
            },
        ),
        migrations.CreateModel(
            name="DetailChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("ship_to", "Ship-to address"), ("bank_details", "Bank details")], max_length=12
                    ),
                ),
                ("was", models.CharField(blank=True, default="", max_length=240)),
                ("value", models.CharField(max_length=240)),
                ("told_by", models.CharField(max_length=160)),
                ("changed_on", models.DateField()),
                ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="detail_changes",
                        to="customers.customer",
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
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer", "kind", "-id"], name="details_latest"),
                    models.Index(fields=["group"], name="customers_d_group_i_bb8578_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value", ""), _negated=True), name="detail_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", models.F("was")), _negated=True), name="detail_is_new"
                    ),
                ],
            },
        ),
        append_only("customers_detailchange"),
    ]
