"""
A list of payments comes in 导入收款: each is recorded, settles the oldest due items, and its group is looked at again.

A row that is paid by a bill 票据 becomes a bill, which occupies credit until its risk ends.
"""

from datetime import date, timedelta
from typing import Any

from onaccount.customers.models import Customer
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle.documents_imported import DocumentTaker
from onaccount.lifecycle.rows_imported import Line, Taken
from onaccount.office.trays import actions as trays
from onaccount.office.trays.intake.rules import Fate
from onaccount.ordercheck import actions as ordercheck
from onaccount.trade import actions as trade
from onaccount.trade.models import Account
from onaccount.trade.queries import bill_terms, payment_of
from onaccount.trade.rules import BillDraft, Method, PaymentDraft, class_of_acceptor, class_said, is_paid_by_bill

CAUSE = "payment.received"


class PaymentTaker(DocumentTaker):
    """Takes payments in, row by row."""

    def take(self, line: Line) -> Taken:
        """
        Record one payment; the same number again is unchanged.

        Refuses `import.customer_unknown`, `import.paid_in_future`, `import.other_payment`, `import.acceptor_missing`,
        `import.bill_due_missing`, `import.acceptor_class_unread` and what `trade.receive` refuses.
        """
        values, customer, money = self.said(line)
        day: date = values["received_date"]
        if day > self.today:
            raise Refusal("import.paid_in_future", field="received_date", value=day)
        number = str(values.get("number") or f"{day:%Y%m%d}-{customer.number}-{money.amount.normalize():f}")[:56]
        number, stands = self._free(number)
        if stands is not None:
            if (stands.customer_id, stands.currency, stands.amount) == (customer.pk, money.currency, money.amount):
                return Taken(Fate.UNCHANGED, money.currency, money.amount)
            raise Refusal("import.other_payment", field="number", value=number)
        self._receive(customer, money, number, values)
        return Taken(Fate.CREATED, money.currency, money.amount)

    def _receive(self, customer: Customer, money: Money, number: str, values: dict[str, Any]) -> None:
        account = ordercheck.locked_account(
            customer=customer, segment=self._segment, currency=money.currency, day=values["received_date"]
        )
        acceptor = str(values.get("acceptor") or "").strip()
        if is_paid_by_bill(method=str(values.get("method") or ""), acceptor=acceptor):
            self._take_bill(account, money, number, acceptor, values)
        else:
            self._take_money(account, money, number, values)
        trays.note_change(group_id=account.group_id, cause=CAUSE)

    def _take_bill(self, account: Account, money: Money, number: str, acceptor: str, values: dict[str, Any]) -> None:
        """A bill settles like money and occupies credit until its risk ends, whichever way it came in."""
        if not acceptor:
            raise Refusal("import.acceptor_missing", field="acceptor")
        day, due_date, by = values["received_date"], _due_date(values), _acceptor_class(values, acceptor)
        draft = BillDraft(number, money.amount, day, due_date, acceptor[:120], by, self.run.pk)
        percent = bill_terms(on=self.today).percent_of(by)
        trade.receive_bill(
            draft=draft, account=account, chosen=(), method=Method.OLDEST_DUE, percent=percent, actor=self.actor
        )

    def _take_money(self, account: Account, money: Money, number: str, values: dict[str, Any]) -> None:
        draft = PaymentDraft(
            number=number,
            amount=money.amount,
            received_date=values["received_date"],
            reference=str(values.get("reference") or "")[:200],
            intake_run=self.run.pk,
        )
        trade.receive(draft=draft, account=account, chosen=(), method=Method.OLDEST_DUE, actor=self.actor)

    def _free(self, number: str) -> tuple[str, Any]:
        """The number, and the payment that has it; one that was taken back leaves its number to its successor `~2`."""
        taken, again = number, 1
        while (stands := payment_of(number=taken)) is not None and stands.unapplied.cancelled_at is not None:
            again += 1
            taken = f"{number}~{again}"
        return taken, stands


def _due_date(values: dict[str, Any]) -> date:
    """When the bill falls due: its own date, else so many days after it came in."""
    day: date = values["received_date"]
    due_date: date | None = values.get("bill_due_date")
    term: int | None = values.get("bill_term")
    if due_date is None and term is None:
        raise Refusal("import.bill_due_missing", field="bill_due_date")
    return due_date or day + timedelta(days=term or 0)


def _acceptor_class(values: dict[str, Any], acceptor: str) -> str:
    """The class as the row says it, else as the acceptor's name does."""
    text = str(values.get("acceptor_class") or "")
    said = class_said(text)
    if text and said is None and not is_paid_by_bill(method=text, acceptor=""):
        raise Refusal("import.acceptor_class_unread", field="acceptor_class", value=text)
    return said or class_of_acceptor(acceptor)
