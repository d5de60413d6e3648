"""What several facts say together: the word for a customer's situation, indicators of collection, concentration."""

from onaccount.reporting.rules.concentration import Concentration, Spread, concentration
from onaccount.reporting.rules.indicators import (
    Collected,
    CountBack,
    Delinquency,
    SalesTerm,
    bad_debt_ratio,
    collection_effectiveness,
    count_back,
    days_sales_outstanding,
    delinquency,
    overdue_ratio,
    provision_coverage,
)
from onaccount.reporting.rules.situation import NEAR, Picture, Situation, situation_of

__all__ = [
    "NEAR",
    "Collected",
    "Concentration",
    "CountBack",
    "Delinquency",
    "Picture",
    "SalesTerm",
    "Situation",
    "Spread",
    "bad_debt_ratio",
    "collection_effectiveness",
    "concentration",
    "count_back",
    "days_sales_outstanding",
    "delinquency",
    "overdue_ratio",
    "provision_coverage",
    "situation_of",
]
