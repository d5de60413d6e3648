"""What somebody wishes for, held against what is in force and what the ledger says: the page before saving, and the request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from onaccount.customers import queries as customers
from onaccount.customers.models import Customer
from onaccount.kernel.reasons import Refusal
from onaccount.limits.queries.experience import YEAR, entries_of
from onaccount.limits.queries.in_force import lines_at, spans_of
from onaccount.limits.rules import (
    MONEY,
    Asked,
    Change,
    Checked,
    CreditLimit,
    Draft,
    Effect,
    Entry,
    Place,
    Question,
    Reach,
    Span,
    bound_after,
    check,
    effect_of,
    figured,
    fold,
    largest,
    limit_on,
    lines_of,
    without,
)
from onaccount.trade.models import Segment


@dataclass(frozen=True, slots=True)
class Wish:
    """One change wished for one customer; `confirmed` are the codes of the questions the maker said yes to."""

    customer: Customer
    segment: Segment | None
    reach: Reach
    asked: Asked
    confirmed: frozenset[str]

    @property
    def place(self) -> Place:
        """Where the limit stands."""
        return Place(self.customer.pk, self.segment.pk if self.segment else None, self.asked.dimension, self.reach)

    @property
    def currency(self) -> str:
        """The currency whose history stands beside the wish."""
        return self.asked.currency if self.asked.dimension in MONEY else self.customer.currency


@dataclass(frozen=True, slots=True)
class Assessed:
    """A wish, the change it would be, and what speaks against it."""

    wish: Wish
    change: Change
    checked: Checked


def assess(*, wishes: Sequence[Wish], today: date) -> list[Assessed]:
    """Judge wishes and count their effects; queries grow with currencies and groups, not customers."""
    spans = spans_of(customer_ids={wish.customer.pk for wish in wishes})
    ledger = _Ledger.of(wishes)
    return [_assessed(wish, _before(wish, spans), ledger.entries(wish), today) for wish in wishes]


def before(*, place: Place, corrects: int | None, on: date) -> CreditLimit:
    """Give the limit on a day as the journal knows it now, for a correction without the wrong line."""
    wrong = set() if corrects is None else {corrects}
    return limit_on(spans=fold(without(lines=lines_at(place=place), wrong=wrong)), day=on)


@dataclass(frozen=True, slots=True)
class _Ledger:
    """The entries of every customer a wish reaches, by currency."""

    members: Mapping[int, tuple[int, ...]]
    by_currency: Mapping[str, Mapping[int, list[Entry]]]

    @classmethod
    def of(cls, wishes: Sequence[Wish]) -> "_Ledger":
        groups = {wish.customer.pk: wish.customer for wish in wishes if wish.reach is Reach.GROUP}
        members: dict[int, tuple[int, ...]] = {wish.customer.pk: (wish.customer.pk,) for wish in wishes}
        members |= {pk: customers.below(customer) for pk, customer in groups.items()}
        everybody = set(chain.from_iterable(members.values()))
        currencies = {wish.currency for wish in wishes}
        return cls(members, {code: entries_of(customer_ids=everybody, currency=code) for code in currencies})

    def entries(self, wish: Wish) -> list[Entry]:
        """What came and went at the company, or at it and everything below it."""
        found = self.by_currency[wish.currency]
        reached = self.members[wish.customer.pk] if wish.reach is Reach.GROUP else (wish.customer.pk,)
        return [entry for customer_id in reached for entry in found.get(customer_id, ())]


def _before(wish: Wish, spans: Mapping[Place, Sequence[Span]]) -> CreditLimit:
    if wish.asked.corrects is not None:
        return before(place=wish.place, corrects=wish.asked.corrects, on=wish.asked.valid_from)
    return limit_on(spans=spans.get(wish.place, ()), day=wish.asked.valid_from)


def _assessed(wish: Wish, standing: CreditLimit, entries: Sequence[Entry], today: date) -> Assessed:
    asked = figured(asked=wish.asked, before=standing)
    wish = replace(wish, asked=asked)
    since = today - YEAR
    known = largest(entries=entries, dimension=asked.dimension, since=since)
    checked = check(asked=asked, before=standing, largest=known, today=today)
    bound = bound_after(asked=asked, before=standing)
    effect = None if bound is None else effect_of(entries=entries, dimension=asked.dimension, value=bound, since=since)
    return Assessed(wish, _change(wish, standing, checked, effect), checked)


def _change(wish: Wish, standing: CreditLimit, checked: Checked, effect: Effect | None) -> Change:
    wrong = None if wish.asked.corrects is None else _wrong(wish)
    return Change(
        place=wish.place,
        number=wish.customer.number,
        name=wish.customer.name,
        segment=wish.segment.name if wish.segment else "",
        before=standing,
        lines=lines_of(asked=wish.asked, before=standing),
        wrong=wrong,
        questions=tuple(Question.of(reason) for reason in checked.questions),
        effect=effect,
    )


def _wrong(wish: Wish) -> Draft:
    line = next((line for line in lines_at(place=wish.place) if line.id == wish.asked.corrects), None)
    if line is None:
        raise Refusal("limits.line_unknown", line=wish.asked.corrects)
    return Draft(
        line.act,
        line.is_temporary,
        line.type,
        line.value,
        line.currency,
        line.valid_from,
        line.valid_to,
        line.corrects,
        line.percent,
    )
