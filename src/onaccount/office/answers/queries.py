"""Reads of stored answers 已存回复."""

from onaccount.office.answers.models import Answer


def is_used_otherwise(*, client: str, key: str, digest: str) -> bool:
    """Say whether the client used the key for another request than the one of this digest."""
    return Answer.objects.filter(client=client, key=key).exclude(digest=digest).exists()
