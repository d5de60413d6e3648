"""Django's card for desk.policies."""

from django.apps import AppConfig


class PolicyPagesConfig(AppConfig):
    """Brings its templates, and the words for what changes in its policy; no tables."""

    name = "onaccount.desk.policies"
    label = "desk_policies"

    def ready(self) -> None:
        """Say the changes of its policy to whoever approves them."""
        from onaccount.desk.components.differing import tells
        from onaccount.desk.policies.wording import changed

        tells(about="ordercheck", teller=changed)
