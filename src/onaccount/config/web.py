"""
The web server: `python -m onaccount.config.web HOST PORT`.

It is uvicorn with the order check at the wire. Any other ASGI server may serve `onaccount.config.asgi:application` instead: it gives
the same answers, the order check somewhat slower.
"""

import sys
from functools import partial
from typing import Any, cast

import uvicorn

from onaccount.api.wire import Wire
from onaccount.config.asgi import application

GRACE_SECONDS = 10


def serve(*, host: str, port: int) -> None:
    """Serve until told to stop; calls under way are answered first."""
    uvicorn.run(
        cast("Any", application),
        host=host,
        port=port,
        http=cast("Any", partial(Wire, hot=application)),
        loop="uvloop",
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


if __name__ == "__main__":
    serve(host=sys.argv[1], port=int(sys.argv[2]))
