from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trade", "0017_parts_name_their_origin")]

    operations = [
        migrations.AddField(
            model_name="orderline",
            name="unit",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(model_name="orderline", name="ship_date", field=models.DateField(null=True)),
    ]
