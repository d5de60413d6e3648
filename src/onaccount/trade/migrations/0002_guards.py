"""What the database itself refuses in trade."""

from django.db import migrations

from onaccount.office.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("trade", "0001_initial")]

    operations = [
        append_only("trade_movement"),
        append_only("trade_payment"),
        append_only("trade_settlement"),
    ]
