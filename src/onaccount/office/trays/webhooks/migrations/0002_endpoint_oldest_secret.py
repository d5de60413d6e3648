"""An address remembers the first of its secrets that signs: only the one before the newest did until now."""

from typing import Any

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Greatest


def the_one_before(apps: Any, _editor: Any) -> None:
    """Let the secret before the newest be the oldest that signs."""
    endpoints = apps.get_model("webhooks", "Endpoint").objects
    endpoints.update(oldest_secret=Greatest(F("secret_number"), 2) - 1)


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_initial")]

    operations = [
        migrations.AddField("endpoint", "oldest_secret", models.PositiveIntegerField(default=1)),
        migrations.RunPython(the_one_before, migrations.RunPython.noop),
    ]
