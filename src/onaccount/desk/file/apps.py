"""Django's card for desk.file."""

from django.apps import AppConfig


class FilePagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.file"
    label = "desk_file"
