"""Going over the lines of a ledger file 逐行处理: first who they speak of, then what each one means beside what stands.

No writes; used by `ledger_imported` for the check and for the import alike.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice, pairwise
from typing import Any

from onaccount.customers import queries as customers
from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Reason
from onaccount.lifecycle.ledger_linking import Linking
from onaccount.limits import queries as limits
from onaccount.limits.rules import Dimension, LimitType
from onaccount.office.trays.intake.rules import Fate, Fault, Tally
from onaccount.trade import queries as trade
from onaccount.trade.models import Item
from onaccount.trade.models.ledger import MAIN
from onaccount.trade.rules.feeders import kept_out
from onaccount.trade.rules.intake import IntakeTerms, ItemRow, Judged, Problem, Standing, gross, item_number, judge_item
from onaccount.trade.rules.parties import Known, Roster, checked_uscc

AT_ONCE = 5_000  # lines held in memory together: a customer's are locked, read and journalled once for all of them


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: an item, or what is wrong with it; neither is a line that is left out and why."""

    sheet: str
    row: int
    item: ItemRow | None
    faults: tuple[Fault, ...]
    left_out: str = ""

    def __reduce__(self) -> tuple[type["Line"], tuple[Any, ...]]:
        """How it is kept aside while the file is gone over twice, quickly."""
        return Line, (self.sheet, self.row, self.item, self.faults, self.left_out)


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """The lines of a file, to be gone over as often as needed, and where each field stands: column letter and title."""

    lines: Iterable[Line]
    columns: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Decided:
    """A line's row, whose it is (its key, and the customer once there is one), what stands of it and what it means."""

    key: str
    customer_id: int | None
    currency: str
    standing: Standing | None
    judged: Judged


def known(customer: Customer) -> Known:
    """Give a customer as the rules see it."""
    others = tuple(name.value for name in customer.other_names.all())
    return Known(customer.pk, customer.number, customer.name, customer.uscc, others)


@dataclass(frozen=True, slots=True)
class _Whose:
    """The customer behind a key in one batch: its key with us, the credit days agreed, why it cannot be said who it is."""

    key: str
    customer_id: int | None
    days: int | None
    doubt: Reason | None


@dataclass(frozen=True, slots=True)
class _Alone:
    """A row with whose it is, what stands of it, what it means by itself, and what was found about it so far."""

    row: ItemRow
    whose: _Whose
    stands: Standing | None
    judged: Judged
    faults: list[Fault]


class Passage:
    """One way over a file; `tally` fills while it goes."""

    def __init__(self, *, terms: IntakeTerms, file: LedgerFile, report: Callable[[int], None]) -> None:
        self.terms, self.file, self.report = terms, file, report
        self.tally = Tally()
        met = (
            Known(pk, number, name, uscc, tuple(others)) for pk, number, name, uscc, others in customers.names_in_use()
        )
        self.roster = Roster(known=met, drops_zeros=terms.drops_zeros)
        self.currencies: dict[str, str] = {}
        self._lines_met = self._lines_decided = 0
        self._prints = array("q")  # of every item's key, eight bytes each
        self._linking = Linking(terms=terms)
        self._feeders = trade.feeders_of(code=MAIN)
        self._first_row: dict[tuple[str, str, bool], tuple[str, int]] = {}
        self._repeated: set[int] = set()
        self._seen_items: set[int] = set()

    def meet(self) -> None:
        """Go over the lines once to learn who they speak of."""
        for batch in _batches(self.file.lines):
            for line in batch:
                if line.item is not None:
                    self._meet(line.item)
            self._lines_met += len(batch)
            self.report(self._lines_met)
        ordered = sorted(self._prints)
        self._repeated = {one for one, other in pairwise(ordered) if one == other}
        self._prints = array("q")
        self.tally.notes["numbers"] = self.roster.written()
        self.tally.notes["customers"] = self.roster.met()
        self.tally.notes["new_customers"] = len(self.roster.newcomers())

    def decided(self, *, today: date) -> Iterator[list[Decided]]:
        """Go over the lines again and say of each what it means; rows that are rejected are only counted."""
        for batch in _batches(self.file.lines):
            yield list(self._decided(batch, today))
            self._lines_decided += len(batch)
            self.report(self._lines_met + self._lines_decided)
        self.tally.notes["spellings"] = sum(1 for _ in self.roster.spellings())

    def note_vanished(self, *, run: int) -> list[Item]:
        """The open items of the source that are missing from a file declared full."""
        if not self.terms.is_full:
            return []
        found = list(trade.vanished(source=self.terms.source, seen=self._seen_items, run=run))
        self.tally.notes["vanished"] = len(found)
        return found

    def _meet(self, row: ItemRow) -> None:
        uscc, _ = checked_uscc(row.uscc)
        self.roster.see(number=row.customer_number, name=row.customer_name, uscc=uscc)
        key = self._key(row)
        self.currencies.setdefault(key, row.currency or self.terms.currency)
        self._prints.append(hash((key, item_number(row=row, terms=self.terms), row.amount < 0)))

    def _decided(self, batch: Sequence[Line], today: date) -> Iterator[Decided]:
        keys = [self._key(line.item) if line.item else "" for line in batch]
        found = {key: self.roster.customer_of(key=key) for key in set(keys) if key}
        days = _credit_days([id_ for id_ in found.values() if id_ is not None], today)
        wanted = [
            (customer_id, item_number(row=line.item, terms=self.terms))
            for line, key in zip(batch, keys, strict=True)
            if line.item is not None and (customer_id := found[key]) is not None
        ]
        standing = trade.standings(source=self.terms.source, wanted=wanted)
        whose = {key: _Whose(key, id_, days.get(id_ or 0), self.roster.doubt(key=key)) for key, id_ in found.items()}
        met = [
            None if line.item is None else self._alone(line, line.item, whose[key], standing, today)
            for line, key in zip(batch, keys, strict=True)
        ]
        replaced = [(one.judged, one.stands) for one in met if one and one.stands and one.judged.instead_of is not None]
        self._linking.begin([one.row for one in met if one], replaced)
        for line, one in zip(batch, met, strict=True):
            if one is None:
                self._count_bare(line)
                continue
            yield self._beside(line, one)

    def _alone(
        self, line: Line, row: ItemRow, whose: _Whose, standing: Mapping[trade.Key, Standing], today: date
    ) -> _Alone:
        """What a row means by itself, before what others of its batch take over is known."""
        place = (whose.customer_id or 0, item_number(row=row, terms=self.terms), row.amount < 0)
        stands = standing.get(place)
        judged = judge_item(row=row, standing=stands, customer_days=whose.days, terms=self.terms, today=today)
        problems = (*judged.problems, *_of_customer(row, whose), *self._twice(line, whose.key, place))
        faults = [*line.faults, *(self._fault(line, row, problem) for problem in problems)]
        if any(fault.is_blocking for fault in faults):
            judged = Judged(problems=tuple(problems) or (Problem("", "import.faulty"),))
        return _Alone(row, whose, stands, self._let_in(line, row, judged, faults), faults)

    def _let_in(self, line: Line, row: ItemRow, judged: Judged, faults: list[Fault]) -> Judged:
        """The same, or nothing but a fault for an item that files do not bring here."""
        out = kept_out(judged, feeders=self._feeders)
        if out is None:
            return judged
        faults.append(self._fault(line, row, out))
        return Judged(problems=(out,))

    def _beside(self, line: Line, one: _Alone) -> Decided:
        """What a row means beside those before it, counted."""
        row, whose, faults = one.row, one.whose, one.faults
        judged, unlinked, taken = self._linking.judged(row=row, judged=one.judged, customer_id=whose.customer_id)
        judged = self._let_in(line, row, judged, faults)
        if unlinked is not None:
            faults.append(self._fault(line, row, unlinked))
        self._count_link(row, judged, is_unlinked=unlinked is not None, taken=taken)
        self._count(row, judged, faults)
        if one.stands is not None:
            self._seen_items.add(one.stands.item_id)
        return Decided(whose.key, whose.customer_id, row.currency or self.terms.currency, one.stands, judged)

    def _twice(self, line: Line, key: str, place: trade.Key) -> Iterator[Problem]:
        _, number, is_credit = place
        if hash((key, number, is_credit)) not in self._repeated:  # all but a few rows of all but a few files
            return
        sheet, first = self._first_row.setdefault((key, number, is_credit), (line.sheet, line.row))
        if (sheet, first) != (line.sheet, line.row):
            yield Problem("number", "import.twice_in_file", {"row": first, "sheet": sheet, "number": number})

    def _fault(self, line: Line, row: ItemRow, problem: Problem) -> Fault:
        letter, title = self.file.columns.get(problem.field_name, ("", ""))
        value = getattr(row, problem.field_name, "")
        told = "" if value is None else str(value)
        return Fault(line.sheet, line.row, letter, title, told, problem.code, problem.facts, problem.is_blocking)

    def _count_bare(self, line: Line) -> None:
        self.tally.found(line.faults)
        self.tally.fate(Fate.REJECTED if line.faults else Fate.LEFT_OUT)

    def _count(self, row: ItemRow, judged: Judged, faults: Sequence[Fault]) -> None:
        fate = Fate(judged.fate)
        self.tally.fate(fate)
        self.tally.found(faults)
        code = row.currency or self.terms.currency
        if not any(problem.code == "currency.unknown" for problem in judged.problems):
            amount = judged.draft.amount if judged.draft else gross(row=row, terms=self.terms).amount
            self.tally.add(currency=code, amount=amount, is_accepted=fate is not Fate.REJECTED)
        if judged.draft is not None and judged.kind:
            self.tally.notes["due_computed"] += judged.draft.due_date_computed
            self.tally.notes["opening"] += judged.kind == Item.Kind.OPENING
            self.tally.notes["aged_backwards"] += row.is_aged_backwards

    def _count_link(self, row: ItemRow, judged: Judged, *, is_unlinked: bool, taken: Decimal) -> None:
        if is_unlinked:
            self.tally.notes["unlinked"] += 1
        elif judged.link is not None and judged.instead_of is None:
            self.tally.notes["linked"] += 1
            self.tally.add_moved(currency=row.currency or self.terms.currency, amount=taken)

    def _key(self, row: ItemRow) -> str:
        return self.roster.key_of(number=row.customer_number, name=row.customer_name)


def _of_customer(row: ItemRow, whose: _Whose) -> Iterator[Problem]:
    if whose.doubt is not None:
        yield Problem("customer_number", whose.doubt.code, whose.doubt.facts)
    _, bad = checked_uscc(row.uscc)
    if bad is not None:
        yield Problem("uscc", bad.code, bad.facts, is_blocking=False)


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    source = iter(lines)
    while batch := list(islice(source, AT_ONCE)):
        yield batch


def _credit_days(customer_ids: Sequence[int], on: date) -> dict[int, int]:
    """The credit days in force of these customers, where some were agreed."""
    found = limits.limits_in_force(customer_ids=customer_ids, on=on)
    return {
        place.customer_id: int(limit.value)
        for place, limit in found.items()
        if place.dimension is Dimension.CREDIT_DAYS and limit.type is LimitType.AMOUNT and limit.value is not None
    }
