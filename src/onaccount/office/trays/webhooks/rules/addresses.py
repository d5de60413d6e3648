"""
Where a webhook may go: https on the open internet, or exactly a host an administrator listed.

The written name proves nothing: `may_connect` is asked about each address the name was resolved to, and the connection is made to
that address. Source of the tunnels that carry an inner address inside an outer one: RFC 6052 (NAT64), 3056 (6to4), 4380 (Teredo).
"""

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from onaccount.kernel.reasons import Refusal

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
LOOPBACK: Final = ipaddress.IPv4Address("127.0.0.1")
HTTPS_PORT: Final = 443
HTTP_PORT: Final = 80
_TUNNELS: Final = tuple(
    ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)
_WRITTEN: Final = re.compile(r"[!-~]+")  # no space, control or full-width character hides in an address
_NAME: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]+")


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: what is connected to, what is asked for, and whether an administrator listed the host."""

    host: str
    port: int
    path: str
    is_secure: bool
    is_listed: bool


def target_of(*, url: str, listed: Collection[str]) -> Target:
    """
    Take a written address apart. `listed` are hosts ("erp.example" or "erp.example:8443") allowed by hand.

    Refuses webhooks.url_bad for anything but a plain http or https address, and webhooks.url_plain for http to a host that is not listed.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise Refusal("webhooks.url_bad", url=url) from None
    is_secure = parts.scheme == "https"
    is_strange = "@" in parts.netloc or "\\" in url or bool(parts.fragment)
    if parts.scheme not in {"http", "https"} or is_strange or not (_WRITTEN.fullmatch(url) and _NAME.fullmatch(host)):
        raise Refusal("webhooks.url_bad", url=url)
    number = port or (HTTPS_PORT if is_secure else HTTP_PORT)
    is_listed = host in listed or f"{host}:{number}" in listed
    if not is_secure and not is_listed:
        raise Refusal("webhooks.url_plain", url=url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(host, number, path, is_secure, is_listed)


def target_entered(*, url: str, listed: Collection[str]) -> Target:
    """
    Take apart an address somebody enters. Refuses like `target_of`, and webhooks.address_forbidden for a host that is written as an
    address nothing is sent to, or as this machine; where a name leads is asked only when something is sent.
    """
    target = target_of(url=url, listed=listed)
    address = _written_as(target.host)
    if address is not None and not may_connect(address=address, is_listed=target.is_listed):
        raise Refusal("webhooks.address_forbidden", host=target.host, address=str(address))
    return target


def _written_as(host: str) -> IPAddress | None:
    """The address a host spells, also as resolvers still read it: 127.1, 0x7f000001, 2130706433; None for a name."""
    if host == "localhost" or host.endswith(".localhost"):
        return LOOPBACK
    try:
        if ":" in host:
            return ipaddress.ip_address(host)
        *first, last = [int(part, _base(part)) for part in host.split(".")]
        return ipaddress.IPv4Address(sum(part << (24 - 8 * at) for at, part in enumerate(first)) + last)
    except ValueError:
        return None


def _base(part: str) -> int:
    if part.startswith("0x"):
        return 16
    return 8 if part.startswith("0") else 10


def has_port(host: str) -> bool:
    """Say whether a written host ("erp.example:8443", "[fd00::1]") names its port."""
    return urlsplit(f"//{host}").port is not None


def may_connect(*, address: IPAddress, is_listed: bool) -> bool:
    """
    Say whether a webhook may be sent to this address.

    Inner and loopback addresses only for a listed host; link-local ones (where clouds keep their secrets), multicast,
    unspecified and reserved ones, and tunnels that hide another address, never.
    """
    inner = getattr(address, "ipv4_mapped", None) or address
    is_inside = inner.is_loopback or inner.is_private or getattr(inner, "is_site_local", False)
    is_tunnel = any(address.version == net.version and address in net for net in _TUNNELS) and not address.is_loopback
    is_reserved = inner.is_reserved and not inner.is_loopback
    if is_tunnel or is_reserved or inner.is_link_local or inner.is_multicast or inner.is_unspecified:
        return False
    if is_inside:
        return is_listed
    return bool(inner.is_global)
