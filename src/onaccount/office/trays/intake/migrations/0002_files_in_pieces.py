"""A file is kept by the megabyte: written and read as a whole it took ten times its size of memory."""

import django.db.models.deletion
from django.db import migrations, models

PIECES = """
INSERT INTO intake_intakepiece (file_id, place, content)
SELECT id, place, substring(content FROM place * 1048576 + 1 FOR 1048576)
FROM intake_intakefile, generate_series(0, (octet_length(content) - 1) / 1048576) AS place
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="IntakePiece",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pieces", to="intake.intakefile"
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("file", "place"), name="piece_once")]},
        ),
        migrations.RunSQL(sql=PIECES, reverse_sql=migrations.RunSQL.noop),
        migrations.RemoveField(model_name="intakefile", name="content"),
    ]
