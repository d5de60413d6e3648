"""Calculators of assessment 资信评估: distress, ratios, scorecards and grades."""

from dataclasses import asdict
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from onaccount.assessment.rules import altman, benchmark, distress, notching, ratios, scales, scaling, separation
from onaccount.assessment.rules.separation import BinOrder, ZeroCell
from onaccount.calculators.calculator import Calculator

ALTMAN_1968 = "Altman (1968), Journal of Finance 23(4)"
ALTMAN_1983 = "Altman (1983), Corporate Financial Distress"
ALTMAN_1995 = "Altman, Hartzell, Peck (1995), Emerging Markets Corporate Bonds"
SIDDIQI = "Siddiqi (2006), Credit Risk Scorecards"
CLAMP = asdict(altman.SHIPPED_CLAMP)
AS_READ = {"weight_of_sales": None, "is_clamped": False, **CLAMP}

DISTRESS = (
    Calculator(
        "altman_z",
        _("Altman Z, listed manufacturers"),
        altman.altman,
        ALTMAN_1968,
        defaults=AS_READ,
        fixed={"model": altman.Model.Z},
    ),
    Calculator(
        "altman_z_prime",
        _("Altman Z′, private manufacturers"),
        altman.altman,
        ALTMAN_1983,
        defaults=AS_READ,
        fixed={"model": altman.Model.Z_PRIME},
    ),
    Calculator(
        "altman_z_double_prime",
        _("Altman Z″, all others"),
        altman.altman,
        ALTMAN_1995,
        defaults={"is_clamped": False, "sales": Decimal(0), **CLAMP},
        fixed={"model": altman.Model.Z_DOUBLE_PRIME, "weight_of_sales": None},
    ),
    Calculator(
        "altman_from_ratios",
        _("Altman from the five ratios"),
        altman.z_score,
        ALTMAN_1968,
        defaults={"model": altman.Model.Z, "weight_of_sales": None, "x5": Decimal(0)},
        fixed={"held": ()},
    ),
    Calculator("altman_model", _("Which Altman edition fits"), altman.model_for, ALTMAN_1995, unit="word"),
    Calculator("em_score", _("EM score from Z″"), altman.em_score, ALTMAN_1995),
    Calculator("em_rating", _("Rating of an EM score"), altman.em_rating, ALTMAN_1995, unit="word"),
    Calculator(
        "ohlson_o",
        _("Ohlson O"),
        distress.ohlson,
        "Ohlson (1980), Journal of Accounting Research 18(1), model 1",
        defaults={"has_two_year_loss": False},
    ),
    Calculator(
        "zmijewski_x", _("Zmijewski X"), distress.zmijewski, "Zmijewski (1984), Journal of Accounting Research 22"
    ),
    Calculator("springate_s", _("Springate S"), distress.springate, "Springate (1978)"),
    Calculator("taffler_z", _("Taffler Z"), distress.taffler, "Taffler (1983), Accounting and Business Research 13"),
    Calculator("grover_g", _("Grover G"), distress.grover, "Grover (2001)"),
)

RATIOS = (
    Calculator("liquidity", _("Working capital and current ratio"), ratios.liquidity, "CAS 30"),
    Calculator(
        "ratio_set", _("Ratios of a year"), ratios.ratio_set, "企业绩效评价 indicators, rating agencies' appendix"
    ),
    Calculator(
        "short_term_ratios",
        _("Conservative quick ratio, short-term debt, cash to sales"),
        ratios.short_term_ratios,
        "rating agencies' appendix",
    ),
    Calculator(
        "efficacy_score",
        _("Points against industry values"),
        benchmark.efficacy_score,
        "企业绩效评价标准值, 功效系数法",
        unit="points",
    ),
)

SCORECARDS = (
    Calculator(
        "weight_of_evidence",
        _("Weight of evidence and information value"),
        separation.weight_of_evidence,
        SIDDIQI,
        defaults={"zero_cell": ZeroCell.REFUSE},
    ),
    Calculator(
        "separation",
        _("KS, Gini and AUC of bins"),
        separation.separation,
        SIDDIQI,
        defaults={"bin_order": BinOrder.BY_BAD_RATE},
    ),
    Calculator(
        "population_stability", _("Population stability index"), separation.population_stability, "Lewis (1994)"
    ),
    Calculator("score_scale", _("Factor and offset of a score"), scaling.scale, SIDDIQI),
    Calculator("scores_at_odds", _("Points at odds"), scaling.scores_at, SIDDIQI, unit="points"),
    Calculator(
        "default_probability",
        _("Probability of default from odds"),
        scaling.default_probability,
        SIDDIQI,
        unit="fraction",
    ),
    Calculator("odds_of_probability", _("Odds from a probability of default"), scaling.odds_of, SIDDIQI, unit="times"),
    Calculator("attribute_points", _("Points of one attribute"), scaling.attribute_points, SIDDIQI, unit="points"),
    Calculator(
        "grade_of_score", _("Grade of 100 points"), scales.grade_of_score, "四等十级 practice of Chinese rating"
    ),
    Calculator(
        "grade_probability",
        _("Probability of default of a grade"),
        scales.grade_probability,
        "S&P default study 1981-2024; a Chinese platform's theoretical averages",
        unit="fraction",
        defaults={"scale": scales.MasterScale.RATED_ONE_YEAR, "floor": Decimal(0)},
    ),
    Calculator(
        "notched_grade",
        _("Notches and caps of a grade"),
        notching.notched,
        "Practice of Chinese trade credit: caps for insolvency, court records, new customers, old statements",
        defaults={
            "notches": 0,
            "most_notches": 2,
            "is_fine": False,
            **dict.fromkeys(("insolvent", "licence_revoked", "dishonest", "stop_order", "lawsuits_as_debtor"), False),
            "years_of_trade": Decimal(1),
            "statement_age_months": Decimal(0),
        },
    ),
)
