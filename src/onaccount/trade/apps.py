"""Django's card for trade."""

from django.apps import AppConfig


class TradeConfig(AppConfig):
    """Registers the tables under the label `trade`."""

    name = "onaccount.trade"
    label = "trade"
    default_auto_field = "django.db.models.BigAutoField"
