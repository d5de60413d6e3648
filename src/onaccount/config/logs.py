"""Structured logs 结构化日志: time, level, event, and the id of the request; JSON, or lines for a person at a terminal.

A request keeps the id it came with (`X-Request-ID`) when that is a plain word, or gets one; answers carry it back, and
the journal stores it, so that a line in a log leads to what was done.
"""

import logging
import re
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

PLAIN = re.compile(r"[A-Za-z0-9._-]{8,64}")
SHARED: list[structlog.types.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


class AsWarning(logging.Filter):
    """Makes one line at warning level of what a stranger caused: no error of ours, and no traceback to read."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Turn the record down and let it pass."""
        record.levelno, record.levelname, record.exc_info = logging.WARNING, "WARNING", None
        return True


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": SHARED,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.dev.ConsoleRenderer()
                if sys.stderr.isatty()
                else structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        }
    },
    "filters": {"as_warning": {"()": AsWarning}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["lines"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},  # what was refused stands in the request's own line
        "django.security.DisallowedHost": {"filters": ["as_warning"]},  # robots ask for any name there is
        "fontTools": {"level": "WARNING"},
        "procrastinate.blueprints": {"level": "WARNING"},
        "procrastinate.jobs": {"level": "WARNING"},  # work put off every two seconds, and the greeting of a first start
        "procrastinate.periodic": {"level": "WARNING"},
    },
}
log = structlog.stdlib.get_logger("onaccount.request")


def configure() -> None:
    """Make structlog hand its events to the standard handlers above."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


class RequestLog:
    """Gives each request its id and writes one line when it is answered; the address without its query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        came_with = request.headers.get("X-Request-ID", "")
        request_id = came_with if PLAIN.fullmatch(came_with) else uuid.uuid4().hex
        vars(request)["request_id"] = request_id
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            answer = self.get_response(request)
            if not request.path.startswith("/health/"):
                log.info(
                    "answered",
                    method=request.method,
                    path=request.path,
                    status=answer.status_code,
                    milliseconds=round((time.perf_counter() - started) * 1000, 1),
                    person=getattr(getattr(request, "person", None), "pk", None),
                )
        answer.headers["X-Request-ID"] = request_id
        return answer
