"""Old answers are found by their age, so that the job that removes them reads only those."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """After the table."""

    dependencies = [("answers", "0001_initial")]

    operations = [
        migrations.AddIndex("answer", models.Index(fields=["at"], name="answers_by_age")),
    ]
