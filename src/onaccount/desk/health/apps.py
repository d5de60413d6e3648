"""Django's card for desk.health."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.health"
    label = "desk_health"
