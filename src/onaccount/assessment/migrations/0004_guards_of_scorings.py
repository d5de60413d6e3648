"""What the database itself refuses: a scoring that is edited, and an answer that is."""

from django.db import migrations

from onaccount.office.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("assessment", "0003_scorings_and_portfolio_runs")]

    operations = [append_only("assessment_scoring"), append_only("assessment_answer")]
