"""The declared policy of every route 访问策略.

A view says above itself who may call it: `@permission("limits.propose")`, `@signed_in`, or `@public("why")`. The word stays
on the view as `policy`, and a test that walks every address fails for a view without one. Under django-ninja the same
decorators stand below the operation's.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from onaccount.office.access import queries
from onaccount.office.access.models import Person
from onaccount.office.access.rules import Actor, Channel
from onaccount.office.clock import queries as clock

ANSWERS = frozenset({"password", "mfa"})
"""The steps of signing in that prove who sits there."""


class SignedRequest(HttpRequest):
    """A request of somebody who signed in, as views with a policy other than public receive it."""

    person: Person
    actor: Actor
    today: date
    htmx: Any


@dataclass(frozen=True, slots=True)
class RoutePolicy:
    """Who may call a route: holders of any of the permissions; everybody who signed in; or anybody, and why."""

    permissions: tuple[str, ...]
    needs_sign_in: bool
    reason: str

    def __str__(self) -> str:
        return " | ".join(self.permissions) or ("signed in" if self.needs_sign_in else "public")


def permission(*permissions: str) -> Callable[[Any], Any]:
    """Let holders of any of these permissions through; others get 403, strangers the sign-in page.

    A single object one may not see is the view's own business: it answers 404 as for what does not exist.
    """

    def decorate(view: Any) -> Any:
        @wraps(view)
        def guarded(request: SignedRequest, *args: Any, **kwargs: Any) -> Any:
            if not getattr(request, "person", None):
                return _sign_in(request)
            if not any(queries.may(person=request.person, permission=p, today=request.today) for p in permissions):
                raise PermissionDenied(" | ".join(permissions))
            return view(request, *args, **kwargs)

        return _declare(guarded, RoutePolicy(permissions, needs_sign_in=True, reason=""))

    return decorate


def signed_in(view: Any) -> Any:
    """Let everybody through who signed in: for pages that show one's own things only."""

    @wraps(view)
    def guarded(request: SignedRequest, *args: Any, **kwargs: Any) -> Any:
        if not getattr(request, "person", None):
            return _sign_in(request)
        return view(request, *args, **kwargs)

    return _declare(guarded, RoutePolicy((), needs_sign_in=True, reason=""))


def stepped_up(view: Any) -> Any:
    """Ask for the password or a code again before a sensitive act; one answer, or signing in, lasts five minutes.

    It stands below the decorator that declares the policy. The pages of the second factor ask whoever just signed in as well.
    """
    return reauthentication_required(view, enabled=lambda request: not _signed_in_just_now(request))


def _signed_in_just_now(request: HttpRequest) -> bool:
    """Whether this session began by a password, and the code where one is set up, within the time a step-up lasts.

    The library notes each step in the session, whose key is new from signing in on; a link by mail is no answer.
    """
    steps = [each for each in get_authentication_records(request, request.user) if each.get("method") in ANSWERS]
    return bool(steps) and 0 <= time.time() - steps[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def public(reason: str) -> Callable[[Any], Any]:
    """Declare that anybody may call the view, and say why."""

    def decorate(view: Any) -> Any:
        return _declare(view, RoutePolicy((), needs_sign_in=False, reason=reason))

    return decorate


def opens(*, request: SignedRequest, address: str) -> bool:
    """Say whether the reader may open a page, by the policy its route declares: no page offers a refusal."""
    policy: RoutePolicy = vars(resolve(address).func)["policy"]
    held = (queries.may(person=request.person, permission=each, today=request.today) for each in policy.permissions)
    return not policy.permissions or any(held)


def act_for(*, request: HttpRequest, person: Person, channel: Channel) -> None:
    """Put the person, the actor that journals name, and today on the request.

    The middleware does so for a browser's session; the API's key check calls it for a machine.
    """
    request_id = str(getattr(request, "request_id", ""))
    today = clock.today()
    actor = Actor(name=person.username, channel=channel, person_id=person.pk, request_id=request_id, day=today)
    vars(request).update(person=person, actor=actor, today=today)


def _declare(view: Any, policy: RoutePolicy) -> Any:
    view.policy = policy
    return view


def _page_of(request: HttpRequest) -> str:
    """The page to come back to: the one asked for, or the one from which something was sent or a part of it was drawn."""
    is_part = "HX-Request" in request.headers
    if request.method in {"GET", "HEAD"} and not is_part:
        return request.get_full_path()
    page = urlsplit(request.headers.get("Referer", ""))
    return urlunsplit(("", "", page.path, page.query, "")) if page.netloc == request.get_host() else "/"


def _sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; a part of a page asks the browser to load the whole of it."""
    answer = redirect_to_login(_page_of(request))
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": answer.url})
    return answer
