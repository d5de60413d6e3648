"""Django's card for office.saved_views."""

from django.apps import AppConfig


class SavedViewsConfig(AppConfig):
    """Registers the table under the label `saved_views`."""

    name = "onaccount.office.saved_views"
    label = "saved_views"
    default_auto_field = "django.db.models.BigAutoField"
