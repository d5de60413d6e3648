"""Every route of the program with its declared policy: pages from the URL resolver, operations from the interface."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView

from onaccount.api.urls import api
from onaccount.office.access.routes import RoutePolicy


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
        elif not _is_operation(entry) and entry.name != "api-root":  # the library's own, always 404
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
