"""
Rates cross our company's own currency: where that changes, the groups whose checks rest on rates have a new version.

So have those of which a rate was missing by now, since it may be known across.
"""

from django.db import migrations

from onaccount.ordercheck.guards import counts_as_change

CONVERTED = """unnest(ARRAY(
    SELECT group_id FROM ordercheck_standing
    WHERE (content->'rates' <> '[]' OR content->'failures' <> '[]') AND rows.kind = 'company'
))"""
ANEW = """
    UPDATE customers_group SET changes = changes + 1
    WHERE id IN (SELECT group_id FROM ordercheck_standing WHERE content->'failures' <> '[]')
"""


class Migration(migrations.Migration):
    dependencies = [("ordercheck", "0014_securities_seen_by_the_group"), ("policy", "0001_initial")]

    operations = [
        counts_as_change("policy_policyversion", group=CONVERTED, events=("insert", "update")),
        migrations.RunSQL(ANEW, migrations.RunSQL.noop),
    ]
