"""The page of one assessment as paper 资信评估报告: the same figures and words, in the language the reader uses."""

from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onaccount import assessment
from onaccount.desk.assessments.page import shown
from onaccount.kernel.ratio import rounded
from onaccount.office.access.routes import SignedRequest
from onaccount.office.company.queries import company
from onaccount.office.paper.press import print_pdf

TEMPLATE = Path(assessment.__file__ or "").parent / "paper" / "assessment.typ"
MISSING = "--"
Rows = list[list[str]]


def assessment_pdf(*, customer: Any, request: SignedRequest) -> bytes:
    """Print what the page of a customer's assessment shows today."""
    return print_pdf(template=TEMPLATE, data=paper_data(customer=customer, request=request))


def paper_data(*, customer: Any, request: SignedRequest) -> dict[str, Any]:
    """Lay out what the paper says: texts and rows, nothing left to reckon."""
    told, own = shown(customer=customer, request=request), company(on=request.today)
    held = told["held"]
    scored = told.get("scored")
    return {
        "company": own.name if own else "",
        "customer": customer.name,
        "date": _day(request.today),
        "lang": (get_language() or "en")[:2],
        "title": _("Assessment"),
        "grade": held.grade if held else MISSING,
        "grade_note": _("in force") if held else _("no grade in force"),
        "facts": _facts(customer, told),
        "finding": told["finding"] if scored else str(told["refused"]),
        "steps": _steps(told) if scored else [],
        "reasons": [str(each) for each in told.get("reasons", ())],
        "lifts": _lifts(told),
        "lines": _lines(told),
        "ratios": _ratios(told),
        "editions": _editions(told),
        "known": _known(told),
        "words": {
            "why": _("Why?"),
            "lifts": _("What would lift the grade"),
            "no_lift": _("No single fact lifts the grade: it is the best already, or several must change together."),
            "ratios": _("Ratios over the years, beside the industry"),
            "distress": _("Scores of distress"),
            "lines": _("The arithmetic"),
            "known": _("What the file holds and people answered"),
            "note": _("Made from what was known on the day above. No score refuses anything by itself."),
        },
    }


def _facts(customer: Any, told: dict[str, Any]) -> Rows:
    held, scored = told["held"], told.get("scored")
    found = [[_("Number"), customer.number], [_("Industry"), customer.industry or MISSING]]
    if scored:
        points = f"{scored.grade} · {scored.score} {_('points of 100')}"
        found += [
            [_("On what is known today"), points],
            [_("Confidence"), f"{rounded(scored.confidence * 100, places=0)} %"],
        ]
    found.append([_("Scorecard"), str(told.get("card") or told["held_card"] or MISSING)])
    chance = told["held_pd"] or told.get("scored_pd") or MISSING
    found.append([_("Probability of default within a year"), str(chance)])
    if held:
        found.append([_("Graded on"), _day(held.given_on)])
        found.append([_("Last day"), _day(told["held_last_day"])])
    return found


def _steps(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The bars of the waterfall with their effects in words."""
    return [
        {
            "name": str(step["name"]),
            "from": str(step["from"]),
            "to": str(step["to"]),
            "whole": bool(step.get("whole")),
            "effect": f"{step['to']:.2f}" if step.get("whole") else f"{step['to'] - step['from']:+.2f}",
        }
        for step in told["waterfall"]["steps"]
    ]


def _lifts(told: dict[str, Any]) -> Rows:
    head = [_("One fact"), _("Now"), _("Needs"), _("Grade"), _("Score")]
    rows = [
        [each["name"], each["now"], each["needs"], each["grade"], str(each["score"])] for each in told.get("lifts", ())
    ]
    return [head, *rows]


def _lines(told: dict[str, Any]) -> Rows:
    head = [_("Characteristic"), _("Value"), _("As of"), _("Source"), _("Points"), _("Weight"), _("Effect")]
    return [head, *(_line(each) for each in told.get("lines", ()))]


def _line(line: dict[str, Any]) -> list[str]:
    each = line["each"]
    day = _day(line["as_of"]) + (f" ({_('stale')})" if each.is_stale else "")
    points = MISSING if line["points"] is None else str(line["points"])
    share = f"{rounded(each.share * 100, places=1)} %"
    return [line["name"], line["value"], day, line["source"] or MISSING, points, share, line["effect"]]


def _ratios(told: dict[str, Any]) -> Rows:
    years = sorted({year for each in told["small"] for year, _value in each["row"]})[-3:]
    head = [_("Ratio"), *map(str, years), _("Industry average"), _("Level")]
    rows = [
        [
            each["name"],
            *(dict(each["row"]).get(year, MISSING) for year in years),
            each["average"],
            str(each["level"]) or MISSING,
        ]
        for each in told["small"]
    ]
    return [head, *rows] if years else []


def _editions(told: dict[str, Any]) -> Rows:
    head = [_("Model"), _("Latest"), _("Zone"), _("Grey from – to")]
    rows = [[each["name"], each["values"][0], str(each["zone"]), each["grey"]] for each in told["editions"]]
    rows += [[each["name"], each["value"], str(each["word"]), each["cut"]] for each in told["indicators"]]
    return [head, *rows]


def _known(told: dict[str, Any]) -> Rows:
    head = [_("Fact"), _("Value"), _("As of"), _("Source")]
    filed = [
        [
            each["name"],
            each["value"],
            _day(each["day"]) + (f" ({_('stale')})" if each["is_stale"] else ""),
            each["source"],
        ]
        for each in told["filed"]
    ]
    answers = [[each["name"], each["value"], _day(each["day"]), each["evidence"]] for each in told["answers"]]
    return [head, *filed, *answers]


def _day(day: Any) -> str:
    return MISSING if day is None else date_format(day, "Y-m-d")
