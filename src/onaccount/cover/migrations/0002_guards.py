"""What the database itself refuses in cover: rows that nobody edits."""

from django.db import migrations

from onaccount.office.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("cover", "0001_initial")]

    operations = [append_only("cover_cover"), append_only("cover_coverend")]
