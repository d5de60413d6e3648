"""An outside system that hears webhooks, and may keep the one who tells it waiting."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Ear(ThreadingHTTPServer):
    """What it was told, as (id, order); while it is `busy` it takes what comes but does not answer."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Hearing)
        self.heard: list[tuple[str, str]] = []
        self.free = threading.Event()
        self.free.set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def times(self, order: str) -> int:
        """How often it was told of an order."""
        return sum(number == order for _, number in self.heard)

    def handle_error(self, _request: Any, _address: Any) -> None:
        """Whoever told it may be gone by now."""


class _Hearing(BaseHTTPRequestHandler):
    server: Ear

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append((self.headers["webhook-id"], told["data"]["order"]))
        self.server.free.wait(60)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Silence."""
