"""Django's card for office.journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Registers the tables under the label `journal`."""

    name = "onaccount.office.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
