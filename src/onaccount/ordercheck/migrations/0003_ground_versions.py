"""A change of what a check rests on gives the group a new version."""

from django.db import migrations

from onaccount.ordercheck.guards import counts_as_change, versions

LIFTED = "(SELECT s.group_id FROM limits_suspension s WHERE s.id = rows.suspension_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("ordercheck", "0002_guards"),
        ("limits", "0002_guards"),
        ("trade", "0002_guards"),
        ("customers", "0001_initial"),
    ]

    operations = [
        versions(),
        counts_as_change("customers_customer"),
        counts_as_change("limits_limitinforce"),
        counts_as_change("limits_suspension"),
        counts_as_change("limits_suspensionlift", group=LIFTED),
        counts_as_change("trade_item"),
    ]
