"""
Securities for single orders count for the whole group: what was kept of its accounts before knows only the securities of one.

So every group that has one gets a new version, and its standings are made anew.
"""

from django.db import migrations

ANEW = """
    UPDATE customers_group SET changes = changes + 1 WHERE id IN (
        SELECT customer.group_id FROM cover_cover cover JOIN customers_customer customer ON customer.id = cover.customer_id
        WHERE cover.order_number <> ''
    )
"""


class Migration(migrations.Migration):
    dependencies = [("ordercheck", "0013_findings_beside_the_standing")]

    operations = [migrations.RunSQL(ANEW, migrations.RunSQL.noop)]
