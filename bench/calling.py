"""Callers over HTTP for measurements: connections that stay open, each sending its next call when the last is answered.

Run as a program of its own, so that what it costs is not the server's: `python -m bench.calling` reads its task as JSON from
standard input and prints what it measured.
"""

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import uvloop


@dataclass(frozen=True)
class Measured:
    """Calls answered in a second, and the median and 99th percentile of the time to an answer in milliseconds."""

    rate: float
    median: float
    p99: float
    failed: int


def call(*, port: int, calls: list[dict[str, str]], headers: dict[str, str], connections: int, **more: Any) -> Measured:
    """Every call once, over so many connections; `per_second` sends at fixed moments instead, whatever is answered."""
    task = {"port": port, "calls": calls, "headers": headers, "connections": connections} | more
    done = subprocess.run(
        [sys.executable, "-m", "bench.calling"], input=json.dumps(task), stdout=subprocess.PIPE, check=True, text=True
    )
    return Measured(**json.loads(done.stdout))


class _Caller(asyncio.Protocol):
    def __init__(self, work: "_Work") -> None:
        self.work = work
        self.buffer = b""
        self.sent = 0.0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.work.idle(self)

    def send(self, request: bytes, moment: float) -> None:
        self.sent = moment
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self.buffer[:end].lower()
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        if len(self.buffer) < end + 4 + length:
            return
        self.buffer = b""
        self.work.answered(self, ok=head.startswith(b"http/1.1 2"))

    def connection_lost(self, _error: Exception | None) -> None:
        self.work.lost()


class _Work:
    def __init__(self, requests: list[bytes], per_second: float) -> None:
        self.requests, self.per_second = requests, per_second
        self.next, self.failed = 0, 0
        self.times: list[float] = []
        self.free: list[_Caller] = []
        self.done = asyncio.get_running_loop().create_future()
        self.began = time.perf_counter()
        if per_second:
            self._tick()

    def _tick(self) -> None:
        now = time.perf_counter()
        while self.free and self.next < len(self.requests) and self.began + self.next / self.per_second <= now:
            due = self.began + self.next / self.per_second
            self.free.pop().send(self.requests[self.next], due)
            self.next += 1
        if self.next < len(self.requests):
            asyncio.get_running_loop().call_later(0.0005, self._tick)

    def idle(self, caller: _Caller) -> None:
        if self.per_second:
            self.free.append(caller)
        elif self.next < len(self.requests):
            self.next += 1
            caller.send(self.requests[self.next - 1], time.perf_counter())

    def answered(self, caller: _Caller, *, ok: bool) -> None:
        self.times.append(time.perf_counter() - caller.sent)
        self.failed += not ok
        if len(self.times) == len(self.requests) and not self.done.done():
            self.done.set_result(time.perf_counter() - self.began)
        self.idle(caller)

    def lost(self) -> None:
        if not self.done.done():
            self.done.set_exception(ConnectionError("the server closed a connection"))


async def _measure(task: dict[str, Any]) -> Measured:
    requests = [
        _request(task["headers"] | each.get("headers", {}), each["path"], each["body"].encode())
        for each in task["calls"]
    ]
    work = _Work(requests, task.get("per_second", 0))
    loop = asyncio.get_running_loop()
    for _ in range(task["connections"]):
        await loop.create_connection(lambda: _Caller(work), "127.0.0.1", task["port"])
    seconds = await work.done
    times = sorted(work.times)
    return Measured(
        len(times) / seconds, times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000, work.failed
    )


def _request(headers: dict[str, str], path: str, body: bytes) -> bytes:
    named = headers | {"Host": "localhost", "Content-Type": "application/json", "Content-Length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode() + body


if __name__ == "__main__":
    found = uvloop.run(_measure(json.load(sys.stdin)))
    json.dump(vars(found), sys.stdout)
