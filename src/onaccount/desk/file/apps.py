"""Django's card for desk.file."""

from django.apps import AppConfig


class FilePagesConfig(AppConfig):
    """Brings its templates, and the words for what its requests change; no tables."""

    name = "onaccount.desk.file"
    label = "desk_file"

    def ready(self) -> None:
        """Say what its requests change to whoever approves them."""
        from onaccount.desk.components.differing import tells
        from onaccount.desk.file.changed import changed

        tells(about="credit_file", teller=changed)
