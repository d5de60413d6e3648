"""Django's card for desk.imports."""

from django.apps import AppConfig


class ImportPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.imports"
    label = "desk_imports"
