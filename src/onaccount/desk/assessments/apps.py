"""Django's card for desk.assessments."""

from django.apps import AppConfig


class AssessmentsPagesConfig(AppConfig):
    """Brings its templates; no tables."""

    name = "onaccount.desk.assessments"
    label = "desk_assessments"
