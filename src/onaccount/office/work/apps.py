"""Django's card for office.work."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Registers the tables under the label `work`."""

    name = "onaccount.office.work"
    label = "work"
    default_auto_field = "django.db.models.BigAutoField"
