"""Django's card for desk.granting."""

from django.apps import AppConfig


class GrantingPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.granting"
    label = "desk_granting"
