"""What the database itself refuses in ordercheck."""

from django.db import migrations

from onaccount.office.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("ordercheck", "0001_initial")]

    operations = [
        append_only("ordercheck_decision"),
        append_only("ordercheck_holdend"),
        append_only("ordercheck_authorisation"),
    ]
