"""Reading the industry file 行业档案: what is thought of each industry on a day, and every note."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet

from onaccount.assessment.models import IndustryNote


def industries_on(*, as_of: date) -> Mapping[str, IndustryNote]:
    """Give the latest note on each industry by a day; one query."""
    rows = IndustryNote.objects.filter(dated__lte=as_of).order_by("industry", "-dated", "-pk").distinct("industry")
    return {row.industry: row for row in rows}


def industry_notes() -> QuerySet[IndustryNote]:
    """List every note, by industry, the newest first."""
    return IndustryNote.objects.select_related("entered_by").order_by("industry", "-dated", "-pk")
