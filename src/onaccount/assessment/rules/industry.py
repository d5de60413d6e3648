"""
Where a customer stands in its industry 行业对标, and what kind of company its industry makes it.

Terms: standard values 标准值 (five levels, the operator's own copy), industry position 行业位置 (mean efficacy score of the ratios
that have standards, 0 to 100). The kind decides which edition of Altman's score speaks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onaccount.assessment.rules.altman import Model, model_for
from onaccount.assessment.rules.benchmark import COEFFICIENTS, efficacy_score
from onaccount.assessment.rules.figures import Year
from onaccount.assessment.rules.scorecard import Known

ZERO, WHOLE = Decimal(0), Decimal(100)
LEVELS = ("excellent", "good", "average", "low", "poor")
RATIOS = (
    "return_on_equity",
    "return_on_assets",
    "net_margin",
    "gross_margin",
    "cash_to_profit",
    "asset_turnover",
    "receivables_turnover",
    "inventory_turnover",
    "debt_to_assets",
    "quick_ratio",
    "current_ratio",
    "interest_cover",
    "sales_growth",
)
"""The ratios an operator may load standard values for."""
Standards = Mapping[str, tuple[Decimal, ...]]


class Kind(StrEnum):
    """What the words of an industry say about the edition of Altman's score."""

    FINANCIAL = "financial"
    MANUFACTURER = "manufacturer"
    OTHER = "other"


_FINANCIAL = ("银行", "保险", "证券", "信托", "金融", "租赁", "bank", "insur", "financ", "leasing")
_MANUFACTURER = (
    "制造",
    "加工",
    "机械",
    "铸",
    "化工",
    "家具",
    "电气",
    "汽配",
    "涂装",
    "材料",
    "纺织",
    "食品",
    "manufact",
    "machin",
    "chemic",
    "foundr",
    "furnitur",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """One ratio beside its industry: value, the five standards, the level reached, and its points of 100."""

    code: str
    value: Decimal
    standards: tuple[Decimal, ...]
    level: str
    points: Decimal


def kind_of(industry: str) -> Kind:
    """Read the kind off the words of an industry in both languages; a person may think otherwise."""
    words = industry.lower()
    if any(each in words for each in _FINANCIAL):
        return Kind.FINANCIAL
    return Kind.MANUFACTURER if any(each in words for each in _MANUFACTURER) else Kind.OTHER


def edition_of(industry: str) -> Model:
    """Choose the edition for an unlisted company. Refuses `assessment.financial_firm`."""
    kind = kind_of(industry)
    return model_for(is_listed=False, is_manufacturer=kind is Kind.MANUFACTURER, is_financial=kind is Kind.FINANCIAL)


def placed(year: Year, *, standards: Standards) -> tuple[Placed, ...]:
    """Place each ratio of a year that has standards, in their order."""
    return tuple(
        _placed(code, year.points[code], standards[code])
        for code in RATIOS
        if code in standards and code in year.points
    )


def position_fact(years: Sequence[Year], *, standards: Standards) -> dict[str, Known]:
    """Give the mean of the points as a fact; nothing where no ratio has standards."""
    found = placed(years[0], standards=standards) if years else ()
    if not found:
        return {}
    mean = sum((each.points for each in found), ZERO) / len(found)
    return {"industry_position": Known(mean, years[0].end, "benchmark")}


def _placed(code: str, value: Decimal, standards: tuple[Decimal, ...]) -> Placed:
    points = efficacy_score(figure=value, standards=standards, weight=WHOLE)
    level = next((name for name, part in zip(LEVELS, COEFFICIENTS, strict=True) if points >= part * WHOLE), "")
    return Placed(code, value, standards, level, points)
