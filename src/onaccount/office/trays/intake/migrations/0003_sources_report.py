"""A source says of itself when it had delivered all it had, and when it cannot reach its own system."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_files_in_pieces")]

    operations = [
        migrations.CreateModel(
            name="SourceReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=40, unique=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("unreachable_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
