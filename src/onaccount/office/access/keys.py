"""Keys of machines 接口密钥: shown once when they are made; only a digest is kept."""

import secrets

from django.db import transaction
from django.db.models.functions import Now

from onaccount.office.access.models import ApiKey, Person
from onaccount.office.access.rules import KEY_MARK, Actor, key_parts
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Subject


@transaction.atomic
def issue(*, name: str, person_id: int, actor: Actor) -> tuple[ApiKey, str]:
    """This function will make a key for a machine that acts with the rights of a person, and give its secret this one time."""
    secret = f"{KEY_MARK}_{secrets.token_hex(4)}_{secrets.token_hex(24)}"
    parts = key_parts(secret=secret)
    assert parts
    key = ApiKey.objects.create(name=name.strip(), prefix=parts[0], digest=parts[1], person_id=person_id)
    _record(key=key, act="key_issued", actor=actor)
    return key, secret


@transaction.atomic
def revoke(*, key_id: int, actor: Actor) -> None:
    """This function will end a key at once; it stays in the list with the moment it ended."""
    key = ApiKey.objects.select_for_update().get(pk=key_id)
    if key.revoked_at is None:
        key.revoked_at = Now()
        key.save(update_fields=["revoked_at"])
        _record(key=key, act="key_revoked", actor=actor)


def holder_of(*, secret: str) -> Person | None:
    """This function will find whom a key belongs to; None for what is no key, a key that ended, or somebody shut out."""
    parts = key_parts(secret=secret)
    if parts is None:
        return None
    key = (
        ApiKey.objects.select_related("person").filter(prefix=parts[0], revoked_at=None, person__is_active=True).first()
    )
    return key.person if key and secrets.compare_digest(key.digest, parts[1]) else None


def keys() -> list[ApiKey]:
    """This function will list the keys, newest first."""
    return list(ApiKey.objects.select_related("person").order_by("-id"))


def _record(*, key: ApiKey, act: str, actor: Actor) -> None:
    after = {"name": key.name, "prefix": key.prefix, "person": key.person_id}
    journal.record(
        act=f"access.{act}", actor=actor, subject=Subject("key", key.pk), reason="", before=None, after=after
    )
