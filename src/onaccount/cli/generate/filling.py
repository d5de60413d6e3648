"""Writing an invented ledger by COPY, a few hundred customers in one transaction, so that memory does not grow with size.

Rows are written straight into the tables, past the actions that live data go through: documents, movements and totals are
made from the same invention, and reconciliation finds no difference. Only an empty installation is ever filled.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from typing import Any

from django.db import connection, transaction

from onaccount.cli.generate.invention import Claim, Company, Receipt, Sale, companies
from onaccount.office.search.rules import initials, name_keys, number_keys, pinyin, unique

AT_ONCE = 400  # customers in one transaction
NOTHING = r"\N"
TABLES = {
    "customers_group": "id name changes",
    "customers_customer": (
        "id group_id number name name_en initials pinyin uscc vat_number lei country region industry address language"
        " currency opened_on"
    ),
    "trade_account": (
        "id group_id customer_id segment_id currency credit_currency kept_in order order_beyond delivery unposted receivable bill"
        " credit"
    ),
    "trade_order": (
        "id group_id account_id customer_id number currency amount open_amount order_date ship_date quantity ship_to status"
        " beyond"
    ),
    "trade_delivery": "id group_id account_id customer_id number currency amount open_amount order_id delivery_date",
    "trade_payment": "id group_id account_id customer_id number currency amount received_date method reference",
    "trade_item": (
        "id group_id account_id customer_id number currency amount open_amount kind payment_id document_date due_date"
        " due_date_computed source"
    ),
    "trade_settlement": "id group_id account_id item_id against_id kind amount effective_date actor",
    "trade_movement": "id group_id account_id stage amount document_kind document_id cause_kind cause_id actor",
    "search_searchkey": "id kind subject_id customer_id key label",
}
ACTOR = "cli:generate"


@dataclass(frozen=True, slots=True)
class Size:
    """How much to invent, and the last day of it."""

    customers: int
    items: int
    seed: int
    as_of: date


def holds_customers() -> bool:
    """Whether the installation is not empty."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM customers_customer)")
        return bool(cursor.fetchone()[0])


def fill(*, size: Size) -> Iterator[str]:
    """Write the ledger and tell its progress line by line."""
    invented = companies(customers=size.customers, items=size.items, seed=size.seed, as_of=size.as_of)
    sheet = Sheet(segment_id=_segment())
    written = 0
    while batch := list(islice(invented, AT_ONCE)):
        for company in batch:
            sheet.add(company)
        sheet.copy_out()
        written += len(batch)
        yield f"{written} of {size.customers} customers"
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 1) FROM {table}))"  # noqa: S608
            )
        cursor.execute("ANALYZE " + ", ".join(TABLES))
    yield ", ".join(f"{number} {table}" for table, number in sheet.written.items())


class Sheet:
    """Rows by table, waiting to be copied; keys are given out here, so that rows can point to each other."""

    def __init__(self, *, segment_id: int) -> None:
        self.segment_id = segment_id
        self.rows: defaultdict[str, list[str]] = defaultdict(list)
        self.keys = {table: count(_last_key(table) + 1) for table in TABLES}
        self.written: Counter[str] = Counter()

    def row(self, table: str, *values: Any) -> int:
        """Add a row and give its key."""
        key = next(self.keys[table])
        self.rows[table].append("\t".join([str(key), *map(str, values)]))
        return key

    def copy_out(self) -> None:
        """Write what waits in one transaction and forget it."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table, columns in TABLES.items():
                names = ", ".join(f'"{column}"' for column in columns.split())
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    copy.write("\n".join([*self.rows[table], ""]).encode())
                self.written[table] += len(self.rows.pop(table, ()))

    def add(self, company: Company) -> None:
        """Add one customer with its account and documents."""
        group = self.row("customers_group", company.name, 0)
        customer = self.row(
            "customers_customer", group, company.number, company.name, "", initials(company.name), pinyin(company.name),
            company.uscc, "", "", "CN", "", "", "", "zh-hans", "CNY", company.opened_on,
        )  # fmt: skip
        for key in unique(number_keys(company.number), number_keys(company.uscc), name_keys(company.name)):
            self._found("customer", customer, customer, key, f"{company.number} {company.name}")
        Ledger(self, group, customer, company).write()

    def _found(self, kind: str, subject: int, customer: int, key: str, label: str) -> None:
        self.row("search_searchkey", kind, subject, customer, key, label)


class Ledger:
    """The documents of one account, and the totals that grow with every movement."""

    def __init__(self, sheet: Sheet, group: int, customer: int, company: Company) -> None:
        self.sheet, self.company = sheet, company
        self.account = next(sheet.keys["trade_account"])
        self.group, self.customer = group, customer
        self.owner = (group, self.account, customer)
        self.totals: Counter[str] = Counter()

    def write(self) -> None:
        """Write every document of the company, then the account with its totals."""
        items = {id(claim): self._item(claim, "invoice") for claim in self.company.claims}
        for credit in self.company.credits:
            self._item(credit, "credit_note")
        for receipt in self.company.receipts:
            self._receipt(receipt, items)
        for sale in self.company.sales:
            self._sale(sale)
        stages = ("order", "order_beyond", "delivery", "unposted", "receivable", "bill", "credit")
        totals = [_written(self.totals[stage]) for stage in stages]
        columns = (self.account, self.group, self.customer, self.sheet.segment_id, *["CNY"] * 3, *totals)
        self.sheet.rows["trade_account"].append("\t".join(map(str, columns)))

    def _item(self, claim: Claim, kind: str) -> int:
        stage, number = ("credit", "CN") if claim.amount < 0 else ("receivable", "INV")
        item = self._open_item(kind, number, claim, payment=None)
        self._move(stage, claim.amount, ("item", item), ("item", item))
        return item

    def _receipt(self, receipt: Receipt, items: dict[int, int]) -> None:
        allocated = sum(amount for _, amount in receipt.parts)
        whole = allocated + receipt.unapplied
        key = next(self.sheet.keys["trade_payment"])
        number = f"PAY{key:08d}"
        columns = (key, *self.owner, number, "CNY", _written(whole), receipt.received_date, "transfer", "")
        self.sheet.rows["trade_payment"].append("\t".join(map(str, columns)))
        cash = Claim(-whole, receipt.received_date, receipt.received_date, paid=-allocated)
        credit = self._open_item("unapplied", "PAY", cash, payment=(key, number))
        self._move("credit", -whole, ("item", credit), ("payment", key))
        for claim, amount in receipt.parts:
            item = items[id(claim)]
            self._settle(item, credit, amount, receipt.received_date)
            self._settle(credit, item, -amount, receipt.received_date)
            self._move("receivable", -amount, ("item", item), ("item", credit))
            self._move("credit", amount, ("item", credit), ("item", credit))

    def _sale(self, sale: Sale) -> None:
        number = f"SO{self.account:06d}{sale.order_date:%m%d}{sale.amount % 1000:03d}{self.totals['sales']}"
        self.totals["sales"] += 1
        left = sale.amount - sale.delivered
        order = self.sheet.row(
            "trade_order", *self.owner, number, "CNY", _written(sale.amount), _written(left), sale.order_date,
            sale.ship_date, "0", "", "released", "f",
        )  # fmt: skip
        self._found("order", order, number)
        self._move("order", sale.amount, ("order", order), ("order", order))
        if sale.delivered:
            delivered = _written(sale.delivered)
            delivery = self.sheet.row(
                "trade_delivery", *self.owner, f"D{number}", "CNY", delivered, delivered, order, sale.order_date
            )
            self._move("order", -sale.delivered, ("order", order), ("delivery", delivery))
            self._move("delivery", sale.delivered, ("delivery", delivery), ("delivery", delivery))

    def _open_item(self, kind: str, prefix: str, claim: Claim, *, payment: tuple[int, str] | None) -> int:
        key = next(self.sheet.keys["trade_item"])
        payment_id, number = (NOTHING, f"{prefix}{key:08d}") if payment is None else payment
        columns = (
            key, *self.owner, number, "CNY", _written(claim.amount), _written(claim.amount - claim.paid), kind, payment_id,
            claim.document_date, claim.due_date, "f", "",
        )  # fmt: skip
        self.sheet.rows["trade_item"].append("\t".join(map(str, columns)))
        self._found("item", key, number)
        return key

    def _settle(self, item: int, against: int, amount: int, day: date) -> None:
        columns = (self.group, self.account, item, against, "allocation", _written(amount), day, ACTOR)
        self.sheet.row("trade_settlement", *columns)

    def _move(self, stage: str, amount: int, document: tuple[str, int], cause: tuple[str, int]) -> None:
        self.totals[stage] += amount
        self.sheet.row("trade_movement", self.group, self.account, stage, _written(amount), *document, *cause, ACTOR)

    def _found(self, kind: str, key: int, number: str) -> None:
        self.sheet.row("search_searchkey", kind, key, self.customer, number, number)


def _written(fen: int) -> str:
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _last_key(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608
        return int(cursor.fetchone()[0])


def _segment() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trade_segment (code, name) VALUES ('main', 'Main') ON CONFLICT (code) DO UPDATE"
            " SET code = excluded.code RETURNING id"
        )
        return int(cursor.fetchone()[0])
