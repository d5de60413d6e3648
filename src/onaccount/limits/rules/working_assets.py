"""
The working-asset model 营运资产分析模型: how much of a customer's own working money we may lend against.

Terms: working assets 营运资产, working capital 营运资本, net worth 净资产. Steps: working assets are the mean of working capital and
net worth; four ratios make a score; the score gives a percentage. In practice since 1981; the score is rounded to two decimals
and read by upper bounds, so that the gaps of the printed table (0.9 to 1.0) belong to the cautious side.
"""

from dataclasses import dataclass
from decimal import Decimal

from onaccount.kernel.bands import BandTable, Inclusive
from onaccount.kernel.ratio import quotient, rounded

# Upper bounds, each inclusive, and the percentage of working assets.
_ROWS = "-4.6 0·-3.9 2.5·-3.2 5·-2.5 7.5·-1.8 10·-1.1 12.5·-0.4 15·0.3 17.5·0.99 20"
_PAIRS = tuple(pair.split() for pair in _ROWS.split("·"))
PERCENTAGES = BandTable.rising(
    bounds=[Decimal(bound) for bound, _ in _PAIRS],
    values=[*(Decimal(percent) for _, percent in _PAIRS), Decimal(25)],
    inclusive=Inclusive.UPPER,
)


@dataclass(frozen=True, slots=True)
class WorkingAssets:
    """Every step: working capital, working assets, the score, its percentage of working assets, and the limit they make."""

    working_capital: Decimal
    net_worth: Decimal
    working_assets: Decimal
    score: Decimal | None
    percent_of_assets: Decimal
    limit: Decimal


def working_asset_percent(*, score: Decimal) -> Decimal:
    """Give the percentage of working assets a score allows: -4.6 and below none, 1.0 and above 25."""
    return PERCENTAGES.value_at(rounded(score, places=2))


def working_asset_limit(
    *,
    current_assets: Decimal,
    inventory: Decimal,
    current_liabilities: Decimal,
    total_assets: Decimal,
    total_liabilities: Decimal,
) -> WorkingAssets:
    """
    Compute score, percent and limit. Where net worth or working assets are not positive the limit is 0.

    Score = current ratio + quick ratio - current liabilities / net worth - total liabilities / net worth. Refuses
    `ratio.nothing_below` without current liabilities.
    """
    capital, worth = current_assets - current_liabilities, total_assets - total_liabilities
    assets = (capital + worth) / 2
    if worth <= 0:
        return WorkingAssets(capital, worth, assets, None, Decimal(0), Decimal(0))
    score = (
        quotient(current_assets, current_liabilities, of="current_liabilities")
        + quotient(current_assets - inventory, current_liabilities, of="current_liabilities")
        - (current_liabilities + total_liabilities) / worth
    )
    percent = working_asset_percent(score=score)
    return WorkingAssets(capital, worth, assets, score, percent, max(Decimal(0), assets * percent / 100))
