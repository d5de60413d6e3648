"""
Paying small and medium enterprises in time: who is one, and when they must be paid.

Terms: size class 企业规模 (large 大型, medium 中型, small 小型, micro 微型), public body 机关事业单位. Sources: 工信部联企业〔2011〕300号 (a class
needs both of its bounds, else the next lower one), 保障中小企业款项支付条例 (国务院令第 802 号, in force 2025-06-01) article 9: 30 days from
delivery for a public body, agreed at most 60; 60 days for a large enterprise where nothing was agreed. The size counts on the contract's day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.reasons import Refusal


class Industry(StrEnum):
    """The trades of the standard of 2011."""

    AGRICULTURE = "agriculture"
    INDUSTRY = "industry"
    CONSTRUCTION = "construction"
    WHOLESALE = "wholesale"
    RETAIL = "retail"
    TRANSPORT = "transport"
    WAREHOUSING = "warehousing"
    POST = "post"
    HOTEL = "hotel"
    CATERING = "catering"
    INFORMATION = "information"
    SOFTWARE = "software"
    REAL_ESTATE = "real_estate"
    PROPERTY_MANAGEMENT = "property_management"
    LEASING_AND_BUSINESS = "leasing_and_business"
    OTHER = "other"


class Size(StrEnum):
    """The classes, largest first."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"


class Figure(StrEnum):
    """What an industry is measured by; money in units of 10,000 yuan 万元."""

    EMPLOYEES = "employees"
    REVENUE = "revenue"
    ASSETS = "assets"


E_, R_, A_ = Figure.EMPLOYEES, Figure.REVENUE, Figure.ASSETS
STAFF_AND_REVENUE = (E_, R_)
# Least figures of large, medium and small; below small is micro. A class needs all of its figures.
BOUNDS: dict[Industry, tuple[tuple[Figure, ...], tuple[tuple[int, ...], ...]]] = {
    Industry.AGRICULTURE: ((R_,), ((20_000,), (500,), (50,))),
    Industry.INDUSTRY: (STAFF_AND_REVENUE, ((1000, 40_000), (300, 2_000), (20, 300))),
    Industry.CONSTRUCTION: ((R_, A_), ((80_000, 80_000), (6_000, 5_000), (300, 300))),
    Industry.WHOLESALE: (STAFF_AND_REVENUE, ((200, 40_000), (20, 5_000), (5, 1_000))),
    Industry.RETAIL: (STAFF_AND_REVENUE, ((300, 20_000), (50, 500), (10, 100))),
    Industry.TRANSPORT: (STAFF_AND_REVENUE, ((1000, 30_000), (300, 3_000), (20, 200))),
    Industry.WAREHOUSING: (STAFF_AND_REVENUE, ((200, 30_000), (100, 1_000), (20, 100))),
    Industry.POST: (STAFF_AND_REVENUE, ((1000, 30_000), (300, 2_000), (20, 100))),
    Industry.HOTEL: (STAFF_AND_REVENUE, ((300, 10_000), (100, 2_000), (10, 100))),
    Industry.CATERING: (STAFF_AND_REVENUE, ((300, 10_000), (100, 2_000), (10, 100))),
    Industry.INFORMATION: (STAFF_AND_REVENUE, ((2000, 100_000), (100, 1_000), (10, 100))),
    Industry.SOFTWARE: (STAFF_AND_REVENUE, ((300, 10_000), (100, 1_000), (10, 50))),
    Industry.REAL_ESTATE: ((R_, A_), ((200_000, 10_000), (1_000, 5_000), (100, 2_000))),
    Industry.PROPERTY_MANAGEMENT: (STAFF_AND_REVENUE, ((1000, 5_000), (300, 1_000), (100, 500))),
    Industry.LEASING_AND_BUSINESS: ((E_, A_), ((300, 120_000), (100, 8_000), (10, 100))),
    Industry.OTHER: ((E_,), ((300,), (100,), (10,))),
}


def enterprise_size(
    *, industry: Industry, employees: Decimal | None, revenue: Decimal | None, assets: Decimal | None
) -> Size:
    """Classify an enterprise by size; money in 万元. Refuses `agreements.size_figure` naming a figure the industry needs."""
    figures, bounds = BOUNDS[industry]
    given = {Figure.EMPLOYEES: employees, Figure.REVENUE: revenue, Figure.ASSETS: assets}
    measured = [_needed(given[figure], figure=figure) for figure in figures]
    for size, least in zip(Size, bounds, strict=False):
        if all(has >= needs for has, needs in zip(measured, least, strict=True)):
            return size
    return Size.MICRO


def _needed(value: Decimal | None, *, figure: Figure) -> Decimal:
    if value is None:
        raise Refusal("agreements.size_figure", figure=figure)
    return value


class Payer(StrEnum):
    """Whom the regulation binds as a buyer."""

    PUBLIC_BODY = "public_body"
    LARGE_ENTERPRISE = "large_enterprise"


DEFAULT_DAYS = {Payer.PUBLIC_BODY: 30, Payer.LARGE_ENTERPRISE: 60}
PUBLIC_BODY_MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class StatutoryDueDate:
    """The due date, and whether what was agreed goes beyond what a public body may agree."""

    due_date: date
    is_beyond_cap: bool


def sme_due_date(*, delivered: date, payer: Payer, agreed_days: int | None) -> StatutoryDueDate:
    """
    Give the day a small or medium supplier must be paid: as agreed, else 30 or 60 days after delivery.

    A public body may agree to at most 60 days; a large enterprise to what its trade holds reasonable, without a fixed cap.
    """
    if agreed_days is None:
        return StatutoryDueDate(delivered + timedelta(days=DEFAULT_DAYS[payer]), is_beyond_cap=False)
    capped = payer is Payer.PUBLIC_BODY and agreed_days > PUBLIC_BODY_MOST_DAYS
    days = PUBLIC_BODY_MOST_DAYS if capped else agreed_days
    return StatutoryDueDate(delivered + timedelta(days=days), is_beyond_cap=capped)
