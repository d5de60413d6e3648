"""The findings of orders that pass are kept once, beside the standing, and cited by the answers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ordercheck", "0012_papers_count_as_change")]

    operations = [
        migrations.AddField(model_name="standing", name="findings", field=models.JSONField(null=True)),
    ]
