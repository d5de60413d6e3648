"""Django's card for desk.limits."""

from django.apps import AppConfig


class DeskLimitsConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.limits"
    label = "desk_limits"
