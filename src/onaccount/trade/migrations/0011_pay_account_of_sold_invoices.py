"""Where a customer pays an invoice that was sold."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trade", "0010_consignment")]

    operations = [
        migrations.AddField(
            model_name="clearing",
            name="pay_account",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
    ]
