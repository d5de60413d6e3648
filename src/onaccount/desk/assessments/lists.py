"""The list of assessments 评估台账: every customer with the grade in force, the benchmark values, and what is thought of industries."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.assessment import access, labels, queries
from onaccount.assessment.rules import SYMBOLS
from onaccount.customers.labels import CHOICES
from onaccount.desk.assessments.wording import sector_words
from onaccount.desk.components.columns import Column, Kind
from onaccount.desk.components.filters import Ask, Filter, where
from onaccount.desk.components.finding import named
from onaccount.desk.components.lists import Act, Empty, ListPage
from onaccount.kernel.period import last_day_before
from onaccount.office.access.routes import SignedRequest

ACTS = (
    Act(title=_("Grades"), url_name="assessments:list", icon="scale"),
    Act(title=_("Standard values"), url_name="assessments:benchmarks", icon="report-analytics"),
    Act(title=_("Industries"), url_name="assessments:industries", icon="building"),
    Act(title=_("Scorecards"), url_name="assessments:cards", icon="adjustments"),
    Act(title=_("All customers at once"), url_name="assessments:runs", icon="refresh"),
    Act(title=_("Do scores tell?"), url_name="assessments:proving", icon="flask"),
)
NOTE = Act(title=_("Note an industry"), url_name="assessments:note_industry", icon="edit", prominent=True)
LOAD = Act(title=_("Load a CSV"), url_name="assessments:load", icon="upload", prominent=True)


class AssessmentList(ListPage):
    """Every customer with what is thought of it today."""

    code = "assessments"
    title = _("Assessments")
    sort = "number"
    acts = ACTS
    columns = (
        Column(key="number", title=_("Number"), kind=Kind.CODE, sort="number"),
        Column(
            key="name", title=_("Customer"), sort="name", link=lambda row: reverse("assessments:one", args=[row.number])
        ),
        Column(key="industry", title=_("Industry"), sort="industry"),
        Column(key="grade", title=_("Grade"), sort="grade_rank", value=lambda row: row.grade),
        Column(key="score", title=_("Score"), kind=Kind.COUNT, sort="grade_score", value=lambda row: row.grade_score),
        Column(key="given_on", title=_("Graded on"), kind=Kind.DAY, sort="graded_on", value=lambda row: row.graded_on),
        Column(
            key="last_day",
            title=_("Last day"),
            kind=Kind.DAY,
            sort="grade_ends",
            value=lambda row: last_day_before(row.grade_ends),
        ),
        Column(
            key="salesperson",
            title=_("Salesperson"),
            sort="salesperson__full_name",
            value=lambda row: row.salesperson and row.salesperson.full_name,
        ),
    )
    filters = (
        Filter(
            key="q",
            label=_("Name, number or initials"),
            narrow=named(customer=""),
        ),
        Filter(
            key="grade",
            label=_("Grade"),
            ask=Ask.CHOICE,
            choices=lambda: [*((grade, grade) for grade in SYMBOLS), ("none", _("no grade"))],
            narrow=lambda rows, grade: rows.filter(grade=None) if grade == "none" else rows.filter(grade=grade),
        ),
    )
    empty = Empty(title=_("No customers"), text=_("Every customer appears here with its grade."))

    def rows(self, request: SignedRequest) -> Any:
        """The customers this person may see, each with its grade of today."""
        reached = access.viewable(person=request.person, today=request.today)
        return queries.with_grades(customers=reached, today=request.today).select_related("salesperson")

    def row_address(self, row: Any) -> str:
        """The customer's assessment."""
        return reverse("assessments:one", args=[row.number])


class BenchmarkList(ListPage):
    """The standard values the operator loaded."""

    code = "benchmarks"
    title = _("Standard values")
    sort = "industry"
    acts = (*ACTS, LOAD)
    columns = (
        Column(key="industry", title=_("Industry"), sort="industry"),
        Column(key="ratio", title=_("Ratio"), sort="ratio", value=lambda row: labels.DATA_POINTS[row.ratio]),
        Column(key="year", title=_("Year"), kind=Kind.CODE, sort="year"),
        *(
            Column(key=level, title=labels.LEVELS[level], kind=Kind.COUNT, sort=level)
            for level in ("excellent", "good", "average", "low", "poor")
        ),
        Column(key="source", title=_("Source"), sort="source"),
    )
    filters = (Filter(key="q", label=_("Industry"), narrow=where("industry__icontains")),)
    empty = Empty(
        title=_("No standard values yet"),
        text=_("The yearly standard values of your industries appear here once you load your copy."),
        act=LOAD,
    )

    def rows(self, request: SignedRequest) -> Any:  # noqa: ARG002 everybody who grades sees all of them
        """Every set of values."""
        return queries.benchmarks()


class IndustryList(ListPage):
    """What is thought of each industry, every note with its day and source."""

    code = "industries"
    title = _("Industries")
    sort = "industry"
    acts = (*ACTS, NOTE)
    columns = (
        Column(key="industry", title=_("Industry"), sort="industry"),
        Column(
            key="sector_grade",
            title=_("Sector grade"),
            sort="sector_grade",
            value=lambda row: sector_words(row.sector_grade),
        ),
        Column(key="outlook", title=_("Outlook"), sort="outlook", value=lambda row: CHOICES[row.outlook]),
        Column(key="competition", title=_("Competition in it")),
        Column(key="policy", title=_("Policy of the state")),
        Column(key="dated", title=_("As of"), kind=Kind.DAY, sort="dated"),
        Column(key="source", title=_("Source"), sort="source"),
        Column(key="by", title=_("By"), value=lambda row: row.entered_by and row.entered_by.full_name),
    )
    filters = (Filter(key="q", label=_("Industry"), narrow=where("industry__icontains")),)
    empty = Empty(
        title=_("No industry noted yet"),
        text=_("Outlook, competition, policy and a dated sector grade of your industries appear here."),
        act=NOTE,
    )

    def rows(self, request: SignedRequest) -> Any:  # noqa: ARG002 everybody who grades sees all of them
        """Every note."""
        return queries.industry_notes()
