"""Django's card for office.trays.webhooks."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Registers the tables under the label `webhooks`."""

    name = "onaccount.office.trays.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"
