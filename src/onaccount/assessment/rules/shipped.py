"""
The cards the program comes with 内置评分卡: starting values of a policy, each number for the operator to change.

`standard` for customers with statements, `own_experience` for the many without, and two published models as examples:
the characteristics model 特征分析模型 (eighteen factors, equal weights) and the working-asset model 营运资产分析模型. The PD of a grade is the
theoretical average of a Chinese commercial platform's scale; no grade is safer than the floor of 0.03 %.
"""

from dataclasses import replace
from decimal import Decimal
from typing import TypedDict

from onaccount.assessment.rules.altman import SHIPPED_CLAMP
from onaccount.assessment.rules.data_points import CHARACTERISTICS
from onaccount.assessment.rules.grades import GRADES
from onaccount.assessment.rules.in_force import usual_probability
from onaccount.assessment.rules.scales import CUTS_OF_100
from onaccount.assessment.rules.scorecard import Audience, Cap, Characteristic, Missing, Scorecard
from onaccount.kernel.bands import BandTable, Inclusive

PROBABILITIES = tuple((grade, usual_probability(grade)) for grade in GRADES)
EVERYBODY = Audience(None, (), ())
A_YEAR_AND_A_HALF = 550


def _rising(text: str) -> BandTable[Decimal]:
    """`0 |1 30 |1.5 70`: the points below the first bound, then each bound and the points from it on."""
    first, *rows = text.split("|")
    pairs = [row.split() for row in rows]
    return BandTable.rising(
        bounds=[Decimal(bound) for bound, _ in pairs],
        values=[Decimal(first), *(Decimal(points) for _, points in pairs)],
        inclusive=Inclusive.LOWER,
    )


def _falling(text: str) -> BandTable[Decimal]:
    """The same for what is better the smaller it is: bounds belong to the band below them."""
    table = _rising(text)
    return BandTable(table.bands, Inclusive.UPPER)


def _line(
    code: str, weight: int, bands: BandTable[Decimal], *, missing: Missing, fresh_days: int | None
) -> Characteristic:
    return Characteristic(code, Decimal(weight), bands, missing, fresh_days)


def _cap(code: str, bounds: list[int], grades: list[str], *, when_missing: str) -> Cap:
    return Cap(code, BandTable.rising(bounds=bounds, values=grades, inclusive=Inclusive.LOWER), when_missing)


CAPS = (
    _cap("insolvent", [1], ["", "D"], when_missing=""),
    _cap("licence_revoked", [1], ["", "C"], when_missing=""),
    _cap("dishonest", [1], ["", "C"], when_missing=""),
    _cap("stop_order", [1], ["", "C"], when_missing=""),
    _cap("lawsuits_as_debtor", [1], ["", "C"], when_missing=""),
    _cap("years_of_trade", [1], ["A", ""], when_missing="A"),
)
STALE_STATEMENTS = Cap(
    "statement_age_months",
    BandTable.rising(bounds=[18], values=["", "BBB"], inclusive=Inclusive.UPPER),
    "",
)
_TENTHS = _rising("0|1 10|2 20|3 30|4 40|5 50|6 60|7 70|8 80|9 90|10 100")

_TAX = _rising("0|2 20|3 50|4 80|5 100")


class _Absent(TypedDict):
    missing: Missing
    fresh_days: int | None


_FINANCE = _Absent(missing=Missing.REWEIGH, fresh_days=A_YEAR_AND_A_HALF)
_CONDUCT = _Absent(missing=Missing.REWEIGH, fresh_days=100)
_VISIT = _Absent(missing=Missing.REWEIGH, fresh_days=400)


def _card(code: str, name: str, place: int, lines: tuple[Characteristic, ...]) -> Scorecard:
    return Scorecard(
        code=code,
        name=name,
        number=0,
        is_in_use=True,
        place=place,
        audience=EVERYBODY,
        characteristics=lines,
        caps=CAPS,
        scale=CUTS_OF_100,
        probabilities=PROBABILITIES,
        most_notches=2,
        valid_months=12,
        follows_parent=True,
        clamp=SHIPPED_CLAMP,
    )


_STANDARD = _card(
    "standard",
    "Customers with statements",
    20,
    (
        _line("z_double_prime", 14, _rising("0|0 20|1.1 40|1.85 55|2.6 70|4 85|5.85 100"), **_FINANCE),
        _line("debt_to_assets", 10, _falling("100|0.3 85|0.45 70|0.6 50|0.7 30|0.85 10"), **_FINANCE),
        _line("current_ratio", 7, _rising("0|0.8 25|1 45|1.3 65|1.7 80|2.2 100"), **_FINANCE),
        _line("quick_ratio", 4, _rising("0|0.4 25|0.7 50|1 75|1.4 100"), **_FINANCE),
        _line("interest_cover", 6, _rising("0|1 25|2 50|4 75|8 100"), **_FINANCE),
        _line("return_on_assets", 7, _rising("0|0 30|0.02 50|0.05 75|0.1 100"), **_FINANCE),
        _line("cash_to_profit", 4, _rising("10|0 30|0.5 55|0.9 80|1.2 100"), **_FINANCE),
        _line("sales_growth", 3, _rising("10|-0.2 30|-0.05 50|0.05 75|0.15 100"), **_FINANCE),
        _line("industry_position", 6, _rising("10|20 30|40 50|60 75|80 100"), **_FINANCE),
        _line("payment_index", 18, _rising("0|30 15|50 40|60 55|70 70|78 85|80 95|90 100"), **_CONDUCT),
        _line("overdue_share", 6, _falling("100|0 80|0.1 60|0.25 35|0.5 10"), **_CONDUCT),
        _line("years_of_trade", 4, _rising("20|0.5 40|1 60|3 80|5 100"), missing=Missing.ZERO, fresh_days=None),
        _line("years_since_founding", 2, _rising("20|2 45|5 70|10 100"), missing=Missing.NEUTRAL, fresh_days=None),
        _line("tax_credit", 3, _TAX, **_VISIT),
        _line("organisation", 3, _TENTHS, **_VISIT),
        _line("prospects", 3, _TENTHS, **_VISIT),
    ),
)
STANDARD = replace(
    _STANDARD,
    audience=Audience(has_statements=True, industries=(), classes=()),
    caps=(*CAPS, STALE_STATEMENTS),
)
OWN_EXPERIENCE = _card(
    "own_experience",
    "Customers without statements",
    30,
    (
        _line("payment_index", 34, _rising("0|30 15|50 40|60 55|70 70|78 85|80 95|90 100"), **_CONDUCT),
        _line("overdue_share", 12, _falling("100|0 80|0.1 60|0.25 35|0.5 10"), **_CONDUCT),
        _line("years_of_trade", 10, _rising("20|0.5 40|1 60|3 80|5 100"), missing=Missing.ZERO, fresh_days=None),
        _line("years_since_founding", 8, _rising("20|2 45|5 70|10 100"), missing=Missing.NEUTRAL, fresh_days=None),
        _line("tax_credit", 5, _TAX, **_VISIT),
        _line("trade_references", 10, _TENTHS, **_VISIT),
        _line("site_visit", 10, _TENTHS, **_VISIT),
        _line("owner", 4, _TENTHS, **_VISIT),
        _line("registry_check", 3, _TENTHS, **_VISIT),
        _line("court_check", 4, _TENTHS, **_VISIT),
    ),
)
CHARACTERISTICS_MODEL = replace(
    _card(
        "characteristics",
        "Characteristics model",
        80,
        tuple(_line(code, 1, _TENTHS, **_VISIT) for code in CHARACTERISTICS),
    ),
    is_in_use=False,
)
_BY_WORKING_ASSETS = _rising("0|-4.59 10|-3.89 20|-3.19 30|-2.49 40|-1.79 50|-1.09 60|-0.39 70|0.31 80|1 100")
WORKING_ASSETS = replace(
    _card(
        "working_assets",
        "Working-asset model",
        90,
        (
            _line(
                "working_asset_score",
                1,
                _BY_WORKING_ASSETS,
                missing=Missing.REFUSE,
                fresh_days=A_YEAR_AND_A_HALF,
            ),
        ),
    ),
    is_in_use=False,
    caps=(*CAPS, STALE_STATEMENTS),
)
SHIPPED = (STANDARD, OWN_EXPERIENCE, CHARACTERISTICS_MODEL, WORKING_ASSETS)
