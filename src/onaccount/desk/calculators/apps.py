"""Django's card for desk.calculators."""

from django.apps import AppConfig


class CalculatorPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.calculators"
    label = "desk_calculators"
