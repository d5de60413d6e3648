"""Django's card for assessment."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Registers the tables under the label `assessment`."""

    name = "onaccount.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"
