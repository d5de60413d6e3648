"""Django's card for desk.jobs."""

from django.apps import AppConfig


class JobPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.jobs"
    label = "desk_jobs"
