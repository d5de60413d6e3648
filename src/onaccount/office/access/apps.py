"""Django's card for office.access."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers the tables under the label `access`."""

    name = "onaccount.office.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
