"""Django's card for desk.letters."""

from django.apps import AppConfig


class LetterPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.letters"
    label = "desk_letters"
