"""Django's card for office.tasks."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """Registers the tables under the label `tasks`."""

    name = "onaccount.office.tasks"
    label = "tasks"
    default_auto_field = "django.db.models.BigAutoField"
