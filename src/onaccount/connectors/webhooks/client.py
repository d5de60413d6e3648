"""
Carries one parcel: the name is resolved once, every address is checked, and the connection goes to that very address.

So a name that points somewhere else a moment later (DNS rebinding), a redirect or a proxy in the environment leads nowhere.
Level of test: a real HTTP server on loopback; never run against a live receiver.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import Final

from onaccount.kernel.reasons import Refusal
from onaccount.office.trays.webhooks.rules import Answered, Parcel, Target, may_connect, signature_of, target_of

SECONDS: Final = 10.0  # for each wait: connecting, the handshake, a part of the answer
WHOLE_SECONDS: Final = 20.0  # then the line is cut, however busily the other side drips
AT_ONCE: Final = 8
AGENT: Final = "OnAccount-Webhooks/1"


def carry_all(parcels: Iterable[Parcel]) -> dict[int, Answered]:
    """Send parcels a few at a time and say what came of each, by delivery."""
    carried = tuple(parcels)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip((each.delivery_id for each in carried), pool.map(carry, carried), strict=True))


def carry(parcel: Parcel) -> Answered:
    """Make one attempt. Nothing is raised: what went wrong is part of the answer."""
    try:
        target = target_of(url=parcel.url, listed=parcel.listed)
        return _posted(target, _checked_address(target), parcel)
    except Refusal as refusal:
        return Answered(None, f"{refusal.code} {refusal.facts.get('address', '')}".strip())
    except (OSError, HTTPException, UnicodeError) as error:
        return Answered(None, f"{type(error).__name__}: {error}")


def _checked_address(target: Target) -> str:
    """The first address of the host; a single address it may not have refuses the whole."""
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    for address in addresses:
        if not may_connect(address=ipaddress.ip_address(address), is_listed=target.is_listed):
            raise Refusal("webhooks.address_forbidden", host=target.host, address=address)
    return addresses[0]


class _Pinned(HTTPConnection):
    """A connection to an address that was checked; name and certificate are those of the host."""

    def __init__(self, target: Target, address: str) -> None:
        super().__init__(target.host, target.port, timeout=SECONDS)
        self.target, self.address = target, address

    def connect(self) -> None:
        """Open the socket to the checked address."""
        plain = socket.create_connection((self.address, self.target.port), timeout=SECONDS)
        self.sock = plain
        if self.target.is_secure:
            secure = ssl.create_default_context().wrap_socket(
                plain, server_hostname=self.target.host, do_handshake_on_connect=False
            )
            self.sock = secure  # before the handshake: a line that drips in it is cut like any other
            secure.do_handshake()


def _posted(target: Target, address: str, parcel: Parcel) -> Answered:
    timestamp = int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "webhook-id": parcel.reference,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature_of(
            secrets=parcel.secrets, reference=parcel.reference, timestamp=timestamp, body=parcel.body
        ),
    }
    connection = _Pinned(target, address)
    cut = Timer(WHOLE_SECONDS, _cut, [connection])
    cut.start()
    try:
        connection.request("POST", target.path, body=parcel.body, headers=headers)
        status = connection.getresponse().status
    finally:
        cut.cancel()
        connection.close()
    return Answered(status, "" if 200 <= status < 300 else f"HTTP {status}")


def _cut(connection: HTTPConnection) -> None:
    with suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)
