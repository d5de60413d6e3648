"""Every route of the program with its declared policy: pages from the URL resolver, operations from the interface."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from ninja.operation import PathView

from onaccount.api.urls import api
from onaccount.office.access.routes import RoutePolicy

ABSENT = {
    "key": "x-y",
    "uidb36": "1",
    "code": "absent",
    "kind": "customer",
    "reference": UUID(int=0),
    "number": "C-absent",
}
ALWAYS_404 = ("api-root", "api-nowhere")  # the library's own, and ours for what is mistyped
NUMBERED = {"policies": 999, "granting": 999}


@dataclass(frozen=True, slots=True)
class Route:
    """One route: its name, the way it is called, the policy its view declares (None = none), and the names in its path."""

    name: str
    way: str
    policy: RoutePolicy | None
    parameters: tuple[str, ...]


def every_route() -> list[Route]:
    """Pages first, then operations of the interface, each once."""
    return [*sorted(_pages(get_resolver(), ""), key=lambda route: route.name), *_operations()]


def _pages(resolver: URLResolver, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, (namespace, entry.namespace)))
            yield from _pages(entry, inner)
        elif not _is_operation(entry) and entry.name not in ALWAYS_404:
            name = ":".join(filter(None, (namespace, entry.name or str(entry.pattern))))
            policy = getattr(entry.callback, "policy", None)
            yield Route(name, "page", policy, tuple(entry.pattern.converters) or _groups(entry))


def _groups(entry: URLPattern) -> tuple[str, ...]:
    regex = getattr(entry.pattern, "regex", None)
    return tuple(regex.groupindex) if regex else ()


def _is_operation(entry: URLPattern) -> bool:
    return "PathView" in getattr(entry.callback, "__qualname__", "")


def _operations() -> Iterator[Route]:
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            yield from _of_view(prefix + path, view)


def _of_view(path: str, view: PathView) -> Iterator[Route]:
    for operation in view.operations:
        for method in operation.methods:
            policy: Any = getattr(operation.view_func, "policy", None)
            yield Route(f"api {path}", method, policy, ())


def address_of(route: Route, customer: tuple[int, str] | None) -> str:
    """The address of a page, about this customer where it is about one; other keys name nothing."""
    return reverse(route.name, kwargs={name: _value(route, name, customer) for name in route.parameters})


def _value(route: Route, name: str, customer: tuple[int, str] | None) -> object:
    space = route.name.split(":")[0]
    if customer is not None:
        return customer[1] if name == "number" else customer[0] if name.endswith("_id") else "customer"
    if name in ABSENT:
        return NUMBERED.get(space, ABSENT[name])
    return 10**9


def is_owned(route: Route) -> bool:
    """Whether the route is about one customer, whom somebody owns."""
    named = set(route.parameters)
    space = route.name.split(":")[0]
    return route.way == "page" and (
        (space == "standing" and "number" in named)
        or (space in {"customers", "file", "assessments"} and named == {"number"})
        or (space in {"limits", "granting"} and "customer_id" in named)
        or (space == "threads" and {"kind", "subject_id"} <= named)
    )
