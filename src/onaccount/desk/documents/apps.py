"""Django's card for desk.documents."""

from django.apps import AppConfig


class DocumentPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.documents"
    label = "desk_documents"
