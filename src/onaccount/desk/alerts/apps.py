"""Django's card for desk.alerts."""

from django.apps import AppConfig


class AlertPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.alerts"
    label = "desk_alerts"
