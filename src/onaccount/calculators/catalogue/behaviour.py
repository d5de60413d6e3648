"""Calculators of payment behaviour 付款行为 and of receivables 应收账款."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from onaccount.assessment.rules import payment
from onaccount.assessment.rules.payment import EarlyPayment
from onaccount.calculators.calculator import Calculator
from onaccount.ordercheck.rules import paper
from onaccount.ordercheck.rules.policy import Equality
from onaccount.reporting import rules as reporting
from onaccount.trade import rules as trade

BUREAU_SCALE = "Published classes of trade payment: 100 thirty days early ... 80 prompt ... 20 at 120 days"
FOUNDATION = "Credit Research Foundation"
AGING = "Days past due, or since the document; the due day itself is current"
ZERO = Decimal(0)

BEHAVIOUR = (
    Calculator(
        "payment_index",
        _("Payment index from classes"),
        payment.payment_index,
        BUREAU_SCALE,
        defaults={"suppliers": 1},
    ),
    Calculator(
        "payment_index_from_days",
        _("Payment index from days late"),
        payment.payment_index_from_days,
        BUREAU_SCALE,
        defaults={"suppliers": 1},
    ),
    Calculator(
        "days_beyond_terms",
        _("Days beyond terms"),
        payment.days_beyond_terms,
        "Amount-weighted mean of days late",
        unit="days",
        defaults={"early": EarlyPayment.COUNTS},
    ),
    Calculator(
        "high_credit", _("High credit"), payment.high_credit, "Highest balance owed in the period", unit="money"
    ),
    Calculator(
        "days_to_pay", _("Days to pay"), payment.days_to_pay, "Amount-weighted mean of invoice to payment", unit="days"
    ),
    Calculator(
        "days_beyond_terms_from_buckets",
        _("Days beyond terms from an aging"),
        payment.days_beyond_terms_from_buckets,
        "Trade bureaux: middles of the buckets over the total balance",
        unit="days",
    ),
)

RECEIVABLES = (
    Calculator("dso", _("Days sales outstanding"), reporting.days_sales_outstanding, FOUNDATION, unit="days"),
    Calculator("dso_count_back", _("DSO by counting back"), reporting.count_back, FOUNDATION),
    Calculator("delinquency", _("Best possible DSO and days delinquent"), reporting.delinquency, FOUNDATION),
    Calculator(
        "collection_effectiveness",
        _("Collection effectiveness index"),
        reporting.collection_effectiveness,
        FOUNDATION,
        unit="percent",
        defaults={"sales_term": reporting.SalesTerm.MONTHLY_AVERAGE},
    ),
    Calculator("overdue_ratio", _("Overdue ratio"), reporting.overdue_ratio, FOUNDATION, unit="fraction"),
    Calculator(
        "bad_debt_ratio",
        _("Bad-debt ratio"),
        reporting.bad_debt_ratio,
        FOUNDATION,
        unit="fraction",
        defaults={"recovered": ZERO},
    ),
    Calculator(
        "provision_coverage", _("Coverage by the allowance"), reporting.provision_coverage, FOUNDATION, unit="fraction"
    ),
    Calculator(
        "aging_bucket", _("Age and bucket of one item"), trade.age_of, AGING, defaults={"aged_by": trade.Basis.DUE_DATE}
    ),
    Calculator(
        "aging",
        _("Aging of open items"),
        trade.aged_on_paper,
        AGING,
        defaults={"aged_by": trade.Basis.DUE_DATE, "credits_go": trade.Credits.IN_BUCKETS},
    ),
    Calculator(
        "concentration", _("Concentration (HHI)"), reporting.concentration, "Herfindahl (1950), Hirschman (1945)"
    ),
    Calculator(
        "headroom",
        _("Exposure and headroom"),
        paper.paper_headroom,
        "docs/rules/exposure.md",
        defaults={
            "temporary_limit": ZERO,
            "is_temporary_valid": False,
            "security": ZERO,
            "open_orders": ZERO,
            "open_deliveries": ZERO,
            "unposted_invoices": ZERO,
            "bills": ZERO,
            "unapplied_cash": ZERO,
            "counts_unapplied_cash": False,
            "order_amount": ZERO,
            "equality": Equality.ALLOWED,
        },
    ),
    Calculator(
        "secured_limit",
        _("Limit with a security"),
        paper.secured_limit,
        "docs/rules/exposure.md",
        unit="money",
        defaults={"is_in_exposure": False},
    ),
)
