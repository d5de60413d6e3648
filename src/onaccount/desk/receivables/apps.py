"""Django's card for desk.receivables."""

from django.apps import AppConfig


class ReceivablePagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.receivables"
    label = "desk_receivables"
