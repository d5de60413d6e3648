"""The industry file: notes on industries, added and never edited."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from onaccount.office.guards import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0004_guards_of_scorings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IndustryNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("industry", models.CharField(max_length=80)),
                ("sector_grade", models.PositiveSmallIntegerField()),
                ("outlook", models.CharField(max_length=8)),
                ("competition", models.CharField(blank=True, default="", max_length=400)),
                ("policy", models.CharField(blank=True, default="", max_length=400)),
                ("dated", models.DateField()),
                ("source", models.CharField(max_length=160)),
                ("entered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
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
                "indexes": [models.Index(fields=["industry", "-dated", "-id"], name="industry_notes_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sector_grade__range", (1, 5))), name="sector_grade_of_five"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="industry_note_has_source"
                    ),
                ],
            },
        ),
        append_only("assessment_industrynote"),
    ]
