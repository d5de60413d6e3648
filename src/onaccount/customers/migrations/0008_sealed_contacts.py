"""Contacts are sealed with blind marks; the retention of personal data is read from the policy, not from the rows."""

import json
from typing import Any

import django.db.models.functions.datetime
from django.db import migrations, models

from onaccount.office.vault.content import blind, sealed, unsealed

DETAILS = ("name", "title", "email", "phone")


def seal(apps: Any, _schema: Any) -> None:
    """Seal what lay in clear."""
    for contact in apps.get_model("customers", "Contact").objects.iterator():
        said = {field: getattr(contact, field) for field in DETAILS}
        contact.sealed = sealed(content=json.dumps(said, ensure_ascii=False).encode())
        contact.name_key, contact.email_key = blind(text=contact.name), blind(text=contact.email)
        contact.save(update_fields=["sealed", "name_key", "email_key"])


def unseal(apps: Any, _schema: Any) -> None:
    """Write it in clear again."""
    for contact in apps.get_model("customers", "Contact").objects.iterator():
        for field, text in json.loads(unsealed(kept=bytes(contact.sealed))).items():
            setattr(contact, field, text)
        contact.save(update_fields=DETAILS)


class Migration(migrations.Migration):
    dependencies = [("customers", "0007_statement_runs")]

    operations = [
        migrations.AddField("contact", "sealed", models.BinaryField(default=b""), preserve_default=False),
        migrations.AddField("contact", "name_key", models.CharField(max_length=64, default=""), preserve_default=False),
        migrations.AddField("contact", "email_key", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField(
            "contact",
            "entered_at",
            models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AlterField("contact", "name", models.CharField(max_length=80, default="")),
        migrations.RunPython(seal, unseal),
        migrations.RemoveField("contact", "name"),
        migrations.RemoveField("contact", "title"),
        migrations.RemoveField("contact", "email"),
        migrations.RemoveField("contact", "phone"),
        migrations.RemoveField("documentcontent", "erase_on"),
        migrations.RemoveField("personalvalues", "erase_on"),
    ]
