"""Reading the views a reader keeps 保存的视图."""

from onaccount.office.access.models import Person
from onaccount.office.saved_views.models import SavedView


def views_of(*, person: Person, list_code: str) -> list[SavedView]:
    """Give the reader's own views of a list, in the order in which they were kept."""
    return list(SavedView.objects.filter(person=person, list_code=list_code).order_by("pk"))
