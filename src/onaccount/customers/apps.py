"""Django's card for customers."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Registers the tables under the label `customers`."""

    name = "onaccount.customers"
    label = "customers"
    default_auto_field = "django.db.models.BigAutoField"
