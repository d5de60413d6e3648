"""Papers of the credit file are facts a check rests on: whether a contract is in force."""

from django.db import migrations

from onaccount.ordercheck.guards import counts_as_change

GROUP = "(SELECT c.group_id FROM customers_customer c WHERE c.id = rows.customer_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("ordercheck", "0011_kept_short"),
        ("customers", "0008_sealed_contacts"),
    ]

    operations = [counts_as_change("customers_document", group=GROUP)]
