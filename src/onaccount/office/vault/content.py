"""
Small things sealed one by one 加密保存: a paper, a person's name. One key opens them and the backups, so one key is kept safe.

Terms: blind mark 盲索引 (a keyed digest by which an equal text is found again among sealed ones, and nothing else is learnt).
"""

import hmac
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from unicodedata import normalize

from django.conf import settings

from onaccount.office.vault import stream


def sealed(*, content: bytes) -> bytes:
    """Give the content as it may lie in the database: encrypted, and changed by nobody unseen."""
    target = BytesIO()
    stream.seal(pieces=[content], target=target, key=settings.BACKUP_KEY)
    return target.getvalue()


def unsealed(*, kept: bytes) -> bytes:
    """Give the content again; raises stream.BrokenSealError where it was changed or sealed under another key."""
    return b"".join(stream.unseal(source=BytesIO(kept), key=settings.BACKUP_KEY))


def blind(*, text: str) -> str:
    """Give the blind mark of a text, the same for upper and lower case and any width of letters; "" for none."""
    plain = normalize("NFKC", text).casefold().strip()
    return hmac.new(_blind_key(settings.BACKUP_KEY), plain.encode(), sha256).hexdigest() if plain else ""


@lru_cache(maxsize=2)
def _blind_key(key: str) -> bytes:
    """A key of its own, so that a mark tells nothing about what seals."""
    return hmac.new(key.encode(), b"OnAccount blind marks 1", sha256).digest()
