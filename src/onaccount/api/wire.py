"""
The order check at the wire 线上直答: uvicorn's HTTP, which hands a whole call of the single check to the short way by itself.

Between uvicorn and an ASGI application a call costs a task, a dozen objects and messages, and two writes to the socket for one
answer: the caller is woken by the first, finds half an answer and sleeps again. Here uvicorn reads the call and keeps the order of
calls on a connection as ever; only where the call is one the short way takes, it is asked at once and answered in one write.
What the short way does not answer goes to the application like any other call.
"""

from functools import partial
from typing import Any, Final

from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from onaccount.api.hot import HEADERS, PASSED_ON, PATH, HotPath, Said, call_of

SAME_EVERY_TIME: Final = b"".join(b"%b: %b\r\n" % header for header in HEADERS)
NAMED: Final = b"content-length: %d\r\nx-request-id: %b\r\n\r\n"


class Wire(HttpToolsProtocol):
    """One connection. A call of the single check is held until its body is whole, then asked of the short way."""

    def __init__(self, *, hot: HotPath, **uvicorn: Any) -> None:
        super().__init__(**uvicorn)
        self.hot = hot

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        if not _is_ours(cycle):
            super()._start_asgi_task(cycle, app)
        elif not cycle.more_body:  # it waited behind another call of this connection
            self._ask(cycle)

    def on_message_complete(self) -> None:
        """The body is whole."""
        super().on_message_complete()
        is_next = not self.pipeline  # otherwise it waits, and is asked when its turn comes
        if is_next and not self.cycle.response_complete and _is_ours(self.cycle):
            self._ask(self.cycle)

    def _ask(self, cycle: RequestResponseCycle) -> None:
        call = call_of(dict(cycle.scope["headers"]), bytes(cycle.body))
        if call is None:
            super()._start_asgi_task(cycle, self.app)
        else:
            self.hot.gathering.ask(call, partial(self._answer, cycle))

    def _answer(self, cycle: RequestResponseCycle, said: Said | None) -> None:
        if said is None:
            cycle.scope["state"][PASSED_ON] = True
            super()._start_asgi_task(cycle, self.app)
        elif not self.transport.is_closing():
            head = b"".join([b"%b: %b\r\n" % header for header in cycle.default_headers])
            named = NAMED % (len(said.body), said.request_id.encode())
            self.transport.write(b"".join([STATUS_LINE[said.status], head, SAME_EVERY_TIME, named, said.body]))
            cycle.response_started = cycle.response_complete = True
            if not cycle.keep_alive:
                self.transport.close()
            cycle.on_response()


def _is_ours(cycle: RequestResponseCycle) -> bool:
    """A call of the single check that comes whole: what is larger, or wants to be asked for its body, goes the usual way."""
    scope = cycle.scope
    if scope["path"] != PATH or scope["method"] != "POST" or not cycle.keep_alive or cycle.waiting_for_100_continue:
        return False
    length = dict(scope["headers"]).get(b"content-length", b"")
    return length.isdigit() and int(length) <= HIGH_WATER_LIMIT
