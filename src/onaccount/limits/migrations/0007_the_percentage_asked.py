"""A journal line keeps the percentage its value was asked as, beside the value."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("limits", "0006_a_cut_stays_a_cut")]

    operations = [
        migrations.AddField(
            model_name="journalline",
            name="percent",
            field=models.DecimalField(decimal_places=3, max_digits=7, null=True),
        ),
        migrations.AddConstraint(
            model_name="journalline",
            constraint=models.CheckConstraint(
                name="percent_of_an_amount_of_money",
                condition=models.Q(percent=None)
                | models.Q(type="amount", dimension__in=["exposure", "order_amount"], value__isnull=False),
            ),
        ),
    ]
