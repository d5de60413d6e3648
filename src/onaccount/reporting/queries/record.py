"""The record table 客户信用管理记录表: one row per customer from ledger, file and assessment, in a number of queries that never grows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from onaccount.assessment import queries as assessment
from onaccount.customers import queries as customers
from onaccount.customers.models import Contact, Customer, Fact
from onaccount.customers.rules.record import RecordFacts, warnings_of
from onaccount.customers.rules.statements import FinancialStatement
from onaccount.kernel.calendar import add_months
from onaccount.kernel.money import Money
from onaccount.limits import queries as limits
from onaccount.limits.rules import CreditLimit, Dimension, LimitType, Place, Reach
from onaccount.reporting.queries.overview import CustomerRow, dressed
from onaccount.trade.models import Item, Payment

KINDS = ("conversation", "legal_record")


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One line of the table; `hand` are the values kept by hand, by column (None: the remark)."""

    row: CustomerRow
    contact: Contact | None
    newest: FinancialStatement | None
    bank_lines: Decimal | None
    score: str
    traded_on: date | None
    traded: Money | None
    credit_days: Decimal | None
    is_prepay: bool
    conversation: str
    hand: Mapping[int | None, str]
    warnings: tuple[str, ...]

    @property
    def pk(self) -> int:
        """The customer's key."""
        return self.row.pk

    @property
    def customer(self) -> Customer:
        """Whose line it is."""
        return self.row.customer

    @property
    def total_assets(self) -> Money | None:
        """Total assets 资产总额 of the newest statements."""
        return self._figure("total_assets")

    @property
    def total_liabilities(self) -> Money | None:
        """Total liabilities 负债 of the newest statements."""
        return self._figure("total_liabilities")

    @property
    def debt_share(self) -> Decimal | None:
        """Liabilities over assets, as a fraction; None without statements or assets."""
        assets, owed = self.total_assets, self.total_liabilities
        return owed.amount / assets.amount if assets and owed and assets.amount else None

    def _figure(self, code: str) -> Money | None:
        amount = None if self.newest is None else self.newest.figure(code)
        return None if amount is None or self.newest is None else Money(amount, self.newest.currency)


def unpaid_for_a_year(*, rows: Any, today: date) -> Any:
    """Keep the customers who had business with us and from whom no money came within the last year."""
    since = add_months(today, -12)
    mine = {"customer": OuterRef("pk")}
    paid = Payment.objects.filter(**mine, received_date__gt=since)
    claimed = Item.objects.filter(**mine, amount__gt=0, cancelled_at=None)
    return rows.filter(Exists(claimed), ~Exists(paid))


def record_rows(*, rows: Sequence[Customer], today: date) -> list[RecordRow]:
    """Write a page of `customer_rows` as rows of the record table; ten queries and those of `dressed`."""
    keys = [row.pk for row in rows]
    contacts: dict[int, Contact] = {}
    for contact in Contact.objects.filter(customer__in=keys).order_by("customer_id", "pk"):
        contacts.setdefault(contact.customer_id, contact)
    newest = {key: found[0] for key, found in customers.many_statements_of(customer_ids=keys, as_of=today).items()}
    facts = customers.latest_values(customer_ids=keys, kinds=KINDS, as_of=today)
    lines = _bank_lines(keys, today)
    grades = assessment.assessments_in_force(customer_ids=keys, as_of=today)
    latest = Item.objects.filter(customer__in=keys, amount__gt=0, cancelled_at=None)
    trades = {
        item.customer_id: item
        for item in latest.order_by("customer_id", "-document_date", "-pk").distinct("customer_id")
    }
    terms = limits.limits_in_force(customer_ids=keys, on=today)
    hand = customers.record_entries(customer_ids=keys)
    return [
        _row(
            row,
            (contacts.get(row.pk), newest.get(row.pk), lines.get(row.pk), _score(grades.get(row.pk))),
            (trades.get(row.pk), terms.get(Place(row.pk, None, Dimension.CREDIT_DAYS, Reach.OWN))),
            {kind: facts.get((row.pk, kind)) for kind in KINDS},
            hand.get(row.pk, {}),
            today,
        )
        for row in dressed(rows=rows, today=today)
    ]


def _bank_lines(keys: Sequence[int], today: date) -> dict[int, Decimal]:
    """What banks have granted each customer, lines that lapsed left out."""
    found: dict[int, Decimal] = {}
    rows = customers.facts_of_kinds(customer_ids=keys, kinds=["bank_line"], as_of=today)
    for fact in rows:
        if fact.valid_to is None or fact.valid_to > today:
            found[fact.customer_id] = found.get(fact.customer_id, Decimal(0)) + Decimal(fact.values["amount"])
    return found


def _score(found: Any) -> str:
    """The grade with its score where there is one."""
    if found is None:
        return ""
    score = getattr(found, "score", None)
    return found.grade if score is None else f"{found.grade} {score:.0f}"


def _row(
    row: CustomerRow,
    file: tuple[Contact | None, FinancialStatement | None, Decimal | None, str],
    trade: tuple[Item | None, CreditLimit | None],
    facts: Mapping[str, Fact | None],
    hand: Mapping[int | None, str],
    today: date,
) -> RecordRow:
    contact, newest, lines, score = file
    item, days = trade
    said, case = facts["conversation"], facts["legal_record"]
    told = RecordFacts(
        overdue_days=row.overdue_days,
        is_over_limit=row.bound is not None and row.used > row.bound,
        is_stopped=bool(vars(row.customer)["is_stopped"]),
        newest=newest,
        legal_case="" if case is None else str(case.values.get("case_state", "")),
    )
    return RecordRow(
        row=row,
        contact=contact,
        newest=newest,
        bank_lines=lines,
        score=score,
        traded_on=None if item is None else item.document_date,
        traded=None if item is None else Money(item.amount, item.currency),
        credit_days=None if days is None else days.value,
        is_prepay=row.limit.type is LimitType.PREPAY,
        conversation="" if said is None else str(said.values.get("content", "")),
        hand=hand,
        warnings=warnings_of(told, today=today),
    )
