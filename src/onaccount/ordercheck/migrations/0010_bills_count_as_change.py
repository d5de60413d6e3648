"""Bills at risk are facts a check rests on: what we hold of their acceptors."""

from django.db import migrations

from onaccount.ordercheck.guards import counts_as_change


class Migration(migrations.Migration):
    dependencies = [
        ("ordercheck", "0009_references_asked_together"),
        ("trade", "0009_set_off_and_factoring"),
    ]

    operations = [counts_as_change("trade_bill")]
