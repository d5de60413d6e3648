"""Django's card for answers."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    """Registers the table under the label `answers`."""

    name = "onaccount.office.answers"
    label = "answers"
    default_auto_field = "django.db.models.BigAutoField"
