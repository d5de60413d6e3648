"""A rate may be corrected on its own day: the later row holds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rates", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="rate", name="one_rate_a_day"),
        migrations.AddIndex(
            model_name="rate", index=models.Index(fields=["kind", "-valid_from", "-id"], name="rate_of_a_day")
        ),
    ]
