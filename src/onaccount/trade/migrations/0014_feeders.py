"""Who feeds each stage of a segment; nobody said so far, so that everything is accepted as before."""

from django.db import migrations, models


def feeder() -> "models.CharField[str, str]":
    """The column of one stage."""
    return models.CharField(max_length=5, default="any", db_default="any")


KNOWN = ["any", "us", "files"]


class Migration(migrations.Migration):
    dependencies = [("trade", "0013_open_now")]

    operations = [
        migrations.AddField(model_name="segment", name="orders_from", field=feeder()),
        migrations.AddField(model_name="segment", name="deliveries_from", field=feeder()),
        migrations.AddField(model_name="segment", name="receivables_from", field=feeder()),
        migrations.AddField(model_name="segment", name="bills_from", field=feeder()),
        migrations.AddConstraint(
            model_name="segment",
            constraint=models.CheckConstraint(
                name="segment_feeders_known",
                condition=models.Q(
                    orders_from__in=KNOWN, deliveries_from__in=KNOWN, receivables_from__in=KNOWN, bills_from__in=KNOWN
                ),
            ),
        ),
    ]
