"""What the database itself refuses in assessment: rows that nobody edits."""

from django.db import migrations

from onaccount.office.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]

    operations = [append_only("assessment_grade")]
