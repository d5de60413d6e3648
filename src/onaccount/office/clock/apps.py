"""Django's card for office.clock."""

from django.apps import AppConfig


class ClockConfig(AppConfig):
    """Registers the tables under the label `clock`."""

    name = "onaccount.office.clock"
    label = "clock"
    default_auto_field = "django.db.models.BigAutoField"
