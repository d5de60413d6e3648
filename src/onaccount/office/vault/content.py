"""Small things sealed one by one 加密保存: a paper, a person's name. One key opens them and the backups, so one key is kept safe."""

from io import BytesIO

from django.conf import settings

from onaccount.office.vault import stream


def sealed(*, content: bytes) -> bytes:
    """This function will give the content as it may lie in the database: encrypted, and changed by nobody unseen."""
    target = BytesIO()
    stream.seal(pieces=[content], target=target, key=settings.BACKUP_KEY)
    return target.getvalue()


def unsealed(*, kept: bytes) -> bytes:
    """This function will give the content again; raises stream.BrokenSealError where it was changed or sealed under another key."""
    return b"".join(stream.unseal(source=BytesIO(kept), key=settings.BACKUP_KEY))
