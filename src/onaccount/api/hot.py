"""
The short way to the order check 快速通道: `POST /api/v1/orders/check` and its batch, before Django's middleware, in the same process.

What arrives while a batch is judged waits and is judged together in the next one, so that one transaction and one commit serve
many callers. The hot path answers only what it fully understands: a valid key with the right to check for every customer, a
body as documented. Everything else, whatever is wrong with it, goes on to Django, whose answer is the documented one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import msgspec
import structlog
from django.conf import settings
from django.http.request import validate_host

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

PATH: Final = "/api/v1/orders/check"
BATCH: Final = "/api/v1/orders/check/batch"
MOST_AT_ONCE: Final = 100
UNREADABLE: Final = (msgspec.MsgspecError, RecursionError)  # no JSON, not what is asked for, or nested without end
WORTH_A_SECOND: Final = 16  # calls that wait: fewer gain more by going with the next batch than by going at once
LARGEST_BODY: Final = {PATH: 256 * 1024, BATCH: 2_500_000}  # bytes; Django itself reads no larger ones
BATCHES_AT_ONCE: Final = 2  # one is judged while the other commits
PASSED_ON: Final = "passed on"  # in the state of a call that was asked here before and has to be answered behind
HEADERS: Final = (
    (b"content-type", b"application/json; charset=utf-8"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"vary", b"Accept-Language"),
)


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it arrived: the headers that matter and the body."""

    secret: str
    key: str
    languages: str
    request_id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What is answered: the status and the JSON."""

    status: int
    body: bytes
    request_id: str


log = structlog.stdlib.get_logger("onaccount.request")
Answering = Callable[[Sequence[Call]], Sequence[Said | None]]
Waiting = tuple[Call, str, Callable[[Said | None], object]]  # a call, who pays, and who is told the answer
AnsweringBatch = Callable[[Call], Said | None]


class Payer(msgspec.Struct):
    """Whose credit a call asks for; the rest of its body is read where it is answered."""

    customer: str
    payer: str | None = None


_PAYER: Final = msgspec.json.Decoder(Payer)


class HotPath:
    """An ASGI application in front of another: answers the calls it understands in batches, passes all others on."""

    def __init__(self, *, behind: Asgi, answering: Answering, answering_batch: AnsweringBatch) -> None:
        self.behind = behind
        self.answering_batch = answering_batch
        self.gathering = Gathering(answering)
        self.batches = ThreadPoolExecutor(BATCHES_AT_ONCE, thread_name_prefix="order-check-batch")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call, or let the application behind answer it."""
        is_ours = scope["type"] == "http" and scope["path"] in LARGEST_BODY and scope["method"] == "POST"
        if not is_ours or scope.get("state", {}).get(PASSED_ON):
            return await self.behind(scope, receive, send)
        headers = dict(scope["headers"])
        body, rest = await _whole_body(headers, receive, largest=LARGEST_BODY[scope["path"]])
        call = None if body is None else call_of(headers, body)
        said = None if call is None else await self._said(scope["path"], call)
        if said is None:
            return await self.behind(scope, rest, send)
        named = (b"content-length", str(len(said.body)).encode()), (b"x-request-id", said.request_id.encode())
        await send({"type": "http.response.start", "status": said.status, "headers": [*HEADERS, *named]})
        await send({"type": "http.response.body", "body": said.body})
        return None

    async def _said(self, path: str, call: Call) -> Said | None:
        if path == PATH:
            return await self._gathered(call)
        return await asyncio.get_running_loop().run_in_executor(self.batches, self._batch, call)

    async def _gathered(self, call: Call) -> Said | None:
        future: asyncio.Future[Said | None] = asyncio.get_running_loop().create_future()

        def answer(said: Said | None) -> None:
            if not future.done():  # whoever asked may have gone
                future.set_result(said)

        self.gathering.ask(call, answer)
        return await future

    def _batch(self, call: Call) -> Said | None:
        try:
            return self.answering_batch(call)
        except Exception:  # whatever it is: the way behind tells what is wrong
            log.exception("hot path failed")
            return None


class Gathering:
    """
    Gathers calls while others are judged and committed, and hands them over together, in the order they came.

    While one batch waits for the database a second may be judged, once enough calls wait to be worth it. Of those whose payer is in
    the first none goes along: it would wait for the lock of the payer's group, and all others of its batch with it. Should two
    payers be of one group, the lock keeps the two batches apart; calls that are under way at the same moment never had an
    order among them.
    """

    def __init__(self, answering: Answering) -> None:
        self.answering = answering
        self.waiting: list[Waiting] = []
        self.workers = ThreadPoolExecutor(BATCHES_AT_ONCE, thread_name_prefix="order-check")
        self.turns = 0
        self.judged: set[str] = set()  # who pays for the orders that are judged now

    def ask(self, call: Call, answer: Callable[[Said | None], object]) -> None:
        """`answer` is told the answer to a call, or None where the documented way has to give it; in the loop's own thread."""
        loop = asyncio.get_running_loop()
        self.waiting.append((call, payer_of(call.body), answer))
        if len(self.waiting) == 1:
            loop.call_soon(self._begin, loop)  # soon, not now: what arrived together is judged together
        elif self.turns:
            self._begin(loop)

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        enough = WORTH_A_SECOND if self.turns else 1
        if len(self.waiting) < enough or self.turns >= BATCHES_AT_ONCE:
            return
        batch = [each for each in self.waiting if each[1] not in self.judged][:MOST_AT_ONCE]
        if len(batch) < enough:
            return
        going = set(map(id, batch))
        self.waiting = [each for each in self.waiting if id(each) not in going]
        self.judged.update(payer for _, payer, _ in batch if payer)
        self.turns += 1
        self.workers.submit(self._serve, loop, batch)

    def _serve(self, loop: asyncio.AbstractEventLoop, batch: Sequence[Waiting]) -> None:
        said = self._answers([call for call, _, _ in batch])
        loop.call_soon_threadsafe(self._tell, loop, batch, said)

    def _tell(self, loop: asyncio.AbstractEventLoop, batch: Sequence[Waiting], said: Sequence[Said | None]) -> None:
        self.turns -= 1
        self.judged.difference_update(payer for _, payer, _ in batch)
        for (_, _, answer), each in zip(batch, said, strict=True):
            answer(each)
        self._begin(loop)

    def _answers(self, calls: Sequence[Call]) -> Sequence[Said | None]:
        try:
            return self.answering(calls)
        except Exception:  # whatever it is: nobody is left waiting, and the way behind tells what is wrong
            log.exception("hot path failed", calls=len(calls))
            return [None] * len(calls)


async def _whole_body(headers: dict[bytes, bytes], receive: Receive, *, largest: int) -> tuple[bytes | None, Receive]:
    """The body and a way to receive it once more; None where it is too large or broke off, to be received by others."""
    messages: list[Message] = []
    length = headers.get(b"content-length", b"")
    if length.isdigit() and int(length) <= largest:
        messages.append(await receive())
        while messages[-1].get("more_body"):
            messages.append(await receive())
    whole = bool(messages) and messages[-1]["type"] == "http.request"
    body = b"".join(message.get("body", b"") for message in messages) if whole else None

    async def again() -> Message:
        return messages.pop(0) if messages else await receive()

    return body, again


def call_of(headers: dict[bytes, bytes], body: bytes) -> Call | None:
    """
    Give the call, where nothing in its headers asks for more than a key: no cookie, a known host, TLS where
    it is demanded.
    """
    word, _, secret = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    is_safe = not settings.SECURE_SSL_REDIRECT or headers.get(b"x-forwarded-proto") == b"https"
    is_known = _is_known(headers.get(b"host", b""), tuple(settings.ALLOWED_HOSTS))
    if word.lower() != "bearer" or b"cookie" in headers or not is_safe or not is_known:
        return None
    return Call(
        secret=secret,
        key=headers.get(b"idempotency-key", b"").decode("latin-1"),
        languages=headers.get(b"accept-language", b"").decode("latin-1"),
        request_id=headers.get(b"x-request-id", b"").decode("latin-1"),
        body=body,
    )


def payer_of(body: bytes) -> str:
    """Name the customer whose credit a check asks for; nobody where the body does not say."""
    try:
        read = _PAYER.decode(body)
    except UNREADABLE:
        return ""
    return read.payer or read.customer


@lru_cache(maxsize=1000)
def _is_known(host: bytes, ours: tuple[str, ...]) -> bool:
    name = host.decode("latin-1").lower()
    bare = name if name.endswith("]") else name.rsplit(":", 1)[0]
    return validate_host(bare, ours)
