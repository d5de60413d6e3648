"""Django's card for the portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.portal"
    label = "portal"
