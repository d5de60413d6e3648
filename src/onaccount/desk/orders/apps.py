"""Django's card for desk.orders."""

from django.apps import AppConfig


class DeskOrdersConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.orders"
    label = "desk_orders"
