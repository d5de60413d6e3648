"""Drafts of requests for credit 申请草稿: begun, filled in step by step, sent or thrown away; each belongs to one person."""

from django.db import transaction
from django.db.models.functions import Now

from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.limits.models import WishDraft
from onaccount.limits.rules import Answers, WishKind, answers_as_json
from onaccount.office.access.rules import Actor
from onaccount.office.approval.models import Request


def begin_wish(*, customer: Customer, kind: WishKind, answers: Answers, actor: Actor) -> WishDraft:
    """Begin a draft of the acting person, with what is known already. Refuses `limits.person_required`."""
    if actor.person_id is None:
        raise Refusal("limits.person_required")
    kept = answers_as_json(answers)
    return WishDraft.objects.create(person_id=actor.person_id, customer=customer, kind=kind, answers=kept)


@transaction.atomic
def keep_wish(*, draft_id: int, answers: Answers, actor: Actor) -> WishDraft:
    """Keep what was filled in. Refuses `limits.draft_gone` for a sent draft or somebody else's."""
    draft = _own(draft_id, actor)
    draft.answers, draft.changed_at = answers_as_json(answers), Now()
    draft.save(update_fields=["answers", "changed_at"])
    return draft


@transaction.atomic
def throw_away(*, draft_id: int, actor: Actor) -> None:
    """Delete a draft nobody has seen but its owner. Refuses `limits.draft_gone`."""
    _own(draft_id, actor).delete()


def note_sent(*, draft_id: int, request: Request, actor: Actor) -> None:
    """Note which request a draft became. Refuses `limits.draft_gone`, so that it becomes one only once."""
    draft = _own(draft_id, actor)
    draft.request = request
    draft.save(update_fields=["request"])


def _own(draft_id: int, actor: Actor) -> WishDraft:
    own = WishDraft.objects.filter(request=None, person_id=actor.person_id or 0)
    draft = own.select_for_update(of=("self",)).filter(pk=draft_id).first()
    if draft is None:
        raise Refusal("limits.draft_gone")
    return draft
