"""Django's card for desk.settings."""

from django.apps import AppConfig


class SettingsPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.settings"
    label = "desk_settings"
