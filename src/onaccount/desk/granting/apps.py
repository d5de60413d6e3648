"""Django's card for desk.granting."""

from django.apps import AppConfig


class GrantingPagesConfig(AppConfig):
    """Brings its templates, and the words for what changes in its policy; no tables."""

    name = "onaccount.desk.granting"
    label = "desk_granting"

    def ready(self) -> None:
        """Say the changes of its policy to whoever approves them."""
        from onaccount.desk.components.differing import tells
        from onaccount.desk.granting.changed import changed

        tells(about="granting", teller=changed)
