"""
What a scorecard may look at: every data point with its unit and the part of the file it comes from.

Terms: data point 数据点, finance 财务, behaviour 付款行为, legal 法律, profile 企业概况, judgement 定性判断 (an answer of the questionnaire
问卷 from 0 to 10, with evidence). All values are numbers, yes is 1 and no is 0, so that one kind of table reads them all.
"""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a value reads."""

    TIMES = "times"
    SHARE = "share"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    COUNT = "count"
    POINTS = "points"
    SCORE = "score"
    YES_NO = "yes_no"
    TAX_GRADE = "tax_grade"
    SIZE = "size"
    SECTOR = "sector"
    GRADE = "grade"
    ANSWER = "answer"


class Part(StrEnum):
    """Which part of the file a data point comes from."""

    FINANCE = "finance"
    BEHAVIOUR = "behaviour"
    LEGAL = "legal"
    PROFILE = "profile"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class DataPoint:
    """One thing a card may look at."""

    code: str
    part: Part
    unit: Unit


def _points(part: Part, unit: Unit, names: str) -> tuple[DataPoint, ...]:
    return tuple(DataPoint(name, part, unit) for name in names.split())


DATA_POINTS = (
    *_points(
        Part.FINANCE,
        Unit.TIMES,
        "current_ratio quick_ratio cash_ratio interest_cover asset_turnover receivables_turnover inventory_turnover cash_to_profit",
    ),
    *_points(
        Part.FINANCE,
        Unit.SHARE,
        "debt_to_assets gross_margin net_margin return_on_assets return_on_equity sales_growth",
    ),
    *_points(Part.FINANCE, Unit.DAYS, "days_receivable days_inventory days_payable cash_conversion_cycle"),
    *_points(
        Part.FINANCE,
        Unit.SCORE,
        "z_score z_prime z_double_prime em_score working_asset_score springate taffler zmijewski",
    ),
    *_points(Part.FINANCE, Unit.POINTS, "industry_position"),
    *_points(Part.FINANCE, Unit.MONTHS, "statement_age_months"),
    *_points(Part.FINANCE, Unit.YES_NO, "negative_net_worth two_loss_years"),
    *_points(Part.BEHAVIOUR, Unit.POINTS, "payment_index"),
    *_points(Part.BEHAVIOUR, Unit.DAYS, "days_beyond_terms oldest_overdue_days"),
    *_points(Part.BEHAVIOUR, Unit.SHARE, "overdue_share"),
    *_points(Part.BEHAVIOUR, Unit.YEARS, "years_of_trade"),
    *_points(Part.BEHAVIOUR, Unit.COUNT, "payments_seen demand_level"),
    *_points(Part.LEGAL, Unit.YES_NO, "insolvent licence_revoked dishonest stop_order"),
    *_points(Part.LEGAL, Unit.COUNT, "enforcements lawsuits_as_debtor seizures penalties"),
    *_points(Part.PROFILE, Unit.YEARS, "years_since_founding"),
    *_points(Part.PROFILE, Unit.TAX_GRADE, "tax_credit"),
    *_points(Part.PROFILE, Unit.SIZE, "size_class"),
    *_points(Part.PROFILE, Unit.YES_NO, "sme_declared"),
    *_points(Part.PROFILE, Unit.GRADE, "parent_grade"),
    *_points(Part.PROFILE, Unit.SECTOR, "sector_grade"),
    *_points(Part.PROFILE, Unit.COUNT, "bank_lines"),
    *_points(Part.PROFILE, Unit.SHARE, "bank_lines_drawn"),
    *_points(
        Part.JUDGEMENT,
        Unit.ANSWER,
        "payment_record bank_credit profitability balance_sheet solvency total_capital appearance organisation product_market"
        " competitiveness operations prospects trade_margin product_demands market_attraction market_strength security_offered"
        " replaceability trade_references site_visit owner registry_check court_check",
    ),
)
BY_CODE = {point.code: point for point in DATA_POINTS}
FILED = frozenset(
    {"tax_credit", "size_class", "sme_declared", "bank_lines", "bank_lines_drawn", "parent_grade", "sector_grade"}
)
"""What only the credit file, the industry file and our own grades say."""
_ASKED = frozenset({Part.JUDGEMENT, Part.LEGAL, Part.PROFILE})
QUESTIONS = tuple(point.code for point in DATA_POINTS if point.part in _ASKED and point.code not in FILED)
"""What a person answers, in the order of the form: judgements from 0 to 10, legal facts and the age of the company as they are known."""
CHARACTERISTICS = tuple(point.code for point in DATA_POINTS if point.unit is Unit.ANSWER)[:18]
"""The eighteen factors of the characteristics model 特征分析模型, in three groups of six."""
