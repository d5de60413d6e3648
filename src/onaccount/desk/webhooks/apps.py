"""Django's card for desk.webhooks."""

from django.apps import AppConfig


class WebhookPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.webhooks"
    label = "desk_webhooks"
