"""Django's card for office.trays.intake."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Registers the tables under the label `intake`."""

    name = "onaccount.office.trays.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
