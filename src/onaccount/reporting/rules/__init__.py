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
from onaccount.reporting.rules.pots import USUAL_USE, Part, Pot, PotKind, WatchLimits, checked_watch, pots
from onaccount.reporting.rules.shocks import Exposed, Shock, shock_of
from onaccount.reporting.rules.situation import NEAR, Filling, Picture, Situation, situation_of

__all__ = [
    "NEAR",
    "USUAL_USE",
    "Collected",
    "Concentration",
    "CountBack",
    "Delinquency",
    "Exposed",
    "Filling",
    "Part",
    "Picture",
    "Pot",
    "PotKind",
    "SalesTerm",
    "Shock",
    "Situation",
    "Spread",
    "WatchLimits",
    "bad_debt_ratio",
    "checked_watch",
    "collection_effectiveness",
    "concentration",
    "count_back",
    "days_sales_outstanding",
    "delinquency",
    "overdue_ratio",
    "pots",
    "provision_coverage",
    "shock_of",
    "situation_of",
]
