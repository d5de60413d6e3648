"""What a check saw is kept beside its standing, and what it answered without names: both short enough to stay in the row."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ordercheck", "0010_bills_count_as_change")]

    operations = [
        migrations.RenameField(model_name="decision", old_name="snapshot", new_name="seen"),
        migrations.RenameField(model_name="decision", old_name="verdict", new_name="answer"),
        migrations.RunSQL(  # a long answer stays in the row too: to press it together costs more than the room
            sql="ALTER TABLE ordercheck_decision SET (toast_tuple_target = 8160)",
            reverse_sql="ALTER TABLE ordercheck_decision RESET (toast_tuple_target)",
        ),
    ]
