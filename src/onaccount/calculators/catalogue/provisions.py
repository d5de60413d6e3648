"""Calculators of provisions 坏账准备, and of insurance and guarantees 保险与担保."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from onaccount.calculators.calculator import Calculator
from onaccount.cover.rules import collateral, guarantee, insurance
from onaccount.provision import rules as provision

IFRS_9 = "IFRS 9 5.5.15, B5.5.35; CAS 22"
POLICY = "Terms of the insurance policy"
LENDING = "Ranges of asset-based lending; every share is a policy's"

PROVISIONS = (
    Calculator("loss_rates_of_cohort", _("Loss rates of a cohort"), provision.cohort_rates, IFRS_9, unit="fraction"),
    Calculator(
        "expected_loss",
        _("Expected credit loss"),
        provision.expected_loss,
        IFRS_9,
        defaults={"forward_factor": Decimal(1)},
    ),
    Calculator("forward_factor", _("Factor of the outlook"), provision.forward_factor, IFRS_9, unit="times"),
    Calculator(
        "roll_rate", _("Roll rate"), provision.roll_rate, IFRS_9, unit="fraction", defaults={"written_off": Decimal(0)}
    ),
    Calculator(
        "loss_rates_of_rolls",
        _("Loss rates from roll rates"),
        provision.rates_from_rolls,
        IFRS_9,
        unit="fraction",
        defaults={"last_loss": Decimal(1)},
    ),
    Calculator(
        "specific_loss",
        _("Loss of one item judged apart"),
        provision.specific_loss,
        IFRS_9,
        unit="money",
        defaults={"recoveries": (), "yearly_discount": Decimal(0)},
    ),
    Calculator(
        "published_loss_rates",
        _("Loss rates printed in examples"),
        provision.published_rates,
        "ASU 2016-13 (adapted); IFRS 9 Illustrative Example 12",
        unit="fraction",
    ),
    Calculator("allowance_entry", _("Entry to the allowance"), provision.allowance_entry, IFRS_9, unit="money"),
    Calculator(
        "tax_bad_debt",
        _("Bad debt for tax in China"),
        provision.tax_bad_debt,
        "国家税务总局公告 2011 年第 25 号 23, 24",
        defaults={"is_booked": True},
    ),
)

NO_HOLIDAYS: dict[str, frozenset[date]] = {"holidays": frozenset(), "workdays": frozenset()}

COVER = (
    Calculator(
        "insured_recovery",
        _("What insurance pays"),
        insurance.insured_recovery,
        POLICY,
        defaults={"deductible": Decimal(0)},
    ),
    Calculator(
        "insurance_days",
        _("Stop-shipment and notice days"),
        insurance.insurance_days,
        POLICY,
        defaults={"extension_days": 60, "notice_days": 30},
    ),
    Calculator(
        "guarantee_deadline",
        _("End of a guarantee"),
        guarantee.guarantee_deadline,
        "中华人民共和国民法典 686, 692, 693",
        defaults={"agreed_end": None, "kind": guarantee.GuaranteeKind.GENERAL, **NO_HOLIDAYS},
    ),
    Calculator(
        "collateral_value",
        _("What of a collateral counts"),
        collateral.collateral_value,
        LENDING,
        defaults={"prior_claims": Decimal(0)},
    ),
    Calculator(
        "eligible_receivables",
        _("Receivables that count as a pledge"),
        collateral.eligible_receivables,
        LENDING,
        defaults={"most_past_due_days": 60, "most_invoice_days": 90, "most_late_share": Decimal("0.5")},
    ),
)
