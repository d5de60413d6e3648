"""Keys get scopes, a rate and a last day; a role may demand a second factor. Keys made before keep what they could do."""

import django.contrib.postgres.fields
from django.db import migrations, models

BEFORE = [
    "limits.view",
    "ordercheck.check",
    "ordercheck.release",
    "ordercheck.ship",
    "ordercheck.view",
    "trade.receive",
    "trade.view",
]


class Migration(migrations.Migration):
    """After the tables of people."""

    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.AddField("apikey", "calls", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "apikey", "calls_per_minute", models.PositiveIntegerField(default=6000), preserve_default=False
        ),
        migrations.AddField("apikey", "counted_minute", models.BigIntegerField(default=0)),
        migrations.AddField("apikey", "last_used_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "apikey",
            "scopes",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=60), default=BEFORE),
            preserve_default=False,
        ),
        migrations.AddField("apikey", "valid_to", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "role",
            "needs_second_factor",
            models.BooleanField(default=False, verbose_name="Signs in with a second factor"),
        ),
        migrations.AddConstraint(
            "apikey", models.CheckConstraint(condition=models.Q(calls_per_minute__gt=0), name="key_may_call")
        ),
    ]
