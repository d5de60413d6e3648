"""Keys of machines 接口密钥: one per integration, shown once when it is made; only a digest is kept."""

import secrets

from django.db import transaction
from django.db.models.functions import Now

from onaccount.office.access import gate
from onaccount.office.access.models import ApiKey
from onaccount.office.access.rules import KEY_MARK, Actor, NewKey, key_parts
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Subject


@transaction.atomic
def issue(*, new: NewKey, actor: Actor) -> tuple[ApiKey, str]:
    """Make a key that acts with a person's rights inside its scopes, and give its secret this one time."""
    secret = f"{KEY_MARK}_{secrets.token_hex(4)}_{secrets.token_hex(24)}"
    parts = key_parts(secret=secret)
    assert parts
    key = ApiKey.objects.create(
        name=new.name.strip(),
        prefix=parts[0],
        digest=parts[1],
        person_id=new.person_id,
        scopes=sorted(new.scopes),
        calls_per_minute=new.calls_per_minute,
        valid_to=new.valid_to,
    )
    _record(key=key, act="key_issued", actor=actor)
    return key, secret


@transaction.atomic
def revoke(*, key_id: int, actor: Actor) -> None:
    """End a key: here at its next call, in other processes within two seconds; it stays in the list."""
    key = ApiKey.objects.select_for_update().get(pk=key_id)
    if key.revoked_at is None:
        key.revoked_at = Now()
        key.save(update_fields=["revoked_at"])
        _record(key=key, act="key_revoked", actor=actor)
        gate.forget()


def _record(*, key: ApiKey, act: str, actor: Actor) -> None:
    after = {
        "name": key.name,
        "prefix": key.prefix,
        "person": key.person_id,
        "scopes": key.scopes,
        "calls_per_minute": key.calls_per_minute,
        "valid_to": key.valid_to,
    }
    journal.record(
        act=f"access.{act}", actor=actor, subject=Subject("key", key.pk), reason="", before=None, after=after
    )
