"""Releases within an authority, against a promise, and looked at again; holds told once."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from onaccount.office.guards import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_classes_and_details"),
        ("ordercheck", "0004_facts_count_as_change"),
        ("trade", "0003_marks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HoldNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(choices=[("held", "Held"), ("ended", "Ended")], max_length=5)),
                ("told_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="HoldReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("review_date", models.DateField()),
                ("remark", models.TextField(blank=True, default="")),
                ("set_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="ReleaseReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("remark", models.TextField()),
                ("reviewed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.AddField(
            model_name="authorisation",
            name="authority",
            field=models.DecimalField(decimal_places=3, max_digits=20, null=True),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="authority_days",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="days_over",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="excess",
            field=models.DecimalField(decimal_places=3, default=0, max_digits=20),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="kind",
            field=models.CharField(
                choices=[("ordinary", "Ordinary"), ("special", "Special"), ("emergency", "Emergency")],
                default="ordinary",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="promised_date",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="review_date",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="authorisation",
            name="vouched_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("authority", None), ("excess__lte", models.F("authority")), _connector="OR"),
                    models.Q(("authority_days", None), ("days_over__lte", models.F("authority_days")), _connector="OR"),
                ),
                name="release_within_authority",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "special"), _negated=True),
                    models.Q(("promised_date__isnull", False), ("vouched_by__isnull", False)),
                    _connector="OR",
                ),
                name="special_release_has_a_promise",
            ),
        ),
        migrations.AddField(
            model_name="holdnotice",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
            ),
        ),
        migrations.AddField(
            model_name="holdnotice",
            name="hold",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="ordercheck.hold"
            ),
        ),
        migrations.AddField(
            model_name="holdreview",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
            ),
        ),
        migrations.AddField(
            model_name="holdreview",
            name="hold",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="ordercheck.hold"
            ),
        ),
        migrations.AddField(
            model_name="holdreview",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="releasereview",
            name="authorisation",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="review", to="ordercheck.authorisation"
            ),
        ),
        migrations.AddField(
            model_name="releasereview",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
            ),
        ),
        migrations.AddField(
            model_name="releasereview",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="holdnotice",
            constraint=models.UniqueConstraint(fields=("hold", "about"), name="hold_notice_once"),
        ),
        append_only("ordercheck_releasereview"),
        append_only("ordercheck_holdreview"),
        append_only("ordercheck_holdnotice"),
    ]
