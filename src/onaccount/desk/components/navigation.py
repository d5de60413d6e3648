"""
The left rail: one level of entries by job, each with the number of things that wait for the reader.

Terms: entry 导航项, count 待处理数. An entry shows when the person holds its permission; what one may not do is not offered.
To add an entry, add a line to `NAVIGATION`; the order is the order of a working day.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.status import Word
from onaccount.desk.components.waiting import approvals_waiting, holds_waiting

Count = Callable[[HttpRequest], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NavEntry:
    """
    One entry of the rail.

    `permission` "" means every signed-in person, two with a blank between them mean either; `count` says how much waits for this reader (one query at most);
    `key` is the letter that follows g ("g then c").
    """

    code: str
    label: Word
    url_name: str
    permission: str
    icon: str
    count: Count | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as one reader sees it now."""

    entry: NavEntry
    address: str
    count: int
    here: bool


NAVIGATION: Final[list[NavEntry]] = [
    NavEntry(code="today", label=_("Today"), url_name="today:today", permission="", icon="home", key="t"),
    NavEntry(
        code="approvals",
        label=_("Approvals"),
        url_name="approvals:todo",
        permission="",
        icon="clipboard-check",
        count=approvals_waiting,
        key="p",
    ),
    NavEntry(
        code="customers",
        label=_("Customers"),
        url_name="customers:list",
        permission="customers.view",
        icon="building",
        key="c",
    ),
    NavEntry(
        code="record",
        label=_("Record table"),
        url_name="file:record",
        permission="customers.file",
        icon="clipboard-list",
    ),
    NavEntry(
        code="orders",
        label=_("Orders"),
        url_name="orders:list",
        permission="ordercheck.view",
        icon="shopping-cart",
        key="o",
    ),
    NavEntry(
        code="ship",
        label=_("Can I ship?"),
        url_name="orders:ship",
        permission="ordercheck.view ordercheck.ask",
        icon="truck",
        key="v",
    ),
    NavEntry(
        code="holds",
        label=_("Order control"),
        url_name="orders:holds",
        permission="ordercheck.view",
        icon="player-stop",
        count=holds_waiting,
        key="h",
    ),
    NavEntry(
        code="receivables",
        label=_("Aging"),
        url_name="receivables:aging",
        permission="trade.view",
        icon="clock",
        key="a",
    ),
    NavEntry(code="bills", label=_("Bills"), url_name="documents:bills", permission="trade.view", icon="file-text"),
    NavEntry(
        code="limits",
        label=_("Customer limits"),
        url_name="limits:list",
        permission="limits.view",
        icon="scale",
        key="l",
    ),
    NavEntry(code="alerts", label=_("Alerts"), url_name="alerts:list", permission="limits.view", icon="bell"),
    NavEntry(
        code="assessments",
        label=_("Assessments"),
        url_name="assessments:list",
        permission="limits.view",
        icon="report-analytics",
        key="e",
    ),
    NavEntry(
        code="granting",
        label=_("Granting policy"),
        url_name="granting:policy",
        permission="limits.view",
        icon="report-money",
    ),
    NavEntry(
        code="standing",
        label=_("Security and disputes"),
        url_name="standing:securities",
        permission="limits.view",
        icon="shield-check",
    ),
    NavEntry(
        code="calculators",
        label=_("Calculators"),
        url_name="calculators:list",
        permission="",
        icon="report-analytics",
        key="k",
    ),
    NavEntry(code="letters", label=_("Letters"), url_name="letters:list", permission="letters.send", icon="mail"),
    NavEntry(
        code="journal",
        label=_("Audit journal"),
        url_name="journal:entries",
        permission="journal.view",
        icon="history",
        key="j",
    ),
    NavEntry(
        code="imports", label=_("Imports"), url_name="imports:list", permission="imports.run", icon="upload", key="i"
    ),
    NavEntry(code="people", label=_("People"), url_name="people:people", permission="people.manage", icon="users"),
    NavEntry(
        code="policy",
        label=_("Policy"),
        url_name="policies:list",
        permission="policy.edit",
        icon="adjustments",
    ),
    NavEntry(
        code="settings",
        label=_("Settings"),
        url_name="settings:company",
        permission="settings.manage",
        icon="settings",
        key="s",
    ),
    NavEntry(code="webhooks", label=_("Webhooks"), url_name="webhooks:list", permission="settings.manage", icon="send"),
    NavEntry(
        code="jobs",
        label=_("Background work"),
        url_name="jobs:overview",
        permission="jobs.view",
        icon="server",
    ),
    NavEntry(
        code="health",
        label=_("Machine room"),
        url_name="health:machine_room",
        permission="settings.manage",
        icon="activity",
    ),
]


def shown(*, entries: Sequence[NavEntry], request: HttpRequest, may: Callable[[str], bool]) -> Iterator[Shown]:
    """Give the entries this reader may use, with counts and the one that is open."""
    offered = [entry for entry in entries if not entry.permission or any(map(may, entry.permission.split()))]
    addresses = {entry.code: reverse(entry.url_name) for entry in offered}
    here = _open(list(addresses.values()), request.path)
    for entry in offered:
        address = addresses[entry.code]
        yield Shown(entry, address, entry.count(request) if entry.count else 0, address == here)


def _open(addresses: Sequence[str], path: str) -> str:
    """The longest address the path lies under: /orders/held/ is under /orders/, and / only under itself."""
    under = [address for address in addresses if path == address or (address != "/" and path.startswith(address))]
    return max(under, key=len, default="")
