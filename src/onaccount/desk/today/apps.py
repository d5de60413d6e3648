"""Django's card for desk.today."""

from django.apps import AppConfig


class TodayPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.today"
    label = "desk_today"
