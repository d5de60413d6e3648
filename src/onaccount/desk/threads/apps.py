"""Django's card for desk.threads."""

from django.apps import AppConfig


class ThreadPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.threads"
    label = "desk_threads"
