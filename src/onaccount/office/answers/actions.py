"""Answering once 幂等: the first call does the work, every repeat is told the same."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from onaccount.kernel.reasons import Refusal
from onaccount.office.answers.models import Answer


@transaction.atomic
def answer_once(*, client: str, key: str, digest: str, work: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """
    Do the work and keep its answer, or give the answer kept for this client and key.

    A second call at the same moment waits for the first. Refuses `answers.key_reused` for another request under the key;
    what the work refuses is kept nowhere.
    """
    kept = Answer.objects.filter(client=client, key=key).first() or _claimed_by_another(client, key, digest)
    if kept is None:
        body = work()
        Answer.objects.filter(client=client, key=key).update(body=body)
        return body
    if kept.digest != digest:
        raise Refusal("answers.key_reused", key=key)
    return dict(kept.body or {})


def forget(*, before: datetime) -> int:
    """Remove answers given before a moment, and say how many; their keys may be used anew."""
    return Answer.objects.filter(at__lt=before).delete()[0]


def _claimed_by_another(client: str, key: str, digest: str) -> Answer | None:
    """Claim the key; the unique index makes us wait for whoever claimed it first, and tells us if that was kept."""
    try:
        with transaction.atomic():
            Answer.objects.create(client=client, key=key, digest=digest)
    except IntegrityError:
        return Answer.objects.get(client=client, key=key)
    return None
