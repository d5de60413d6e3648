"""Calculators of the law: late interest 逾期利息, periods and due dates 期间与到期日, court costs 诉讼费用."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from onaccount.agreements.rules import late_interest, late_payment_abroad, late_rule, lpr, sme
from onaccount.agreements.rules.late_interest import RateMode
from onaccount.calculators.calculator import Calculator
from onaccount.calculators.catalogue.provisions import NO_HOLIDAYS
from onaccount.collection import rules as collection
from onaccount.collection.rules import preservation
from onaccount.kernel import calendar, daycount, duedate

ARTICLE_18 = "买卖合同解释 (2020) 18(4); LPR"
COURT_RULES = "诉讼费用交纳办法 (2007) 13-16"
SME_RULES = "保障中小企业款项支付条例 (国务院令第 802 号)"
UK_ACT = "Late Payment of Commercial Debts (Interest) Act 1998"

INTEREST = (
    Calculator(
        "lpr", _("Loan Prime Rate of a day"), lpr.lpr_on, "全国银行间同业拆借中心", defaults={"is_five_years": False}
    ),
    Calculator(
        "late_interest",
        _("Late interest on the LPR"),
        late_interest.late_interest_lpr,
        ARTICLE_18,
        defaults={"part_payments": (), "basis": 365, "mode": RateMode.FIXED, "multiplier": Decimal("1.5")},
    ),
    Calculator(
        "simple_interest",
        _("Simple interest"),
        late_interest.simple_interest,
        "principal × rate × days / basis",
        defaults={"basis": Decimal(365)},
    ),
    Calculator(
        "interest_between",
        _("Interest between two days"),
        late_interest.interest_between,
        "ISDA 2006 definitions 4.16",
        defaults={"basis": daycount.Basis.ACT_365, "first_day_counts": True, "last_day_counts": False},
    ),
    Calculator(
        "late_rule",
        _("Which rule decides about late interest"),
        late_rule.late_rule,
        f"法释〔2014〕8 号; 法释〔2025〕2 号; {SME_RULES} 17; {ARTICLE_18}",
        defaults={
            "is_after_judgment": False,
            "has_agreed_rate": False,
            "is_bound_payer": False,
            "is_small_payee": False,
        },
    ),
    Calculator("agreed_late_rate", _("Is an agreed rate too high"), late_interest.agreed_rate, "合同编通则解释 65"),
    Calculator(
        "sme_late_interest", _("Late payment to a small enterprise"), late_interest.sme_interest, f"{SME_RULES} 17"
    ),
    Calculator(
        "judgment_interest", _("Double interest after judgment"), late_interest.judgment_interest, "法释〔2014〕8 号"
    ),
    Calculator(
        "day_count",
        _("Days between"),
        late_interest.days_between,
        "first day in, last day out, or both",
        unit="days",
        defaults={"is_inclusive": False},
    ),
    Calculator("uk_late_interest", _("Late interest in the United Kingdom"), late_payment_abroad.uk_interest, UK_ACT),
    Calculator(
        "uk_compensation",
        _("Fixed compensation in the United Kingdom"),
        late_payment_abroad.uk_compensation,
        UK_ACT,
        unit="GBP",
    ),
    Calculator(
        "eu_late_rate",
        _("Late rate in the European Union"),
        late_payment_abroad.eu_rate,
        "Directive 2011/7/EU",
        defaults={"margin": Decimal(8)},
    ),
    Calculator(
        "reference_days",
        _("Days whose reference rates count abroad"),
        late_payment_abroad.reference_days,
        f"{UK_ACT}; Directive 2011/7/EU",
    ),
)

PERIODS = (
    Calculator(
        "due_date",
        _("Due date from the terms"),
        duedate.due_deadline,
        "docs/rules/calendar.md",
        defaults={"credit_months": 0, "counts_from": duedate.CountsFrom.EVENT, "cut_off_day": None, "pay_days": ()}
        | NO_HOLIDAYS,
        fixed={"start": duedate.StartEvent.DELIVERY, "shift": duedate.Shift.NEXT, "latest_start_days": None},
    ),
    Calculator(
        "start_of_term",
        _("Start of the term where acceptance is late"),
        duedate.start_of_term,
        f"{SME_RULES} 10",
        unit="date",
        defaults={"event_date": None},
        fixed={
            "start": duedate.StartEvent.ACCEPTANCE,
            "credit_days": 0,
            "credit_months": 0,
            "counts_from": duedate.CountsFrom.EVENT,
            "cut_off_day": None,
            "pay_days": (),
            "shift": duedate.Shift.NONE,
        },
    ),
    Calculator(
        "civil_period_end",
        _("End of a period under the Civil Code"),
        calendar.civil_period_end,
        "中华人民共和国民法典 201-203",
        defaults=NO_HOLIDAYS,
    ),
    Calculator(
        "limitation",
        _("Limitation period"),
        collection.limitation,
        "中华人民共和国民法典 188, 189, 195, 201-203; 诉讼时效规定 19",
        defaults={
            "interruptions": (),
            "acknowledgements": (),
            "convention": collection.Convention.DUE_DATE,
            **NO_HOLIDAYS,
        },
    ),
    Calculator(
        "limitation_alerts",
        _("When to be warned of a limitation"),
        collection.limitation_alerts,
        "180, 90 and 30 days before",
        unit="date",
    ),
    Calculator(
        "freeze_days",
        _("Days of a freeze"),
        preservation.freeze_days,
        "中华人民共和国民事诉讼法 104; 民诉法解释 485",
        defaults={"is_before_suit": False},
    ),
    Calculator(
        "enforcement_deadline",
        _("Last day to enforce a judgment"),
        collection.enforcement_deadline,
        "中华人民共和国民事诉讼法 250",
        unit="date",
    ),
    Calculator(
        "sme_due_date",
        _("When a small enterprise must be paid"),
        sme.sme_due_date,
        f"{SME_RULES} 9",
        defaults={"agreed_days": None},
    ),
    Calculator(
        "enterprise_size",
        _("Size of an enterprise"),
        sme.enterprise_size,
        "工信部联企业〔2011〕300 号",
        unit="word",
        defaults={"employees": None, "revenue": None, "assets": None},
    ),
)

COURT = (
    Calculator(
        "court_fee", _("Fee of a suit"), collection.court_fee, COURT_RULES, unit="CNY", defaults={"is_halved": False}
    ),
    Calculator("payment_order_fee", _("Fee of a payment order"), collection.payment_order_fee, COURT_RULES, unit="CNY"),
    Calculator(
        "preservation_fee", _("Fee of preserving property"), collection.preservation_fee, COURT_RULES, unit="CNY"
    ),
    Calculator("enforcement_fee", _("Fee of enforcement"), collection.enforcement_fee, COURT_RULES, unit="CNY"),
)
