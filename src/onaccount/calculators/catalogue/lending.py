"""Calculators of limits and terms 额度与账期, and of paying in parts 分期与抵充."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from onaccount.agreements.rules import instalments, sale_clauses
from onaccount.agreements.rules.instalments import Method, Rounding
from onaccount.calculators.calculator import Calculator
from onaccount.limits.rules import methods, on_paper, working_assets
from onaccount.trade.rules import statutory

PRACTICE = "Common practice; every percentage is a policy's"
CIVIL_CODE = "中华人民共和国民法典"
TENTH = Decimal("0.1")

LIMITS = (
    Calculator("limit_by_sales", _("Limit by sales and term"), methods.by_sales, PRACTICE, unit="money"),
    Calculator(
        "average_sales",
        _("Average of the months with deliveries"),
        methods.average_of_shipping_months,
        PRACTICE,
        unit="money",
    ),
    Calculator(
        "limit_by_net_worth",
        _("Limit by net worth"),
        methods.by_net_worth,
        PRACTICE,
        unit="money",
        defaults={"percent": TENTH},
    ),
    Calculator(
        "limit_by_working_capital",
        _("Limit by working capital"),
        methods.by_working_capital,
        PRACTICE,
        unit="money",
        defaults={"percent": TENTH},
    ),
    Calculator(
        "limit_by_references",
        _("Limit by trade references"),
        methods.by_references,
        PRACTICE,
        unit="money",
        defaults={"limits": (), "high_credits": ()},
    ),
    Calculator("limit_by_average", _("Average of several limits"), methods.by_average, PRACTICE, unit="money"),
    Calculator("limit_by_expected_loss", _("Limit by expected loss"), methods.by_expected_loss, PRACTICE, unit="money"),
    Calculator(
        "limit_by_payments", _("Limit by payment capacity"), methods.by_payment_capacity, PRACTICE, unit="money"
    ),
    Calculator("limit_by_insurance", _("Limit by insurance"), methods.by_insurance, PRACTICE, unit="money"),
    Calculator(
        "limit_by_own_risk",
        _("Limit by our own size"),
        methods.by_own_risk,
        PRACTICE,
        unit="money",
        defaults={"percent": TENTH},
    ),
    Calculator(
        "proposed_limit",
        _("Smallest of base and caps"),
        methods.proposed_limit,
        PRACTICE,
        defaults={"step": Decimal(1)},
    ),
    Calculator(
        "working_asset_limit", _("Working-asset model"), working_assets.working_asset_limit, "营运资产分析模型 (1981)"
    ),
    Calculator(
        "working_asset_percent",
        _("Percentage of working assets"),
        working_assets.working_asset_percent,
        "营运资产分析模型 (1981)",
        unit="percent",
    ),
    Calculator(
        "characteristics_percent",
        _("Characteristics model"),
        methods.characteristics_percent,
        "特征分析模型, 18 factors",
        unit="percent",
    ),
    Calculator(
        "characteristics_limit",
        _("Limit corrected by the characteristics model"),
        on_paper.characteristics_limit,
        "特征分析模型 and 营运资产分析模型 together; steps of practice",
        defaults={"steps": on_paper.STEPS},
    ),
    Calculator(
        "limit_by_zone",
        _("Limit by zone of distress"),
        on_paper.by_zone,
        PRACTICE,
        unit="money",
        defaults={"grey_factor": Decimal("0.7"), "secured_value": Decimal(0)},
    ),
    Calculator("requested_days", _("Days of sales a request finances"), on_paper.requested_days, PRACTICE),
    Calculator("grade_terms", _("What a grade usually has"), on_paper.usual_for_grade, PRACTICE),
    Calculator(
        "discount_cost",
        _("Cost of an early-payment discount"),
        methods.discount_cost,
        "d / (1 − d) × 365 / (N − n)",
        unit="fraction",
    ),
)

PAYING = (
    Calculator(
        "instalments",
        _("Instalment schedule"),
        instalments.schedule,
        "A = P r / (1 − (1 + r)^−n)",
        defaults={"periods_a_year": 12, "method": Method.EQUAL_INSTALMENT, "rounding": Rounding.CENTS},
    ),
    Calculator(
        "instalment_payment",
        _("Equal instalment"),
        instalments.annuity,
        "A = P r / (1 − (1 + r)^−n)",
        unit="money",
    ),
    Calculator(
        "acceleration",
        _("May all be demanded"),
        instalments.acceleration,
        f"{CIVIL_CODE} 634",
        defaults={"parts": 3},
    ),
    Calculator(
        "earnest_money", _("Earnest money: at most a fifth"), sale_clauses.earnest_money, f"{CIVIL_CODE} 586, 587"
    ),
    Calculator(
        "retention_of_title",
        _("Retention of title: until 75 % are paid"),
        sale_clauses.retention_of_title,
        f"{CIVIL_CODE} 641, 642; 买卖合同解释 (2020) 26",
    ),
    Calculator(
        "allocation_by_law",
        _("Payment over several debts"),
        statutory.allocate_by_law,
        f"{CIVIL_CODE} 560",
        defaults={"designated": ()},
    ),
    Calculator(
        "allocation_inside_debt",
        _("Payment inside one debt"),
        statutory.allocate_inside,
        f"{CIVIL_CODE} 561",
        defaults={"costs": Decimal(0)},
    ),
)
