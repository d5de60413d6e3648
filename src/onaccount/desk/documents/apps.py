"""Django's card for desk.documents."""

from django.apps import AppConfig


class DocumentPagesConfig(AppConfig):
    """Brings its templates, and the words for what its requests change; no tables."""

    name = "onaccount.desk.documents"
    label = "desk_documents"

    def ready(self) -> None:
        """Say what its requests change to whoever approves them."""
        from onaccount.desk.components.differing import tells
        from onaccount.desk.documents.changed import changed

        tells(about="bills", teller=changed)
