"""Puts `person`, `actor` and `today` on each request of a signed-in browser, so that views never ask who or when."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from onaccount.office.access.models import Person
from onaccount.office.access.queries import lacks_second_factor
from onaccount.office.access.routes import act_for
from onaccount.office.access.rules import Channel
from onaccount.office.clock import queries as clock


class PersonMiddleware:
    """
    Runs after Django's authentication; a request without a session touches no table.

    Pages speak the person's language unless this browser chose another. Somebody whose password is too old is led to the page
    that changes it, somebody whose role needs a second factor to the page that sets it up; the pages of signing in stay open.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        person = Person.objects.select_related("team").get(pk=request.user.pk)
        act_for(request=request, person=person, channel=Channel.DESK)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(person.language)
        if password_is_old(person=person) and not request.path.startswith(_entrance()):
            messages.warning(request, _("Your password is too old. Please choose a new one."))
            return redirect("account_change_password")
        if lacks_second_factor(person=person, today=clock.today()) and not request.path.startswith(_entrance()):
            messages.warning(request, _("Your role signs in with a second factor. Please set it up now."))
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def password_is_old(*, person: Person) -> bool:
    """Say whether the password is older than the installation allows (PASSWORD_DAYS, 0 = never)."""
    since = person.password_changed_at or person.joined_at
    return bool(settings.PASSWORD_DAYS) and timezone.now() - since > timedelta(days=settings.PASSWORD_DAYS)


def _entrance() -> str:
    return reverse("account_login").removesuffix("login/")
