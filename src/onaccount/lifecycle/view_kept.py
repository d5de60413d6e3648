"""A reader keeps a view of a list 保存的视图, or drops one."""

from onaccount.office.journal.rules import Actor
from onaccount.office.saved_views import actions as views
from onaccount.office.saved_views.models import SavedView


def keep_view(*, list_code: str, title: str, query: str, actor: Actor) -> SavedView:
    """Keep the address of a list under a name of the reader's own. Refuses like `saved_views.keep`."""
    return views.keep(list_code=list_code, title=title, query=query, actor=actor)


def drop_view(*, view_id: int, actor: Actor) -> SavedView | None:
    """Drop one of the reader's own views."""
    return views.drop(view_id=view_id, actor=actor)
