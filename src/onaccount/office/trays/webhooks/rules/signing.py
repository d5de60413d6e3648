"""
Signing after Standard Webhooks: HMAC-SHA256 over "id.timestamp.body", so that the receiver knows the sender and the moment.

A secret is not kept anywhere: it follows from the installation's own key, the endpoint's salt and the number of the secret.
"""

import base64
import hashlib
import hmac
from typing import Final

PREFIX: Final = "whsec_"


def secret_of(*, key: str, salt: str, number: int) -> bytes:
    """Give the secret of an endpoint: 32 bytes."""
    return hmac.digest(key.encode(), f"webhook {salt} {number}".encode(), hashlib.sha256)


def secret_text(*, secret: bytes) -> str:
    """Write a secret as receivers enter it: whsec_ and base64."""
    return PREFIX + base64.b64encode(secret).decode()


def signature_of(*, secrets: tuple[bytes, ...], reference: str, timestamp: int, body: bytes) -> str:
    """Write the header `webhook-signature`: one `v1,` signature per secret, parted by blanks."""
    signed = f"{reference}.{timestamp}.".encode() + body
    digests = (hmac.digest(secret, signed, hashlib.sha256) for secret in secrets)
    return " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests)
