"""
Other published scores of distress, shown beside Altman's as indicators.

Terms: distress 财务困境, probability 概率. Sources: Ohlson (1980) model 1, Zmijewski (1984) with the first coefficient set,
Springate (1978), Taffler (1983), Grover (2001). Ohlson's size term is in dollars over an index with 1968 = 100, so for other
currencies it is an experiment; the answer says at which cut-offs it was read.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import erf, sqrt

from onaccount.kernel.ratio import positive, quotient
from onaccount.kernel.reasons import Refusal

DAYS = Decimal(365)
OHLSON_CUT, EVEN_CUT = Decimal("0.038"), Decimal("0.5")
SPRINGATE_CUT = Decimal("0.862")
GROVER_BANKRUPT, GROVER_HEALTHY = Decimal("-0.02"), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class OhlsonFigures:
    """Two years of one company; `price_index` is the index of the gross national product, 1968 = 100."""

    total_assets: Decimal
    price_index: Decimal
    total_liabilities: Decimal
    working_capital: Decimal
    current_liabilities: Decimal
    current_assets: Decimal
    net_income: Decimal
    net_income_before: Decimal
    funds_from_operations: Decimal
    has_two_year_loss: bool


@dataclass(frozen=True, slots=True)
class OhlsonScore:
    """The score O, the probability e^O / (1 + e^O), and whether it passes Ohlson's own cut and the even one."""

    o_score: Decimal
    probability: Decimal
    is_above_0_038: bool
    is_above_0_5: bool


def ohlson(figures: OhlsonFigures) -> OhlsonScore:
    """Compute Ohlson's O. Refuses `assessment.no_assets`, `ratio.not_positive` and `ratio.nothing_below`."""
    f = figures
    if f.total_assets <= 0:
        raise Refusal("assessment.no_assets", total_assets=f.total_assets)
    earned = abs(f.net_income) + abs(f.net_income_before)
    change = (f.net_income - f.net_income_before) / earned if earned else Decimal(0)
    score = (
        Decimal("-1.32")
        - Decimal("0.407") * (f.total_assets / positive(f.price_index, of="price_index")).ln()
        + Decimal("6.03") * f.total_liabilities / f.total_assets
        - Decimal("1.43") * f.working_capital / f.total_assets
        + Decimal("0.0757") * quotient(f.current_liabilities, f.current_assets, of="current_assets")
        - Decimal("1.72") * (f.total_liabilities > f.total_assets)
        - Decimal("2.37") * f.net_income / f.total_assets
        - Decimal("1.83") * quotient(f.funds_from_operations, f.total_liabilities, of="total_liabilities")
        + Decimal("0.285") * f.has_two_year_loss
        - Decimal("0.521") * change
    )
    grown = score.exp()
    probability = grown / (1 + grown)
    return OhlsonScore(score, probability, probability > OHLSON_CUT, probability > EVEN_CUT)


@dataclass(frozen=True, slots=True)
class ZmijewskiScore:
    """The score X, the probability under the normal curve, and the verdict: distressed above zero."""

    x_score: Decimal
    probability: Decimal
    is_distressed: bool


def zmijewski(
    *,
    net_income: Decimal,
    total_assets: Decimal,
    total_liabilities: Decimal,
    current_assets: Decimal,
    current_liabilities: Decimal,
) -> ZmijewskiScore:
    """Compute Zmijewski's X; the last sign is plus, though many pages print minus. Refuses `ratio.nothing_below`."""
    score = (
        Decimal("-4.336")
        - Decimal("4.513") * quotient(net_income, total_assets, of="total_assets")
        + Decimal("5.679") * quotient(total_liabilities, total_assets, of="total_assets")
        + Decimal("0.004") * quotient(current_assets, current_liabilities, of="current_liabilities")
    )
    return ZmijewskiScore(score, _normal(score), score > 0)


def _normal(x: Decimal) -> Decimal:
    return Decimal(repr((1 + erf(float(x) / sqrt(2))) / 2))


@dataclass(frozen=True, slots=True)
class CutScore:
    """A score and whether it fails its cut-off."""

    score: Decimal
    is_failing: bool


def springate(*, wc_ta: Decimal, ebit_ta: Decimal, pbt_cl: Decimal, sales_ta: Decimal) -> CutScore:
    """Weigh working capital, EBIT, profit before tax over current liabilities, and sales; failing below 0.862."""
    score = Decimal("1.03") * wc_ta + Decimal("3.07") * ebit_ta + Decimal("0.66") * pbt_cl + Decimal("0.40") * sales_ta
    return CutScore(score, score < SPRINGATE_CUT)


@dataclass(frozen=True, slots=True)
class TafflerFigures:
    """The figures of one year as Taffler needs them."""

    profit_before_tax: Decimal
    current_assets: Decimal
    inventory: Decimal
    current_liabilities: Decimal
    total_assets: Decimal
    total_liabilities: Decimal
    sales: Decimal
    depreciation: Decimal


@dataclass(frozen=True, slots=True)
class TafflerScore:
    """The score, the no-credit interval in days, and the verdict: at risk below zero."""

    score: Decimal
    no_credit_interval: Decimal
    is_failing: bool


def taffler(figures: TafflerFigures) -> TafflerScore:
    """
    Compute Taffler's Z of 1983: the no-credit interval is how long quick assets carry the daily costs.

    Refuses `ratio.nothing_below`. The widely copied weights 0.53, 0.13, 0.18, 0.16 are contributions and are not used.
    """
    f = figures
    daily_costs = (f.sales - f.profit_before_tax - f.depreciation) / DAYS
    quick = f.current_assets - f.inventory - f.current_liabilities
    interval = quotient(quick, daily_costs, of="operating_costs")
    score = (
        Decimal("3.20")
        + Decimal("12.18") * quotient(f.profit_before_tax, f.current_liabilities, of="current_liabilities")
        + Decimal("2.50") * quotient(f.current_assets, f.total_liabilities, of="total_liabilities")
        - Decimal("10.68") * quotient(f.current_liabilities, f.total_assets, of="total_assets")
        + Decimal("0.029") * interval
    )
    return TafflerScore(score, interval, score < 0)


@dataclass(frozen=True, slots=True)
class GroverScore:
    """The score; bankrupt at -0.02 and below, healthy at 0.01 and above, undecided between."""

    score: Decimal
    is_bankrupt: bool
    is_healthy: bool


def grover(*, wc_ta: Decimal, ebit_ta: Decimal, roa: Decimal) -> GroverScore:
    """Compute Grover's G from working capital, EBIT and net income over total assets."""
    score = Decimal("1.650") * wc_ta + Decimal("3.404") * ebit_ta - Decimal("0.016") * roa + Decimal("0.057")
    return GroverScore(score, score <= GROVER_BANKRUPT, score >= GROVER_HEALTHY)
