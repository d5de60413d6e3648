"""
New orders that break nothing 通过, judged and written without putting the same words together again.

Most orders pass every rule that looks at them. Then the verdict is known but for a few figures: what is occupied, what stays free,
how much of the limit is used. What the rules say of such an order (`telling.py`) makes its verdict here. Whoever writes findings
writes those of a standing once; the marks in what was written are where an order's figures go. Laws in the tests hold every
value and every written byte to those of `judge`.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import chain
from operator import itemgetter
from typing import Final

from onaccount.ordercheck.rules.arithmetic import Headroom, Line, headrooms, lines, tightest_of
from onaccount.ordercheck.rules.facts import Snapshot
from onaccount.ordercheck.rules.policy import Policy
from onaccount.ordercheck.rules.storage import as_bytes
from onaccount.ordercheck.rules.telling import NUMBER, TEXT, Telling, Told
from onaccount.ordercheck.rules.verdict import Finding, Outcome, Verdict

MARKS: Final = re.compile(f'"{NUMBER}([a-z]+){NUMBER}"|(?:{TEXT}|{NUMBER})([a-z]+)(?:{TEXT}|{NUMBER})'.encode())
Write = Callable[[Finding], bytes]
Judge = Callable[[Snapshot], Verdict]
Part = Finding | Telling
InPlaces = Callable[[list[bytes]], tuple[bytes, ...]]


class Passing:
    """One standing under one policy, as far as orders pass: what is found of every order, and the tellings between."""

    def __init__(self, *, parts: Sequence[Part], settled: Verdict, policy: Policy, judge: Judge) -> None:
        self.outcome, self.standing, self.policy, self.judge = settled.outcome, settled.standing, policy, judge
        self._parts = parts
        self._tellings = [part.tell for part in parts if not isinstance(part, Finding)]
        self._words: dict[str, _Words] = {}
        self._forms: dict[str, bytes] = {}
        self._places = {id(each): place for place, each in enumerate(self.findings)}

    def verdict(self, snapshot: Snapshot) -> "Passed | None":
        """The verdict on an order that passes; None where it has to be judged."""
        if snapshot.order.is_beyond:
            return None
        rooms = headrooms(snapshot, policy=self.policy)
        told: list[Sequence[Told]] = []
        for tell in self._tellings:
            found = tell(snapshot, rooms)
            if found is None:
                return None
            told.append(found)
        return Passed(self, snapshot, told, tightest_of(rooms))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What can be found of an order that passes: the findings that are known, and those whose figures are the order's."""
        some = ([part] if isinstance(part, Finding) else part.findings for part in self._parts)
        return tuple(each for found in some for each in found if each is not None)

    def cite(self, finding: Finding) -> bytes:
        """Name a finding by its place among `findings`; one with marks with a figure for each."""
        place, written = self._places[id(finding)], as_bytes(finding)
        marks = {mark[1] or mark[2]: mark[0] for mark in MARKS.finditer(written)}
        figures = [b'"%b":"%b"' % (name, mark.strip(b'"')) for name, mark in marks.items()]
        return b"[%d,{%b}]" % (place, b",".join(figures)) if figures else b"%d" % place

    def form(self, name: str, *, make: Callable[[], bytes]) -> bytes:
        """What a writer makes of any order that passes, with holes; made once under its name."""
        found = self._forms.get(name)
        if found is None:
            found = self._forms[name] = make()
        return found

    def words(self, name: str, *, write: Write) -> "_Words":
        """What a writer makes of the findings; written once under its name."""
        found = self._words.get(name)
        if found is None:
            found = self._words[name] = _Words(self._parts, write)
        return found


class Passed:
    """The verdict on an order that passed; `whole` is the same put together, which only those ask for who want its findings."""

    __slots__ = ("_passing", "_snapshot", "_told", "arithmetic", "free")
    is_authorised = False
    __hash__ = None  # type: ignore[assignment]  # as a verdict, whose facts are not hashed

    def __init__(
        self, passing: Passing, snapshot: Snapshot, told: list[Sequence[Told]], tight: Headroom | None
    ) -> None:
        self._passing, self._snapshot, self._told = passing, snapshot, _Figures(told)
        self.free: Decimal | None = None if tight is None else tight.free
        self.arithmetic: tuple[Line, ...] = (
            () if tight is None else lines(tight, snapshot=snapshot, policy=passing.policy)
        )

    @property
    def outcome(self) -> Outcome:
        """What the standing decides."""
        return self._passing.outcome

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that count: those of the standing."""
        return self._passing.standing

    @property
    def whole(self) -> Verdict:
        """The verdict as `judge` gives it."""
        return self._passing.judge(self._snapshot)

    def written(self, name: str, *, write: Write) -> bytes:
        """The findings as a JSON list, each as `write` writes it; `name` stands for what it writes."""
        return self._passing.words(name, write=write).filled(self._told)

    def form(self, name: str, *, make: Callable[[], bytes]) -> bytes:
        """What a writer makes of any order that passes on this standing, with holes; made once under its name."""
        return self._passing.form(name, make=make)

    @property
    def cited(self) -> bytes:
        """The findings as a JSON list of their places among those of the standing, with the order's figures."""
        return self._passing.words("cited", write=self._passing.cite).filled(self._told)

    def of_rule(self, code: str) -> tuple[Decimal, Decimal] | None:
        """What the one rule measured and allowed; None where it had nothing to say."""
        for finding, figures in chain(*self._told.by_telling):
            if finding.rule == code:
                return Decimal(figures[b"measure"].decode()), finding.allowed
        return None

    def __eq__(self, other: object) -> bool:
        """As the verdict it is."""
        return self.whole == (other.whole if isinstance(other, Passed) else other)


class _Figures:
    """What the tellings said of an order, one after another: which findings they chose, and the figures of all."""

    __slots__ = ("by_telling", "chosen", "values")

    def __init__(self, by_telling: Sequence[Sequence[Told]]) -> None:
        self.by_telling = by_telling
        self.chosen = tuple([id(finding) for told in by_telling for finding, _ in told])
        self.values = [figure for told in by_telling for _, figures in told for figure in figures.values()]


class _Words:
    """The findings of a standing as somebody writes them, with holes for an order's figures: a form for each choice among them."""

    def __init__(self, parts: Sequence[Part], write: Write) -> None:
        self._parts, self._write = parts, write
        # marked findings live as long as their telling: an id never means another
        self._forms: dict[tuple[int, ...], tuple[bytes, InPlaces]] = {}

    def filled(self, told: _Figures) -> bytes:
        """The list with these figures."""
        known = self._forms.get(told.chosen)
        if known is None:
            known = self._forms[told.chosen] = self._form(told)
        form, in_places = known
        return form % in_places(told.values)

    def _form(self, told: _Figures) -> tuple[bytes, InPlaces]:
        """The list with holes, and what puts the figures in their order."""
        given, written, places, at = iter(told.by_telling), list[bytes](), list[int](), 0
        for part in self._parts:
            for finding, figures in [(part, {})] if isinstance(part, Finding) else next(given):
                names = list(figures)
                plain = self._write(finding).replace(b"%", b"%%")
                places += [at + names.index(mark[1] or mark[2]) for mark in MARKS.finditer(plain)]
                written.append(MARKS.sub(b"%b", plain))
                at += len(names)
        return b"[%b]" % b",".join(written), itemgetter(*places) if places else _nothing


def _nothing(_figures: list[bytes]) -> tuple[()]:
    return ()
