"""Django's card for office.approval."""

from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    """Registers the tables under the label `approval`."""

    name = "onaccount.office.approval"
    label = "approval"
    default_auto_field = "django.db.models.BigAutoField"
