"""Django's card for limits."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    """Registers the tables under the label `limits`."""

    name = "onaccount.limits"
    label = "limits"
    default_auto_field = "django.db.models.BigAutoField"
