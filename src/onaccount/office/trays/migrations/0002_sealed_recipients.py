"""Whom a letter goes to is sealed, with a blind mark by which an address is found again."""

import json
from typing import Any

from django.db import migrations, models

from onaccount.office.vault.content import blind, sealed, unsealed

DETAILS = ("recipient", "recipient_name")


def seal(apps: Any, _schema: Any) -> None:
    """Seal what lay in clear."""
    for letter in apps.get_model("trays", "Letter").objects.defer("body", "attachment").iterator():
        said = {field: getattr(letter, field) for field in DETAILS}
        letter.sealed, letter.recipient_key = sealed(content=json.dumps(said).encode()), blind(text=letter.recipient)
        letter.save(update_fields=["sealed", "recipient_key"])


def unseal(apps: Any, _schema: Any) -> None:
    """Write it in clear again."""
    for letter in apps.get_model("trays", "Letter").objects.exclude(sealed=b"").iterator():
        for field, text in json.loads(unsealed(kept=bytes(letter.sealed))).items():
            setattr(letter, field, text)
        letter.save(update_fields=DETAILS)


class Migration(migrations.Migration):
    dependencies = [("trays", "0001_initial")]

    operations = [
        migrations.AddField("letter", "sealed", models.BinaryField(default=b""), preserve_default=False),
        migrations.AddField(
            "letter",
            "recipient_key",
            models.CharField(blank=True, db_index=True, default="", max_length=64),
        ),
        migrations.AlterField("letter", "recipient", models.EmailField(default="", max_length=254)),
        migrations.RunPython(seal, unseal),
        migrations.RemoveField("letter", "recipient"),
        migrations.RemoveField("letter", "recipient_name"),
    ]
