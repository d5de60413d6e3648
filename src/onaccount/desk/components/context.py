"""What every page knows without asking: the rail, the reader's manner, theme and keys."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from onaccount.desk.components.keys import KEYS
from onaccount.desk.components.navigation import NAVIGATION, shown
from onaccount.desk.components.preferences import keys_on, manner_of, theme_of
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest
from onaccount.office.company.queries import company
from onaccount.office.company.rules import DIMENSIONS


def desk(request: HttpRequest) -> dict[str, Any]:
    """Give each template `manner`, `theme`, `keys_on`, and lazily `rail`, `uses` (dimensions switched on) and `sees_files`."""
    return {
        "manner": manner_of(request=request),
        "theme": theme_of(request=request),
        "keys_on": keys_on(request=request),
        "key_help": KEYS,
        "uses": SimpleLazyObject(lambda: _dimensions(request)),
        "sees_files": SimpleLazyObject(lambda: _may(request, "customers.file")),
        "rail": lambda: list(shown(entries=NAVIGATION, request=request, may=lambda code: _may(request, code))),
    }


def _may(request: HttpRequest, permission: str) -> bool:
    if not hasattr(request, "person"):
        return False
    signed = cast("SignedRequest", request)
    return may(person=signed.person, permission=permission, today=signed.today)


def _dimensions(request: HttpRequest) -> dict[str, bool]:
    """Which dimensions the company uses; forms leave the others out (simple mode)."""
    signed = cast("SignedRequest", request)
    own = company(on=signed.today)
    return {dimension: own is None or own.uses(dimension) for dimension in DIMENSIONS}
