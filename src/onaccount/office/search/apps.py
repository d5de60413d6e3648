"""Django's card for office.search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registers the tables under the label `search`."""

    name = "onaccount.office.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
