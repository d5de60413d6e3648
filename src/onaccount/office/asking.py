"""
Statements of the database asked together 一并查询: several in one exchange, each prepared once for each connection.

A statement costs the database little; sending it alone and waiting for its answer costs both sides more than the statement.
Here all go out in one breath through libpq's pipeline, and the answers are read as they come. Parameters travel as text.

A statement is planned once for each connection too, and the plan is kept while tables grow. So it is made to look rows up by their
keys, even where reading a whole table or a whole index would be cheaper as long as the table is small.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any, Final, Generic, Protocol, TypeVar, cast
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult
from psycopg.waiting import Ready, Wait

Rows = list[tuple[Any, ...]]
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
GOOD: Final = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)
NOT_BY_KEY: Final = (b"enable_seqscan", b"enable_hashjoin", b"enable_mergejoin")  # whole tables, whole indexes
NO_SIGN: Final = "\0"
PLANNED_ONCE: Final = b"SET plan_cache_mode TO force_generic_plan"
PREPARED: Final[WeakKeyDictionary[psycopg.Connection[Any], set[str]]] = WeakKeyDictionary()
UNDER_WAY: Final[WeakKeyDictionary[psycopg.Connection[Any], "_Exchange"]] = WeakKeyDictionary()  # what was sent ahead


@dataclass(frozen=True, slots=True)
class Question(Generic[T_co]):
    """
    A statement, what stands for its `%s` (numbers, dates, texts, lists of them, or bytes that are sent as they are), and how
    its rows are understood.
    """

    sql: str
    parameters: Sequence[object]
    read: Callable[[Rows], T_co]


def ask(*questions: Question[Any], ends: bool = False) -> list[Any]:
    """
    Run statements one after another in one exchange and give what each reads from its rows.

    Each sees what the one before it did and what others committed meanwhile, as if it had been sent alone. In a transaction
    that has not begun yet its beginning travels along. Where one fails, those after it are not run. A last exchange that `ends`
    the transaction takes the commit along.
    """
    with connection.wrap_database_errors:
        return _answers(_raw(), questions, ends=ends and _is_ours_to_end())


def answer(question: Question[T], *, ends: bool = False) -> T:
    """Ask one question alone."""
    return cast("T", ask(question, ends=ends)[0])


class Send(Protocol):
    """Brings a question to the database; the last one `ends` the transaction."""

    def __call__(self, question: Question[Any], *, ends: bool) -> object: ...


@contextmanager
def ahead() -> Iterator[Send]:
    """
    While this lasts questions are sent without waiting for their answers, one after another: the database works on one while
    the next is prepared. At the end all are answered; the first that failed is raised then.

    Whatever else is asked on the connection meanwhile waits for those answers first.
    """
    with connection.wrap_database_errors:
        raw, is_ours = _raw(), _is_ours_to_end()
        under_way = UNDER_WAY[raw] = _Exchange(raw)

        def send(question: Question[Any], *, ends: bool) -> None:
            under_way.send((question,), ends=ends and is_ours)
            raw.pgconn.flush()  # as far as the connection takes it without waiting

        def in_turn(execute: Callable[..., Any], *command: Any) -> Any:
            under_way.answers()
            return execute(*command)

        try:
            with connection.execute_wrapper(in_turn):
                yield send
        finally:
            del UNDER_WAY[raw]
            under_way.answers()


def _raw() -> psycopg.Connection[Any]:
    connection.ensure_connection()
    return cast("psycopg.Connection[Any]", connection.connection)


def _is_ours_to_end() -> bool:
    """Whether the innermost `atomic` is the whole transaction. Once it is committed Django's own commit finds nothing to do."""
    return len(connection.atomic_blocks) == 1 and not connection.needs_rollback


def _answers(raw: psycopg.Connection[Any], questions: Sequence[Question[Any]], *, ends: bool) -> list[Any]:
    if raw in UNDER_WAY:
        UNDER_WAY[raw].answers()
    exchange = _Exchange(raw)
    exchange.send(questions, ends=ends)
    return exchange.answers()


@dataclass(slots=True)
class _Command:
    """One command of an exchange: what it asks, or else the statement that it prepares, if any."""

    asks: Question[Any] | None = None
    prepares: str | None = None


@dataclass(slots=True)
class _Exchange:
    """Commands that were sent in one pipeline, until their answers are read; it can be used again then."""

    raw: psycopg.Connection[Any]
    sent: list[_Command] = field(default_factory=list)

    def send(self, questions: Sequence[Question[Any]], *, ends: bool) -> None:
        """Put questions on their way, with `ends` the commit after them; they leave with `answers`, in one breath."""
        wanted = [(each, [_text(value) for value in each.parameters]) for each in questions]
        try:
            self._put(wanted, ends=ends)
        except BaseException:  # the connection is lost
            self._forget()
            raise

    def _put(self, wanted: Sequence[tuple[Question[Any], list[bytes]]], *, ends: bool) -> None:
        pg, prepared = self.raw.pgconn, PREPARED.setdefault(self.raw, set())
        if not self.sent:
            self._begin(pg)
        are_new = any(each.sql not in prepared for each, _ in wanted)
        for command in (PLANNED_ONCE, *(b"SET %b TO off" % way for way in NOT_BY_KEY)) if are_new else ():
            self._tell(command)
        for each, texts in wanted:
            if each.sql not in prepared and all(each.sql != command.prepares for command in self.sent):
                pg.send_prepare(_name(each.sql), _numbered(each.sql))
                self.sent.append(_Command(prepares=each.sql))
            pg.send_query_prepared(_name(each.sql), texts)
            self.sent.append(_Command(asks=each))
        for way in NOT_BY_KEY if are_new else ():
            self._tell(b"SET %b TO DEFAULT" % way)
        if ends:
            self._tell(b"COMMIT")

    def _begin(self, pg: PGconn) -> None:
        self.raw.lock.acquire()  # whoever uses the connection otherwise waits for the answers
        is_idle = pg.transaction_status == TransactionStatus.IDLE
        pg.enter_pipeline_mode()
        if is_idle and not self.raw.autocommit:
            self._tell(b"BEGIN")

    def answers(self) -> list[Any]:
        """What each question reads from its rows. The first that failed is raised; those after it were not run."""
        if not self.sent:
            return []
        sent, pg = self.sent, self.raw.pgconn
        try:
            pg.pipeline_sync()
            results = self.raw.wait(_conversation(pg, len(sent)))
            pg.exit_pipeline_mode()
        finally:
            self._forget()
        made = (each.prepares for each, result in zip(sent, results, strict=True) if result.status in GOOD)
        PREPARED[self.raw].update(sql for sql in made if sql is not None)
        for result in results:
            if result.status not in GOOD:
                raise error_from_result(result, encoding=self.raw.info.encoding)
        return list(self._read(sent, results))

    def _forget(self) -> None:
        if self.raw.lock.locked():
            self.raw.lock.release()
        self.sent = []

    def _read(self, sent: Sequence[_Command], results: Sequence[PGresult]) -> Iterator[Any]:
        reader = Transformer(self.raw)
        for command, result in zip(sent, results, strict=True):
            if command.asks is not None:
                reader.set_pgresult(result)
                yield command.asks.read(reader.load_rows(0, result.ntuples, tuple))

    def _tell(self, command: bytes) -> None:
        self.raw.pgconn.send_query_params(command, None)
        self.sent.append(_Command())


def _conversation(pg: PGconn, commands: int) -> Generator[Wait, Ready | int, list[PGresult]]:
    """Send what has not left yet, and read one answer for each command. Where it waits, other threads go on."""
    while pg.flush():
        if (yield Wait.RW) & Ready.R:
            pg.consume_input()
    answers = []
    for _ in range(commands):
        found = yield from _next(pg)
        if found is None or pg.status == ConnStatus.BAD:
            raise psycopg.OperationalError(pg.error_message.decode(errors="replace") or "the connection is lost")
        answers.append(found)
        yield from _next(pg)  # nothing: the answer is at its end
    yield from _next(pg)  # the end of the pipeline
    return answers


def _next(pg: PGconn) -> Generator[Wait, Ready | int, PGresult | None]:
    while pg.is_busy():
        yield Wait.R
        pg.consume_input()
    return pg.get_result()


@cache
def _name(sql: str) -> bytes:
    return b"asked_%s" % sha256(sql.encode()).hexdigest()[:32].encode()


@cache
def _numbered(sql: str) -> bytes:
    first, *others = sql.split("%s")
    return (first + "".join(f"${place}{part}" for place, part in enumerate(others, start=1))).encode()


def _text(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    text = _array(value) if isinstance(value, list) else str(value)
    if NO_SIGN in text:
        raise psycopg.DataError("a text of the database cannot contain the character 0")
    return text.encode()


def _array(values: Sequence[object]) -> str:
    """A list as the database reads it; texts are quoted all at once, between them the one sign that stands in none."""
    if not (values and isinstance(values[0], str)):
        return "{" + ",".join(map(str, values)) + "}"
    whole = NO_SIGN.join(cast("Sequence[str]", values))
    if whole.count(NO_SIGN) >= len(values):
        return whole  # one of them holds it, and is refused for it
    quoted = whole.replace("\\", "\\\\").replace('"', '\\"')
    return '{"' + quoted.replace(NO_SIGN, '","') + '"}'
