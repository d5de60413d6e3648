"""Django's card for desk.journal."""

from django.apps import AppConfig


class JournalPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.journal"
    label = "desk_journal"
