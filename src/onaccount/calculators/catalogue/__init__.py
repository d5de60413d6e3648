"""Every calculator by its name, family by family, in the order a credit manager meets them."""

from django.utils.translation import gettext_lazy as _

from onaccount.calculators.calculator import Calculator, Words
from onaccount.calculators.catalogue.assessment import DISTRESS, RATIOS, SCORECARDS
from onaccount.calculators.catalogue.behaviour import BEHAVIOUR, RECEIVABLES
from onaccount.calculators.catalogue.chasing import COLLECTION
from onaccount.calculators.catalogue.law import COURT, INTEREST, PERIODS
from onaccount.calculators.catalogue.lending import LIMITS, PAYING
from onaccount.calculators.catalogue.provisions import COVER, PROVISIONS

FAMILIES: tuple[tuple[Words, tuple[Calculator, ...]], ...] = (
    (_("Scores of distress"), DISTRESS),
    (_("Ratios"), RATIOS),
    (_("Scorecards and grades"), SCORECARDS),
    (_("Payment behaviour"), BEHAVIOUR),
    (_("Limits and terms"), LIMITS),
    (_("Receivables"), RECEIVABLES),
    (_("Provisions"), PROVISIONS),
    (_("Insurance and guarantees"), COVER),
    (_("Collection and early warning"), COLLECTION),
    (_("Late interest"), INTEREST),
    (_("Instalments and payments"), PAYING),
    (_("Periods and due dates"), PERIODS),
    (_("Court costs"), COURT),
)

CALCULATORS = {calculator.name: calculator for _title, family in FAMILIES for calculator in family}
