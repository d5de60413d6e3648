"""A list of customers comes in 导入客户: files are opened or brought up to date, and their limits go to a checker as one request.

Imported limits are never in force by themselves: one batch request holds all of them, and what 0, a blank and 99999999 mean
was asked once for the source.
"""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from onaccount.customers import actions as customers
from onaccount.customers.models import Customer
from onaccount.customers.queries import contacts_like, register
from onaccount.customers.rules import ContactDraft, CustomerDraft
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.lifecycle import limit_requested
from onaccount.lifecycle.ledger_passage import known
from onaccount.lifecycle.rows_imported import Line, Taken
from onaccount.limits.queries import Wish, assess, limits_in_force
from onaccount.limits.rules import (
    Asked,
    Dimension,
    Expiry,
    ImportedMeaning,
    LimitType,
    Meaning,
    Place,
    Reach,
    read_imported,
)
from onaccount.office.journal.rules import Actor
from onaccount.office.trays.intake import actions as intake
from onaccount.office.trays.intake.models import IntakeRun
from onaccount.office.trays.intake.rules import Fate, Tally
from onaccount.trade.rules.parties import Known, Roster

TEXTS = ("uscc", "region", "industry", "address", "currency")
USUAL = {"zero": "no_credit", "blank": "unset", "nines": "unlimited"}


class CustomerTaker:
    """Takes customers in, row by row; limits are collected and asked for at the end."""

    def __init__(self, *, run: IntakeRun, actor: Actor, today: date) -> None:
        self.run, self.actor, self.today = run, actor, today
        self._files: dict[int, Customer] = {file.pk: file for file in register()}
        self._roster = Roster(known=map(known, self._files.values()), drops_zeros=bool(run.options["drops_zeros"]))
        self._wishes: list[tuple[int, Wish]] = []
        self._seen: dict[int, int] = {}
        told = {name: Meaning(run.options.get(f"limit_{name}", usual)) for name, usual in USUAL.items()}
        self._meaning = ImportedMeaning(**told)

    def take(self, line: Line) -> Taken:
        """Open or change one file. Refuses what `customers` refuses, and `import.twice_in_file`."""
        values = dict(line.values or {})
        number, name = str(values.get("customer_number") or ""), str(values.get("customer_name") or "")
        self._roster.see(number=number, name=name, uscc=str(values.get("uscc") or ""))
        key = self._roster.key_of(number=number, name=name)
        if doubt := self._roster.doubt(key=key):
            raise Refusal(doubt.code, **doubt.facts)
        found = self._roster.customer_of(key=key)
        if found is not None and self._seen.get(found, line.row) != line.row:
            raise Refusal("import.twice_in_file", row=self._seen[found], number=number or name, sheet=line.sheet)
        fate, customer = (
            self._opened(number or name, name, key, values) if found is None else self._changed(found, values)
        )
        self._seen[customer.pk] = line.row
        self._contact(customer, values)
        self._wish(line.row, customer, values)
        return Taken(fate)

    def finish(self, tally: Tally) -> Iterable[tuple[int, Reason, bool]]:
        """Ask for all limits as one request; what a limit is questioned or refused for stands with its row."""
        assessed = assess(wishes=[wish for _, wish in self._wishes], today=self.today) if self._wishes else []
        refused = [
            (row, reason)
            for (row, _), each in zip(self._wishes, assessed, strict=True)
            for reason in each.checked.refusals
        ]
        for (row, _), each in zip(self._wishes, assessed, strict=True):
            yield from ((row, question, False) for question in each.checked.questions)
        yield from ((row, reason, True) for row, reason in refused)
        if not self._wishes or refused:
            return
        codes = frozenset(question.code for each in assessed for question in each.checked.questions)
        wishes = [replace(wish, confirmed=codes) for _, wish in self._wishes]
        try:
            limit_requested.request_opening_limits(wishes=wishes, actor=self.actor, today=self.today)
        except Refusal as refusal:
            yield 0, refusal.reason, True
        tally.notes["limits_asked"] = len(wishes)

    def _opened(self, number: str, name: str, key: str, values: dict[str, Any]) -> tuple[Fate, Customer]:
        currency = str(values.get("currency") or self.run.options["currency"])
        texts: dict[str, Any] = {field: str(values.get(field) or "") for field in TEXTS} | {"currency": currency}
        customer = customers.open_file(
            draft=CustomerDraft(number=number, name=name, opened_on=self.today, **texts), actor=self.actor
        )
        self._files[customer.pk] = customer
        self._roster.joins(opened={key: Known(customer.pk, customer.number, customer.name, customer.uscc, ())})
        intake.note_effects(run=self.run, subject_kind="customer", before={customer.pk: None})
        return Fate.CREATED, customer

    def _changed(self, customer_id: int, values: dict[str, Any]) -> tuple[Fate, Customer]:
        """A blank in the file leaves what we know; a number written with other zeros is the same number."""
        customer = self._files[customer_id]
        before = draft_of(customer)
        told: dict[str, Any] = {field: str(values[field]) for field in TEXTS if values.get(field)}
        after = replace(before, name=str(values.get("customer_name") or before.name), **told)
        if after == before:
            return Fate.UNCHANGED, customer
        changed = customers.change(customer=customer, draft=after, actor=self.actor)
        kept = {field.name: getattr(before, field.name) for field in fields(before)}
        intake.note_effects(run=self.run, subject_kind="customer", before={customer_id: kept})
        return Fate.UPDATED, changed

    def _contact(self, customer: Customer, values: dict[str, Any]) -> None:
        name = str(values.get("contact") or "")
        if not name or contacts_like(customer=customer, name=name[:80], email="").exists():
            return
        phone, email = str(values.get("phone") or "")[:40], str(values.get("email") or "")
        customers.add_contact(
            customer=customer, draft=ContactDraft("payment", name[:80], email=email, phone=phone), actor=self.actor
        )

    def _wish(self, row: int, customer: Customer, values: dict[str, Any]) -> None:
        """The limits of the row, where they differ from what is in force."""
        if "credit_limit" in values:
            type_, value = read_imported(value=values["credit_limit"], meaning=self._meaning)
            self._ask(row, customer, Dimension.EXPOSURE, type_, value)
        if values.get("credit_days") is not None:
            self._ask(row, customer, Dimension.CREDIT_DAYS, LimitType.AMOUNT, Decimal(values["credit_days"]))

    def _ask(self, row: int, customer: Customer, dimension: Dimension, type_: LimitType, value: Decimal | None) -> None:
        place = Place(customer.pk, None, dimension, Reach.OWN)
        stands = limits_in_force(customer_ids=[customer.pk], on=self.today).get(place)
        if type_ is LimitType.NONE or (stands is not None and (stands.type, stands.value) == (type_, value)):
            return
        asked = Asked(
            dimension=dimension,
            is_temporary=False,
            type=type_,
            value=value,
            currency=customer.currency if dimension is Dimension.EXPOSURE else "",
            valid_from=self.today,
            valid_to=None,
            expiry=Expiry.NOTHING,
            fall_back=None,
            corrects=None,
            reason=f"{self.run.source}: {self.run.file_name}",
        )
        self._wishes.append((row, Wish(customer, None, Reach.OWN, asked, frozenset())))


def draft_of(customer: Customer) -> CustomerDraft:
    """Give a customer's file as a draft, to be changed in part."""
    return CustomerDraft(**{field.name: getattr(customer, field.name) for field in fields(CustomerDraft)})
