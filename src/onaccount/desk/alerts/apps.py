"""Django's card for desk.alerts."""

from django.apps import AppConfig


class AlertPagesConfig(AppConfig):
    """Brings its templates, and the words for what changes in its policy; no tables."""

    name = "onaccount.desk.alerts"
    label = "desk_alerts"

    def ready(self) -> None:
        """Say the changes of its policy to whoever approves them."""
        from onaccount.desk.alerts.changed import changed
        from onaccount.desk.components.differing import tells

        tells(about="alerts", teller=changed)
