"""Django's card for desk.people."""

from django.apps import AppConfig


class PeoplePagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.people"
    label = "desk_people"
