"""Django's card for desk.account: its templates must be found before those of the sign-in library."""

from django.apps import AppConfig


class AccountPagesConfig(AppConfig):
    """Brings templates; no tables."""

    name = "onaccount.desk.account"
    label = "desk_account"
