"""Keeping and dropping views 保存的视图, each in the reader's own name."""

from django.db import transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.access.models import Person
from onaccount.office.access.rules import Actor
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Subject
from onaccount.office.saved_views.models import SavedView
from onaccount.office.saved_views.rules import room_for, view_address, view_title


@transaction.atomic
def keep(*, list_code: str, title: str, query: str, actor: Actor) -> SavedView:
    """
    Keep the address of a list under a name; the same name again takes the new address.

    Refuses what `rules.view_title` and `rules.room_for` refuse, and `views.person_required` for a machine.
    """
    if actor.person_id is None:
        raise Refusal("views.person_required")
    Person.objects.select_for_update(of=("self",)).get(pk=actor.person_id)  # two windows of one reader take turns
    title, address = view_title(title), view_address(query)
    mine = SavedView.objects.filter(person_id=actor.person_id, list_code=list_code)
    room_for(kept=mine.exclude(title=title).count(), address=address)
    view, _is_new = SavedView.objects.update_or_create(
        person_id=actor.person_id, list_code=list_code, title=title, defaults={"address": address}
    )
    _record(view, act="kept", actor=actor)
    return view


@transaction.atomic
def drop(*, view_id: int, actor: Actor) -> SavedView | None:
    """Drop one of the reader's own views; None when there is none of this key."""
    if actor.person_id is None:
        return None
    view = SavedView.objects.filter(pk=view_id, person_id=actor.person_id).first()
    if view is not None:
        _record(view, act="dropped", actor=actor)
        SavedView.objects.filter(pk=view_id).delete()
    return view


def _record(view: SavedView, *, act: str, actor: Actor) -> None:
    journal.record(
        act=f"views.{act}",
        actor=actor,
        subject=Subject("view", view.pk),
        reason="",
        before=None,
        after={"list": view.list_code, "title": view.title, "address": view.address},
    )
