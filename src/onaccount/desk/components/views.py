"""The few pages the components own: the reader's switches, the specimen, and what stands where a page cannot."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import back_to
from onaccount.desk.components.preferences import KEPT
from onaccount.office.access.routes import public

YEAR = 365 * 24 * 3600


@public("only sets the reader's own cookies; the sign-in page has the switches too")
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep the switch that was pressed (unit, theme, keys, language) and go back to the page."""
    answer = redirect(back_to(request))
    for cookie, allowed in KEPT.items():
        chosen = request.POST.get(cookie, "")
        if chosen in allowed:
            _keep(answer, cookie, chosen)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _keep(answer, settings.LANGUAGE_COOKIE_NAME, language)
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:  # noqa: ARG001
    """Say that the request made no sense."""
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponseBase:  # noqa: ARG001
    """Say that this person may not open this workplace."""
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:  # noqa: ARG001
    """Say that there is nothing here, or nothing this person may see: the same answer."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponseBase:  # noqa: ARG001
    """Say that a form was too old to be trusted and that nothing was saved."""
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


def _keep(answer: HttpResponse, cookie: str, chosen: str) -> None:
    answer.set_cookie(cookie, chosen, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
