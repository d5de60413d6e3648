"""Django's card for office.alerts."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Registers the tables under the label `alerts`."""

    name = "onaccount.office.alerts"
    label = "alerts"
    default_auto_field = "django.db.models.BigAutoField"
