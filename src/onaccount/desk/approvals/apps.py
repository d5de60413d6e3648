"""Django's card for desk.approvals."""

from django.apps import AppConfig


class ApprovalPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.approvals"
    label = "desk_approvals"
