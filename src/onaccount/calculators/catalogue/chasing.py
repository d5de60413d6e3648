"""Calculators of collection 催收 and early warning 预警."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from onaccount.assessment.rules.altman import Zone
from onaccount.calculators.calculator import Calculator
from onaccount.collection.rules import contact, dunning
from onaccount.monitoring import rules as monitoring

FOUNDATION = "Credit Research Foundation"
PRACTICE = "Common practice; every day is a policy's"
NOTHING = Decimal(0)

COLLECTION = (
    Calculator(
        "dunning_level",
        _("Level of the next dunning letter"),
        dunning.dunning_level,
        "Dunning procedure of ERP programs: days in arrears, least interval, least amount",
        defaults={"last_level": 0, "days_since_last": None, "levels": dunning.LEVELS},
    ),
    Calculator("collection_cadence", _("Steps of collection by day"), dunning.cadence, PRACTICE),
    Calculator(
        "collection_path",
        _("Way by willingness and ability"),
        dunning.collection_path,
        "Willingness and ability to pay, four fields",
        unit="word",
    ),
    Calculator(
        "right_party_rate", _("Right-party contact rate"), contact.right_party_rate, FOUNDATION, unit="fraction"
    ),
    Calculator("promise_rate", _("Promises per contact"), contact.promise_rate, FOUNDATION, unit="fraction"),
    Calculator("kept_rate", _("Promises kept"), contact.kept_rate, FOUNDATION, unit="fraction"),
    Calculator("recovery_rate", _("Recovery rate"), contact.recovery_rate, FOUNDATION, unit="fraction"),
    Calculator("cost_to_collect", _("Cost to collect"), contact.cost_to_collect, FOUNDATION, unit="fraction"),
    Calculator(
        "early_warning",
        _("Early warning"),
        monitoring.early_warning,
        "Signs and thresholds of trade credit; supervisory list of warning signs",
        defaults={
            **dict.fromkeys(("days_overdue", "days_late_now", "days_late_usual", "utilisation"), NOTHING),
            **dict.fromkeys(
                ("promises_broken", "nearly_full_days", "statement_unconfirmed_days", "file_age_months"), 0
            ),
            **dict.fromkeys(("grade_before", "grade"), ""),
            **dict.fromkeys(("has_dishonoured_bill", "has_legal_record", "has_registry_change"), False),
            **dict.fromkeys(("is_insurance_cut", "is_insurance_withdrawn"), False),
            "order_to_usual": Decimal(1),
            "zone": Zone.SAFE,
            "statement_age_months": NOTHING,
        },
    ),
)
