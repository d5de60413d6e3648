"""Django's card for office.trays."""

from django.apps import AppConfig


class TraysConfig(AppConfig):
    """Registers the tables under the label `trays`."""

    name = "onaccount.office.trays"
    label = "trays"
    default_auto_field = "django.db.models.BigAutoField"
