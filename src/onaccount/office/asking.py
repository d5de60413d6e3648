"""
Statements of the database asked together 一并查询: several in one exchange, each prepared once for each connection.

A statement costs the database little; sending it alone and waiting for its answer costs both sides more than the statement.
Here all go out in one breath through libpq's pipeline, and the answers are read as they come. Parameters travel as text.

A statement is planned once for each connection too, and the plan is kept while tables grow. So it is made to look rows up by their
keys, even where reading a whole table or a whole index would be cheaper as long as the table is small.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
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
PLANNED_ONCE: Final = b"SET plan_cache_mode TO force_generic_plan"
PREPARED: Final[WeakKeyDictionary[psycopg.Connection[Any], set[str]]] = WeakKeyDictionary()


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
    """
    with connection.wrap_database_errors, ThreadPoolExecutor(1, thread_name_prefix="asking-ahead") as carrier:
        raw, sent, is_ours = _raw(), list[Future[list[Any]]](), _is_ours_to_end()

        def send(question: Question[Any], *, ends: bool) -> None:
            sent.append(carrier.submit(_answers, raw, (question,), ends=ends and is_ours))

        try:
            yield send
        finally:
            for each in sent:
                each.result()


def _raw() -> psycopg.Connection[Any]:
    connection.ensure_connection()
    return cast("psycopg.Connection[Any]", connection.connection)


def _is_ours_to_end() -> bool:
    """Whether the innermost `atomic` is the whole transaction. Once it is committed Django's own commit finds nothing to do."""
    return len(connection.atomic_blocks) == 1 and not connection.needs_rollback


def _answers(raw: psycopg.Connection[Any], questions: Sequence[Question[Any]], *, ends: bool) -> list[Any]:
    answers = _Exchange(raw, PREPARED.setdefault(raw, set()), ends).rows_of(questions)
    return [question.read(rows) for question, rows in zip(questions, answers, strict=True)]


@dataclass(slots=True)
class _Exchange:
    """One breath: commands are sent, then as many answers are read."""

    raw: psycopg.Connection[Any]
    prepared: set[str]
    ends: bool  # whether the commit follows
    new: dict[str, int] = field(
        default_factory=dict
    )  # statements prepared on the way, and their place among the commands
    sent: list[bool] = field(default_factory=list)  # of each command, whether its rows are asked for

    def rows_of(self, questions: Sequence[Question[Any]]) -> list[Rows]:
        wanted = [(each.sql, [_text(value) for value in each.parameters]) for each in questions]
        pg = self.raw.pgconn
        with self.raw.lock:  # whoever uses the connection otherwise waits for the end of what was sent ahead
            pg.enter_pipeline_mode()
            pg.nonblocking = 0  # a large write goes out without asking Python for its turn again and again
            self._send(pg, wanted)
            pg.pipeline_sync()
            pg.nonblocking = 1
            answers = self.raw.wait(_conversation(pg, len(self.sent)))
            pg.exit_pipeline_mode()
        self.prepared.update(sql for sql, place in self.new.items() if answers[place].status in GOOD)
        for answer in answers:
            if answer.status not in GOOD:
                raise error_from_result(answer, encoding=self.raw.info.encoding)
        return list(self._read(answers))

    def _send(self, pg: PGconn, wanted: Sequence[tuple[str, list[bytes]]]) -> None:
        if not self.raw.autocommit and pg.transaction_status == TransactionStatus.IDLE:
            self._tell(pg, b"BEGIN")
        are_new = any(sql not in self.prepared for sql, _ in wanted)
        for command in (PLANNED_ONCE, *(b"SET %b TO off" % way for way in NOT_BY_KEY)) if are_new else ():
            self._tell(pg, command)
        for sql, texts in wanted:
            if sql not in self.prepared and sql not in self.new:
                self.new[sql] = len(self.sent)
                pg.send_prepare(_name(sql), _numbered(sql))
                self.sent.append(False)
            pg.send_query_prepared(_name(sql), texts)
            self.sent.append(True)
        for way in NOT_BY_KEY if are_new else ():
            self._tell(pg, b"SET %b TO DEFAULT" % way)
        if self.ends:
            self._tell(pg, b"COMMIT")

    def _tell(self, pg: PGconn, command: bytes) -> None:
        pg.send_query_params(command, None)
        self.sent.append(False)

    def _read(self, answers: Sequence[PGresult]) -> Iterator[Rows]:
        reader = Transformer(self.raw)
        for answer, is_asked in zip(answers, self.sent, strict=True):
            if is_asked:
                reader.set_pgresult(answer)
                yield reader.load_rows(0, answer.ntuples, tuple)


def _conversation(pg: PGconn, commands: int) -> Generator[Wait, Ready | int, list[PGresult]]:
    """Read one answer for each command. Where it waits, other threads go on."""
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
    if "\0" in text:
        raise psycopg.DataError("a text of the database cannot contain the character 0")
    return text.encode()


def _array(values: Sequence[object]) -> str:
    if values and isinstance(values[0], str):
        quoted = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
        return '{"' + '","'.join(quoted) + '"}'
    return "{" + ",".join(map(str, values)) + "}"
