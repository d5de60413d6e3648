"""Forms of notes 内部讨论 and tasks 任务."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.fields import DayField
from onaccount.office.access import queries


class NoteForm(forms.Form):
    """A note."""

    text = forms.CharField(
        label=_("Note"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("@name draws a colleague in and leaves a task."),
    )


class TaskForm(forms.Form):
    """A task for somebody."""

    title = forms.CharField(label=_("What shall be done"), max_length=200)
    assignee = forms.TypedChoiceField(
        label=_("Who"),
        coerce=int,
        choices=lambda: [(person.pk, person.full_name) for person in queries.people() if person.is_active],
    )
    due_date = DayField(label=_("Until"), required=False)
