"""Django's card for desk.customers."""

from django.apps import AppConfig


class CustomerPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.customers"
    label = "desk_customers"
