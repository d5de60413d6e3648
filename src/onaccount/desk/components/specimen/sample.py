"""Invented rows and figures for the specimen; no record is read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from onaccount.desk.components.drawings import AgingStrip, ExposureBar, Part
from onaccount.desk.components.navigation import NavEntry, Shown
from onaccount.desk.components.status import Status, Tone
from onaccount.kernel.money import Money

DAY: Final = date(2026, 11, 21)
NAMES: Final = (
    ("C-1001", "云汀精工 Yunting Precision", "CNY", "good"),
    ("C-1002", "木棠家居 Mutang Home", "CNY", "late"),
    ("C-1003", "望川铸业 Wangchuan Castings", "CNY", "stopped"),
    ("C-1004", "鹭屿集团 Luyu Group", "CNY", "watch"),
    ("C-1005", "谷野农机 Guye Farm Machinery", "CNY", "good"),
    ("C-1010", "Halvern Supply 哈尔文供应", "EUR", "watch"),
    ("C-1012", "旧渡贸易 Jiudu Trading", "CNY", "closed"),
)


@dataclass(frozen=True, slots=True)
class SampleCustomer:
    """One row of the sample list."""

    pk: str
    name: str
    currency: str
    limit: Money | None
    exposure: Money
    overdue: Money
    days: int
    next_due: date | None
    status: Status
    bar: ExposureBar
    strip: AgingStrip

    @property
    def used(self) -> Decimal | None:
        """Share of the limit used."""
        return self.bar.used_share


def statuses() -> dict[str, Status]:
    """Give the five states with a word of the trade each."""
    return {
        "good": Status(Tone.GOOD, _("within limit")),
        "watch": Status(Tone.WATCH, _("near limit")),
        "late": Status(Tone.LATE, _("overdue")),
        "stopped": Status(Tone.STOPPED, _("supply stopped")),
        "closed": Status(Tone.CLOSED, _("closed")),
    }


def customers() -> list[SampleCustomer]:
    """Make three dozen rows that differ in every column."""
    words = statuses()
    return [_customer(at, *NAMES[at % len(NAMES)], words) for at in range(36)]


def bar(*, code: str, used: tuple[int, ...], held: int, limit: int, temporary: int) -> ExposureBar:
    """Make an exposure bar of four stages."""
    stages = (_("Orders"), _("Delivered, not invoiced"), _("Invoiced"), _("Bills"))
    parts = tuple(
        Part(f"used-{at}", word, Money(Decimal(amount), code))
        for at, (word, amount) in enumerate(zip(stages, used, strict=True), start=1)
    )
    return ExposureBar(parts, Money(Decimal(held), code), Money(Decimal(limit), code), Money(Decimal(temporary), code))


def strip(*, code: str, amounts: tuple[int, ...]) -> AgingStrip:
    """Make an aging strip of six buckets."""
    words = (_("not due"), _("1–30 days"), _("31–60 days"), _("61–90 days"), _("91–180 days"), _("over 180 days"))
    return AgingStrip(
        tuple(
            Part(f"age-{at}", word, Money(Decimal(amount), code))
            for at, (word, amount) in enumerate(zip(words, amounts, strict=True))
        )
    )


def rail() -> list[Shown]:
    """Give a rail as a credit manager sees it."""
    entries = (
        ("today", _("Today"), "home", 0, "t"),
        ("customers", _("Customers"), "building", 0, "c"),
        ("orders", _("Orders"), "clipboard-list", 6, "o"),
        ("approvals", _("Approvals"), "clipboard-check", 12, "p"),
        ("receivables", _("Receivables"), "receipt", 0, "r"),
        ("limits", _("Limits"), "scale", 3, "l"),
        ("letters", _("Letters"), "mail", 0, ""),
        ("imports", _("Imports"), "file-spreadsheet", 0, ""),
        ("settings", _("Settings"), "settings", 0, ""),
    )
    return [
        Shown(
            NavEntry(code=code, label=label, url_name="components:specimen", permission="", icon=icon, key=key),
            f"#{code}",
            waiting,
            code == "customers",
        )
        for code, label, icon, waiting, key in entries
    ]


def plots() -> dict[str, Any]:
    """Give the two plots of the page as the plot component reads them."""
    months = ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
    words = [part.word for part in strip(code="CNY", amounts=(1, 1, 1, 1, 1, 1)).buckets]
    figures = ((820, 790, 860, 905, 880, 910), (210, 240, 235, 220, 260, 250), (90, 80, 95, 110, 120, 118))
    return {
        "months": months,
        "stack": {
            "kind": "stack",
            "palette": "age",
            "categories": months,
            "unit": _("10k CNY"),
            "series": [{"name": words[at], "values": list(line)} for at, line in enumerate(figures)],
        },
        "line": {
            "kind": "line",
            "categories": months,
            "unit": _("days"),
            "series": [
                {"name": "DSO", "values": [58, 57, 61, 63, 60, 59]},
                {"name": _("terms"), "values": [45, 45, 45, 46, 46, 46]},
            ],
        },
    }


def _customer(at: int, pk: str, name: str, code: str, tone: str, words: dict[str, Status]) -> SampleCustomer:
    limit = 150_000 * (1 + at % 5)
    used = (limit * (10 + at % 9) // 90, limit * (at % 4) // 40, limit * (20 + at % 30) // 90, limit * (at % 3) // 50)
    figures = bar(
        code=code,
        used=used,
        held=limit // 6 if tone == "late" else 0,
        limit=limit,
        temporary=limit // 4 if at == 4 else 0,
    )
    overdue = 0 if tone == "good" else 1234 * (at + 3)
    aging = strip(
        code=code, amounts=(used[2], overdue, overdue // 2, overdue // 4 * (at % 3), overdue // 9 * (at % 2), 0)
    )
    return SampleCustomer(
        pk=f"{pk}-{at}",
        name=name,
        currency=code,
        limit=None if tone == "closed" else figures.limit,
        exposure=figures.used_amount if at != 12 else -figures.used_amount,
        overdue=Money(Decimal(overdue), code),
        days=0 if tone == "good" else 3 * at + 1,
        next_due=None if tone == "closed" else date(2026, 12, 1 + at % 28),
        status=words[tone],
        bar=figures,
        strip=aging,
    )
