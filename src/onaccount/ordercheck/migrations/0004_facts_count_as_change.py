"""Cover, grades, lists, review dates, marks on items, classes and changed details are facts a check rests on."""

from django.db import migrations

from onaccount.ordercheck.guards import counts_as_change

TABLES = (
    "assessment_grade",
    "cover_cover",
    "cover_coverend",
    "customers_classmembership",
    "customers_detailchange",
    "limits_listing",
    "limits_listinglift",
    "limits_reviewdate",
    "trade_demand",
    "trade_demandend",
    "trade_dispute",
    "trade_disputeend",
    "trade_promise",
    "trade_promiseend",
)


class Migration(migrations.Migration):
    dependencies = [
        ("ordercheck", "0003_ground_versions"),
        ("assessment", "0002_guards"),
        ("cover", "0002_guards"),
        ("customers", "0002_classes_and_details"),
        ("limits", "0003_lists_and_review_dates"),
        ("trade", "0003_marks"),
    ]

    operations = [counts_as_change(table) for table in TABLES]
