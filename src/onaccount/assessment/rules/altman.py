"""
The Altman family: one weighted sum of five ratios in four editions.

Terms: Z-score Z值, distress 财务困境区, grey 灰色区, safe 安全区, EM score 新兴市场评分.
Sources: Altman (1968) Journal of Finance 23(4) for Z; Altman (1983) Corporate Financial Distress for Z' with book equity;
Altman, Hartzell and Peck (1995) for Z'' and the EM score, which is Z'' + 3.25 and has the zones of Z'' moved by as much.
Both bounds of the grey zone belong to it. Every score is an indicator, never a refusal by itself.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onaccount.kernel.bands import BandTable, Inclusive
from onaccount.kernel.ratio import quotient
from onaccount.kernel.reasons import Refusal

EM_CONSTANT = Decimal("3.25")


class Model(StrEnum):
    """Which edition: for listed manufacturers, for private manufacturers, for everybody else."""

    Z = "z"
    Z_PRIME = "z_prime"
    Z_DOUBLE_PRIME = "z_double_prime"


class Zone(StrEnum):
    """What a score says."""

    DISTRESS = "distress"
    GREY = "grey"
    SAFE = "safe"


@dataclass(frozen=True, slots=True)
class Clamp:
    """Between which bounds each ratio is kept, so that one freak figure does not decide; a scorecard carries its own."""

    lowest_ratio: Decimal
    highest_ratio: Decimal

    def held(self, ratio: Decimal) -> Decimal:
        """The ratio, or the bound it lies beyond."""
        return min(self.highest_ratio, max(self.lowest_ratio, ratio))


SHIPPED_CLAMP = Clamp(Decimal(-4), Decimal(8))


@dataclass(frozen=True, slots=True)
class FiveRatios:
    """
    X1 working capital, X2 retained earnings and X3 EBIT over total assets, X4 equity over total liabilities, X5 sales over
    total assets. `held` names the ratios that a clamp or an absent debt replaced.
    """

    x1: Decimal
    x2: Decimal
    x3: Decimal
    x4: Decimal
    x5: Decimal
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """The weights of one edition and the bounds of its grey zone."""

    weights: tuple[Decimal, Decimal, Decimal, Decimal, Decimal]
    grey_from: Decimal
    grey_through: Decimal


def _weights(*texts: str) -> tuple[Decimal, Decimal, Decimal, Decimal, Decimal]:
    first, second, third, fourth, fifth = map(Decimal, texts)
    return first, second, third, fourth, fifth


EDITIONS = {
    Model.Z: Edition(_weights("1.2", "1.4", "3.3", "0.6", "1.0"), Decimal("1.81"), Decimal("2.99")),
    Model.Z_PRIME: Edition(_weights("0.717", "0.847", "3.107", "0.420", "0.998"), Decimal("1.23"), Decimal("2.90")),
    Model.Z_DOUBLE_PRIME: Edition(_weights("6.56", "3.26", "6.72", "1.05", "0"), Decimal("1.10"), Decimal("2.60")),
}

# Lower bounds, each inclusive: medians of American issuers of 1995, so a hint and no rating.
_MEDIANS = (
    "CCC- 1.75·CCC 2.50·CCC+ 3.20·B- 3.75·B 4.15·B+ 4.50·BB- 4.75·BB 4.95·BB+ 5.25·BBB- 5.65·BBB 5.85·BBB+ 6.25"
    "·A- 6.40·A 6.65·A+ 6.85·AA- 7.00·AA 7.30·AA+ 7.60·AAA 8.15"
)
_RATINGS = tuple(pair.split() for pair in _MEDIANS.split("·"))
RATING_OF_EM = BandTable.rising(
    bounds=[Decimal(bound) for _, bound in _RATINGS],
    values=["D", *(rating for rating, _ in _RATINGS)],
    inclusive=Inclusive.LOWER,
)


@dataclass(frozen=True, slots=True)
class ZScore:
    """A score, the zone it lies in, and the ratios it was made of."""

    model: Model
    score: Decimal
    zone: Zone
    x1: Decimal
    x2: Decimal
    x3: Decimal
    x4: Decimal
    x5: Decimal
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EMScore:
    """The score for emerging markets, its zone, and the rating whose median it comes up to."""

    z_double_prime: Decimal
    em_score: Decimal
    zone: Zone
    rating: str


@dataclass(frozen=True, slots=True)
class Balance:
    """The figures of one year; `equity` is at market value for Z, at book value for Z' and Z''."""

    working_capital: Decimal
    total_assets: Decimal
    retained_earnings: Decimal
    ebit: Decimal
    equity: Decimal
    total_liabilities: Decimal
    sales: Decimal


def five_ratios(figures: Balance, *, clamp: Clamp, is_clamped: bool) -> FiveRatios:
    """
    Form the five ratios, kept within the clamp where that is wanted; without any debt X4 is its highest.

    Refuses `assessment.no_assets` where total assets are not positive.
    """
    assets = figures.total_assets
    if assets <= 0:
        raise Refusal("assessment.no_assets", total_assets=assets)
    debt_free = not figures.total_liabilities
    found = {
        "x1": figures.working_capital / assets,
        "x2": figures.retained_earnings / assets,
        "x3": figures.ebit / assets,
        "x4": clamp.highest_ratio
        if debt_free
        else quotient(figures.equity, figures.total_liabilities, of="total_liabilities"),
        "x5": figures.sales / assets,
    }
    kept = {name: clamp.held(ratio) if is_clamped else ratio for name, ratio in found.items()}
    held = tuple(name for name in found if kept[name] != found[name] or (name == "x4" and debt_free))
    return FiveRatios(**kept, held=held)


def z_score(*, model: Model, ratios: FiveRatios, weight_of_sales: Decimal | None) -> ZScore:
    """Weigh the ratios; `weight_of_sales` replaces the last weight (texts differ: 1.0 or 0.999)."""
    edition = EDITIONS[model]
    *first, last = edition.weights
    weights = (*first, last if weight_of_sales is None else weight_of_sales)
    five = (ratios.x1, ratios.x2, ratios.x3, ratios.x4, ratios.x5)
    score = sum((weight * ratio for weight, ratio in zip(weights, five, strict=True)), Decimal(0))
    return ZScore(model, score, zone_of(score, edition=edition), *five, held=ratios.held)


def altman(
    figures: Balance, *, model: Model, weight_of_sales: Decimal | None, clamp: Clamp, is_clamped: bool
) -> ZScore:
    """Form the ratios of one year and weigh them. Refuses `assessment.no_assets`."""
    ratios = five_ratios(figures, clamp=clamp, is_clamped=is_clamped)
    return z_score(model=model, ratios=ratios, weight_of_sales=weight_of_sales)


def zone_of(score: Decimal, *, edition: Edition) -> Zone:
    """Name the zone; exactly at a bound is grey."""
    if score < edition.grey_from:
        return Zone.DISTRESS
    return Zone.SAFE if score > edition.grey_through else Zone.GREY


def em_score(*, z_double_prime: Decimal) -> EMScore:
    """Add 3.25, so that zero is about a defaulted debtor, and read the rating off the table."""
    score = z_double_prime + EM_CONSTANT
    zone = zone_of(z_double_prime, edition=EDITIONS[Model.Z_DOUBLE_PRIME])
    return EMScore(z_double_prime, score, zone, em_rating(em_score=score))


def em_rating(*, em_score: Decimal) -> str:
    """Give the rating whose lower bound the score reaches."""
    return RATING_OF_EM.value_at(em_score)


def model_for(*, is_listed: bool, is_manufacturer: bool, is_financial: bool) -> Model:
    """
    Choose the edition: market value exists only for the listed, sales per asset mislead outside manufacturing.

    Refuses `assessment.financial_firm`: none of the editions was made for banks and insurers.
    """
    if is_financial:
        raise Refusal("assessment.financial_firm")
    if not is_manufacturer:
        return Model.Z_DOUBLE_PRIME
    return Model.Z if is_listed else Model.Z_PRIME
