"""What the database itself refuses in journal."""

from django.db import migrations

from onaccount.office.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        append_only("journal_entry"),
        append_only("journal_seal"),
    ]
