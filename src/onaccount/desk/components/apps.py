"""Django's card for desk.components: its templates must be found before those of the sign-in library."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """Brings templates, static files and template tags; no tables."""

    name = "onaccount.desk.components"
    label = "desk_components"
