"""Django's card for desk.assessments."""

from django.apps import AppConfig


class AssessmentsPagesConfig(AppConfig):
    """Brings its templates, and the words for what its requests change; no tables."""

    name = "onaccount.desk.assessments"
    label = "desk_assessments"

    def ready(self) -> None:
        """Say what its requests change to whoever approves them."""
        from onaccount.desk.assessments.changed import card_changed, grade_changed, grades_changed
        from onaccount.desk.components.differing import tells

        tells(about="assessment", teller=grade_changed)
        tells(about="grade_override", teller=grade_changed)
        tells(about="portfolio", teller=grades_changed)
        tells(about="scorecard", teller=card_changed)
