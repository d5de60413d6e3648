"""The order check at the wire: whole answers, in the order of the calls, whatever else a connection carries."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from onaccount.api.hot import Call, HotPath, Said
from onaccount.api.wire import Wire


async def behind(scope: Any, receive: Any, send: Any) -> None:
    message = await receive()
    body = b"behind:" + message["body"]
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


def nobody(_call: Call) -> None:
    return None


def answering(calls: Sequence[Call]) -> list[Said | None]:
    return [None if call.body == b"what?" else Said(200, b"said:" + call.body, "the-request") for call in calls]


def post(body: bytes, *more: str, path: str = "/api/v1/orders/check", version: str = "1.1") -> bytes:
    lines = [f"POST {path} HTTP/{version}", "Host: localhost", "Authorization: Bearer x", *more]
    if "Transfer-Encoding: chunked" not in more:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def exchanged(*pieces: bytes, answers: int = 1) -> list[tuple[bytes, bytes]]:
    """What a server gives back on one connection for bytes sent piece by piece: head and body of each answer."""
    hot = HotPath(behind=behind, answering=answering, answering_batch=nobody)

    async def talk() -> list[tuple[bytes, bytes]]:
        config = uvicorn.Config(hot, log_config=None, http="httptools", lifespan="off")
        config.load()
        protocol = partial(Wire, hot=hot, config=config, server_state=ServerState(), app_state={})
        server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            for piece in pieces:
                writer.write(piece)
                await asyncio.sleep(0.01)
            found = [await asyncio.wait_for(_answer(reader), 10) for _ in range(answers)]
            writer.close()
            await writer.wait_closed()
        return found

    return asyncio.run(talk())


async def _answer(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    return head, await reader.readexactly(length)


def test_a_check_is_answered_with_the_headers_that_every_answer_carries():
    ((head, body),) = exchanged(post(b"{}"))
    assert (head.splitlines()[0], body) == (b"HTTP/1.1 200 OK", b"said:{}")
    assert b"\r\nx-request-id: the-request\r\n" in head
    assert b"\r\nx-content-type-options: nosniff\r\n" in head


def test_calls_sent_at_once_on_one_connection_are_answered_in_their_order():
    calls = post(b"1"), post(b"2", path="/elsewhere"), post(b"3"), post(b"what?"), post(b"5")
    answers = [body for _, body in exchanged(b"".join(calls), answers=5)]
    assert answers == [b"said:1", b"behind:2", b"said:3", b"behind:what?", b"said:5"]


def test_a_call_that_arrives_in_pieces_is_answered_when_it_is_whole():
    whole = post(b"x" * 100) + post(b"next")
    pieces = [whole[at : at + 90] for at in range(0, len(whole), 90)]
    assert [body for _, body in exchanged(*pieces, answers=2)] == [b"said:" + b"x" * 100, b"said:next"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (post(b"what?"), b"behind:what?"),
        (post(b"1", "Cookie: a=b"), b"behind:1"),
        (post(b"1", path="/api/v1/orders/check/batch"), b"behind:1"),
        (post(b"1\r\n1\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), b"behind:1"),
        (post(b"1", version="1.0"), b"said:1"),
        (post(b"1", "Connection: close"), b"said:1"),
        (post(b"x" * 70_000), b"said:" + b"x" * 70_000),
    ],
    ids=["not understood", "cookie", "batch", "in parts", "1.0", "last call", "large"],
)
def test_what_is_not_for_the_wire_goes_the_usual_way(call, said):
    ((_, body),) = exchanged(call)
    assert body == said
