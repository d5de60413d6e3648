"""Django's card for cover."""

from django.apps import AppConfig


class CoverConfig(AppConfig):
    """Registers the tables under the label `cover`."""

    name = "onaccount.cover"
    label = "cover"
    default_auto_field = "django.db.models.BigAutoField"
