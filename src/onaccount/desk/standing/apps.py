"""Django's card for desk.standing."""

from django.apps import AppConfig


class StandingPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.standing"
    label = "desk_standing"
