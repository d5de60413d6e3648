"""
Who the rows of a file speak of: numbers with and without leading zeros, and many spellings of one name.

Terms: customer number 客户编码, leading zeros 前导零 (0200706844 and 200706844 are one customer where the rule is on), spelling 写法,
newcomer 新客户. The rule is decided before anything is written; names are never merged by themselves, only proposed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onaccount.customers.rules import core_name
from onaccount.kernel import identity
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.kernel.text import fold_code, fold_key

LONGEST_NUMBER, LONGEST_NAME = 40, 200


@dataclass(frozen=True, slots=True)
class Known:
    """A customer we have: its key, name, number, and everything else it is known by (codes, former names, spellings)."""

    id: int
    number: str
    name: str
    uscc: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A customer to be opened: `key` stands for it in the file, `codes` are the other forms of its number."""

    key: str
    number: str
    name: str
    uscc: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another name in the file for the customer behind `key`."""

    key: str
    name: str


@dataclass(slots=True)
class _Seen:
    """What the file says of one customer."""

    numbers: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    usccs: Counter[str] = field(default_factory=Counter)


class Roster:
    """
    The customers of a file. First `see` every row, then ask who is new and how names differ, then `customer_of` each key.

    A key is the folded number, or the folded name where a file has no numbers.
    """

    def __init__(self, *, known: Iterable[Known], drops_zeros: bool) -> None:
        self.drops_zeros = drops_zeros
        self._keys: dict[str, str] = {}
        self._seen: dict[str, _Seen] = {}
        self._known: dict[int, Known] = {}
        self._exact: dict[str, int] = {}
        self._ways: dict[str, tuple[int, ...]] = {}  # one customer, as a rule: a set would take four times as much
        for customer in known:
            self._add(customer)

    def key_of(self, *, number: str, name: str) -> str:
        """The key of the customer that a row with this number and name speaks of."""
        said = f"#{number}" if number else f"@{name}"
        if said not in self._keys:  # a file names each customer many times
            self._keys[said] = (
                f"#{fold_number(number, drops_zeros=self.drops_zeros)}" if number else f"@{fold_key(name)}"
            )
        return self._keys[said]

    def see(self, *, number: str, name: str, uscc: str) -> None:
        """Take one row into account."""
        seen = self._seen.setdefault(self.key_of(number=number, name=name), _Seen())
        for counter, value in ((seen.numbers, number), (seen.names, name), (seen.usccs, uscc)):
            if value:
                counter[value] += 1

    def customer_of(self, *, key: str) -> int | None:
        """The known customer behind a key, or None for a newcomer or where `doubt` says that there are several."""
        found = self._found(key)
        return next(iter(found)) if len(found) == 1 else None

    def doubt(self, *, key: str) -> Reason | None:
        """Why it cannot be said who the key is: two customers of ours fit, or a number is too long to be one."""
        found = self._found(key)
        if len(found) > 1:
            numbers = " ".join(sorted(self._known[one].number for one in found))
            return Reason("import.customer_ambiguous", {"customers": numbers})
        if any(len(number) > LONGEST_NUMBER for number in self._seen[key].numbers):
            return Reason("import.customer_number_too_long", {"longest": LONGEST_NUMBER})
        return None

    def written(self) -> int:
        """How many different customer numbers the file writes; fewer customers may stand behind them."""
        return sum(len(seen.numbers) for seen in self._seen.values())

    def met(self) -> int:
        """How many customers the file speaks of, known ones and newcomers."""
        return len(self._seen.keys() - {"#", "@"})

    def newcomers(self) -> tuple[Newcomer, ...]:
        """The customers to be opened, in the order of the file: longest form of the number, most frequent name."""
        keys = [key for key in self._seen if not self._found(key) and self.doubt(key=key) is None]
        return tuple(self._newcomer(key) for key in keys if key not in ("#", "@"))

    def spellings(self) -> tuple[Spelling, ...]:
        """Names in the file that are not the name, nor another known name, of the customer they stand beside."""
        return tuple(spelling for key in self._seen for spelling in self._spellings(key))

    def joins(self, *, opened: Mapping[str, Known]) -> None:
        """Take the opened newcomers in, by their keys."""
        for customer in opened.values():
            self._add(customer)

    def _add(self, customer: Known) -> None:
        self._known[customer.id] = customer
        self._exact[f"#{fold_number(customer.number, drops_zeros=False)}"] = customer.id
        numbers = [self.key_of(number=number, name="") for number in (customer.number, *customer.others)]
        names = [self.key_of(number="", name=name) for name in (customer.name, *customer.others)]
        for way in {*numbers, *names, *([f"!{customer.uscc}"] if customer.uscc else [])}:
            self._ways[way] = (*self._ways.get(way, ()), customer.id)

    def _found(self, key: str) -> set[int]:
        """Who fits: by number or name; several that fit are told apart by the number as it is written in the file."""
        ways = set(self._ways.get(key, ()))
        if len(ways) < 2:
            return ways or self._by_uscc(key)
        exact = {self._exact.get(f"#{fold_number(number, drops_zeros=False)}") for number in self._seen[key].numbers}
        told = ways & exact
        return told if len(told) == 1 else ways

    def _by_uscc(self, key: str) -> set[int]:
        seen = self._seen.get(key)
        return set() if seen is None else set().union(*(self._ways.get(f"!{uscc}", ()) for uscc in seen.usccs))

    def _newcomer(self, key: str) -> Newcomer:
        seen = self._seen[key]
        name = _first(seen.names) or _first(seen.numbers)
        numbers = sorted(seen.numbers, key=len, reverse=True) or [name[:LONGEST_NUMBER]]
        uscc = _first(seen.usccs)
        return Newcomer(key, numbers[0], name[:LONGEST_NAME], uscc, tuple(numbers[1:]))

    def _spellings(self, key: str) -> Iterable[Spelling]:
        customer_id = self.customer_of(key=key)
        if customer_id is None:
            told = {fold_key(_first(self._seen[key].names))}
        else:
            customer = self._known[customer_id]
            told = {fold_key(name) for name in (customer.name, *customer.others)}
        for name in self._seen[key].names:
            if fold_key(name) not in told:
                told.add(fold_key(name))
                yield Spelling(key, name[:LONGEST_NAME])


def fold_number(number: str, *, drops_zeros: bool) -> str:
    """A customer number for comparison: half width, upper case, without separators, and without zeros in front if told so."""
    code = fold_code(number)
    return (code.lstrip("0") or code[-1:]) if drops_zeros else code


def checked_uscc(text: str) -> tuple[str, Reason | None]:
    """A registration number in its written form, or nothing and why it is not one."""
    if not text:
        return "", None
    try:
        return identity.uscc(text), None
    except Refusal as refusal:
        return "", refusal.reason


def same_core(*, customers: Iterable[Known]) -> tuple[tuple[int, int], ...]:
    """Pairs of customers whose names are one but for the legal form, the older first: they may be one company."""
    first: dict[str, int] = {}
    pairs = []
    for customer in sorted(customers, key=lambda one: one.id):
        standing = first.setdefault(core_name(customer.name), customer.id)
        if standing != customer.id:
            pairs.append((standing, customer.id))
    return tuple(pairs)


def _first(counter: Counter[str]) -> str:
    """The most frequent; of equals the one that came first."""
    return counter.most_common(1)[0][0] if counter else ""
