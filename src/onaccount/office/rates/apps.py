"""Django's card for office.rates."""

from django.apps import AppConfig


class RatesConfig(AppConfig):
    """Registers the tables under the label `rates`."""

    name = "onaccount.office.rates"
    label = "rates"
    default_auto_field = "django.db.models.BigAutoField"
