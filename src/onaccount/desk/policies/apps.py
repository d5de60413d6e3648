"""Django's card for desk.policies."""

from django.apps import AppConfig


class PolicyPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.policies"
    label = "desk_policies"
