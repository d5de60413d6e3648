"""Lists and review dates; a negative or sanctions listing is lifted by a second person, whoever writes the row."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from onaccount.office.guards import append_only

SECOND_PERSON = """
CREATE FUNCTION limits_check_listing_lift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM limits_listing l
        WHERE l.id = NEW.listing_id AND l.kind <> 'positive' AND l.placed_by_id = NEW.lifted_by_id
    ) THEN
        RAISE EXCEPTION 'who put a customer on this list does not take it off' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER limits_listing_lifted_by_a_second BEFORE INSERT ON limits_listinglift
    FOR EACH ROW EXECUTE FUNCTION limits_check_listing_lift();
"""
UNDO = """
DROP TRIGGER limits_listing_lifted_by_a_second ON limits_listinglift;
DROP FUNCTION limits_check_listing_lift();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_classes_and_details"),
        ("limits", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("positive", "Positive list"),
                            ("negative", "Negative list"),
                            ("sanctions", "Sanctions list"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, default="", max_length=160)),
                ("reason", models.TextField()),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("placed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="listings", to="customers.customer"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ListingLift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("lifted_on", models.DateField()),
                ("lifted_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "listing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lift", to="limits.listing"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReviewDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("review_date", models.DateField(null=True)),
                ("reason", models.TextField(blank=True, default="")),
                ("set_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_dates",
                        to="customers.customer",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.group"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["customer", "kind"], name="listings_customer"),
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["group"], name="limits_list_group_i_e8275d_idx"),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "positive"), ("valid_to", None), _connector="OR"),
                name="only_a_positive_listing_lapses",
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"),
                name="listing_period_not_empty",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewdate",
            index=models.Index(fields=["customer", "-id"], name="review_dates_latest"),
        ),
        migrations.AddIndex(
            model_name="reviewdate",
            index=models.Index(fields=["group"], name="limits_revi_group_i_332697_idx"),
        ),
        append_only("limits_listing"),
        append_only("limits_listinglift"),
        append_only("limits_reviewdate"),
        migrations.RunSQL(SECOND_PERSON, UNDO),
    ]
