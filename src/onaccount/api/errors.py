"""What the interface answers when it does not do what was asked: one shape, a code for machines, a sentence for people."""

from collections.abc import Callable, Mapping
from functools import partial, wraps
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from onaccount.api.words import sentence
from onaccount.kernel.reasons import Refusal
from onaccount.trade.rules import Fed, Feeder

NOTHING: Mapping[str, Any] = MappingProxyType({})
UNPROCESSABLE = frozenset(
    {
        *(
            "ordercheck.key_reused",
            "answers.key_reused",
            "api.key_missing",
            "api.quote_kept_elsewhere",
            "trade.part_both",
        ),
        *(f"trade.{stage}_fed_by_{Feeder.FILES}" for stage in Fed),
    }
)


class Unprocessable(Refusal):
    """What was sent cannot be worked on, whatever the state of affairs: 422 and not 409."""


class Problem(Schema):
    """Why nothing was done: the code, the sentence in the language asked for, and the facts it names."""

    code: str
    message: str
    facts: dict[str, Any] = {}


PROBLEMS: dict[int, type[Schema]] = dict.fromkeys((401, 403, 404, 409, 422, 429, 503), Problem)
"""
What every operation may answer beside its own: no key, no right, not found, business says no, not understood, too many
calls, and a technical failure of ours; the last two with Retry-After in seconds.
"""
RETRY_AFTER = 5  # seconds until a caller asks again whether our database is back


def status_of(refusal: Refusal) -> int:
    """Choose the status: 404 for what is not there, 422 for a key used otherwise or a document expected from elsewhere, 429 for too many, else 409."""
    if refusal.code.endswith("unknown"):
        return 404
    if refusal.code == "access.too_many_calls":
        return 429
    return 422 if refusal.code in UNPROCESSABLE or isinstance(refusal, Unprocessable) else 409


def install(api: NinjaAPI) -> None:
    """Make every error of the interface a Problem."""
    answer = partial(_answer, api)
    _install_mistakes(api, answer)
    _install_strangers(api, answer)
    _install_failures(api, answer)


def naming_the_methods(api: NinjaAPI, address: URLPattern) -> URLPattern:
    """Give the address back so that a call by a method it does not take is answered by a Problem naming those it takes, as Allow does."""
    view: Callable[..., HttpResponse] = address.callback

    @wraps(view)
    def named(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        said = view(request, *args, **kwargs)
        if not isinstance(said, HttpResponseNotAllowed):
            return said
        allowed = ", ".join(sorted(said["Allow"].split(", ")))
        message = _("This address takes only: %(allowed)s.") % {"allowed": allowed}
        told = _answer(api, request, 405, "api.method", message, {"method": request.method, "allowed": allowed})
        told["Allow"] = allowed
        return told

    return URLPattern(address.pattern, named, address.default_args, address.name)


def _answer(
    api: NinjaAPI, request: HttpRequest, status: int, code: str, message: str, facts: Mapping[str, Any] = NOTHING
) -> HttpResponse:
    problem = Problem(code=code, message=message, facts=dict(facts))
    return api.create_response(request, problem.model_dump(), status=status)


def _install_mistakes(api: NinjaAPI, answer: Callable[..., HttpResponse]) -> None:
    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        told = answer(request, status_of(refusal), refusal.code, sentence(refusal), refusal.facts)
        if "retry_after" in refusal.facts:
            told["Retry-After"] = str(refusal.facts["retry_after"])
        return told

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        places = {".".join(str(part) for part in each["loc"]): each["msg"] for each in error.errors}
        return answer(request, 422, "api.invalid", _("The request is not understood."), places)

    @api.exception_handler(HttpError)
    def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, 422, "api.invalid", _("The request is not understood."), {"body": str(error)})

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, _error: Http404) -> HttpResponse:
        return answer(request, 404, "api.not_found", _("There is nothing here."))


def _install_strangers(api: NinjaAPI, answer: Callable[..., HttpResponse]) -> None:
    @api.exception_handler(AuthenticationError)
    def stranger(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        told = answer(request, 401, "api.no_key", _("A valid key is needed: Authorization: Bearer …"))
        told["WWW-Authenticate"] = "Bearer"
        return told

    @api.exception_handler(PermissionDenied)
    def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return answer(request, 403, "api.not_allowed", _("This key may not do that."), {"permission": str(error)})


def _install_failures(api: NinjaAPI, answer: Callable[..., HttpResponse]) -> None:
    @api.exception_handler(IntegrityError)
    def met_another(request: HttpRequest, _error: IntegrityError) -> HttpResponse:
        # Two calls gave the same new number to different groups at once; the database let one of them through.
        return answer(
            request, 409, "api.at_once", _("Somebody did the same at this moment; nothing was done. Ask again.")
        )

    @api.exception_handler(OperationalError)
    @api.exception_handler(InterfaceError)
    def failed(request: HttpRequest, _error: Exception) -> HttpResponse:
        # Our own database does not answer: nobody can say whether the credit is there, so nothing is said about credit.
        told = answer(request, 503, "api.unavailable", _("OnAccount cannot reach its data now. Ask again soon."))
        told["Retry-After"] = str(RETRY_AFTER)
        return told
