"""One reason of a hold set aside by a person; a release above the limit may name it."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from onaccount.office.guards import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_withdrawn_files"),
        ("ordercheck", "0007_simulations"),
        ("trade", "0005_life_of_documents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=40)),
                ("amount", models.DecimalField(decimal_places=3, max_digits=20)),
                ("beyond", models.DecimalField(decimal_places=6, max_digits=26)),
                ("valid_until", models.DateField()),
                ("excess", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("authority", models.DecimalField(decimal_places=3, max_digits=20, null=True)),
                ("days_over", models.PositiveIntegerField(default=0)),
                ("authority_days", models.PositiveIntegerField(null=True)),
                ("actor", models.CharField(max_length=120)),
                ("remark", models.TextField()),
                ("given_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="release_within_limit_or_authorised",
        ),
        migrations.AddField(
            model_name="waiver",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="hold",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to="ordercheck.hold"
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to="trade.order"
            ),
        ),
        migrations.AddField(
            model_name="waiver",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="waiver",
            field=models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ordercheck.waiver",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "release"), _negated=True),
                    ("available", None),
                    ("exposure_after__lte", models.F("available")),
                    ("authorisation__isnull", False),
                    ("waiver__isnull", False),
                    _connector="OR",
                ),
                name="release_within_limit_or_authorised",
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("authority", None), ("excess__lte", models.F("authority")), _connector="OR"),
                    models.Q(("authority_days", None), ("days_over__lte", models.F("authority_days")), _connector="OR"),
                ),
                name="waiver_within_authority",
            ),
        ),
        append_only("ordercheck_waiver"),
    ]
