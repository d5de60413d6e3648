"""Django's card for office.policy."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """Registers the tables under the label `policy`."""

    name = "onaccount.office.policy"
    label = "policy"
    default_auto_field = "django.db.models.BigAutoField"
