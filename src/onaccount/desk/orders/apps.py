"""Django's card for desk.orders."""

from django.apps import AppConfig


class DeskOrdersConfig(AppConfig):
    """Brings its templates, and the words for what its requests change; no tables."""

    name = "onaccount.desk.orders"
    label = "desk_orders"

    def ready(self) -> None:
        """Say what its requests change to whoever approves them."""
        from onaccount.desk.components.differing import tells
        from onaccount.desk.orders.changed import changed

        tells(about="release", teller=changed)
