"""Django's card for ordercheck."""

from django.apps import AppConfig


class OrdercheckConfig(AppConfig):
    """Registers the tables under the label `ordercheck`."""

    name = "onaccount.ordercheck"
    label = "ordercheck"
    default_auto_field = "django.db.models.BigAutoField"
