"""
Documents keep their first rate, and accounts are kept in the credit currency.

What stands on accounts from before goes on in its own currency until it is settled; the credit currency of a group that has
accounts in a segment already is the one of its first account's customer file.
"""

from django.db import migrations, models

CREDIT_CURRENCIES = """
UPDATE trade_account AS a SET kept_in = a.currency, credit_currency = first.currency
FROM (
    SELECT DISTINCT ON (account.group_id, account.segment_id) account.group_id, account.segment_id, customer.currency
    FROM trade_account account JOIN customers_customer customer ON customer.id = account.customer_id
    ORDER BY account.group_id, account.segment_id, account.id
) first
WHERE (first.group_id, first.segment_id) = (a.group_id, a.segment_id)
"""
KEEPS_ITS_CURRENCIES = """
CREATE TRIGGER trade_account_keeps_its_currencies BEFORE UPDATE OF currency, credit_currency, kept_in ON trade_account
    FOR EACH ROW WHEN (
        (OLD.currency, OLD.credit_currency, OLD.kept_in) IS DISTINCT FROM (NEW.currency, NEW.credit_currency, NEW.kept_in)
    ) EXECUTE FUNCTION onaccount_refuse_change()
"""


def rate_of(table: str) -> list[migrations.operations.base.Operation]:
    """The steps that give documents their first rate: above zero, and never without its day."""
    rate, day = (
        models.DecimalField(decimal_places=10, max_digits=20, null=True),
        models.DateField(null=True),
    )
    condition = models.Q(rate=None, rate_date=None) | models.Q(rate__gt=0, rate_date__isnull=False)
    return [
        migrations.AddField(model_name=table, name="rate", field=rate),
        migrations.AddField(model_name=table, name="rate_date", field=day),
        migrations.AddConstraint(
            model_name=table, constraint=models.CheckConstraint(condition=condition, name=f"{table}_rate_has_its_day")
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("customers", "0008_sealed_contacts"), ("trade", "0014_feeders")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="credit_currency",
            field=models.CharField(max_length=3, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="account",
            name="kept_in",
            field=models.CharField(max_length=3, default=""),
            preserve_default=False,
        ),
        migrations.RunSQL(sql=CREDIT_CURRENCIES, reverse_sql=migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="account", name="account_once"),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                fields=("group", "customer", "segment", "currency", "kept_in"), name="account_once"
            ),
        ),
        migrations.RunSQL(
            sql=KEEPS_ITS_CURRENCIES,
            reverse_sql="DROP TRIGGER trade_account_keeps_its_currencies ON trade_account",
        ),
        *(step for table in ("order", "delivery", "item", "bill") for step in rate_of(table)),
    ]
