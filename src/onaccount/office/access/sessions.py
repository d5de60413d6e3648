"""Sessions 会话: where a person is signed in, ending them, and how long they last.

A session ends after half an hour without use, and twelve hours after it began at the latest. The library keeps one row per
session with its device; ending it deletes Django's session too.
"""

import time
from collections.abc import Callable
from typing import Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from onaccount.office.access.models import Person
from onaccount.office.access.rules import Tenure

BEGAN: Final = "began_at"
SEEN: Final = "seen_at"
PRECISION: Final = 60  # seconds between two notes of use, so that reading pages writes little


def end_all(*, person: Person) -> int:
    """End every session of a person and say how many there were."""
    found = list(UserSession.objects.filter(user=person))
    for session in found:
        session.end()
    return len(found)


class TenureMiddleware:
    """Ends sessions that lasted too long; the next page then asks to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.tenure = Tenure(settings.SESSION_IDLE_SECONDS, settings.SESSION_ABSOLUTE_SECONDS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._look(request, now=time.time())
        return self.get_response(request)

    def _look(self, request: HttpRequest, *, now: float) -> None:
        began = request.session.setdefault(BEGAN, now)
        seen = request.session.setdefault(SEEN, now)
        if self.tenure.is_over(began=began, seen=seen, now=now):
            UserSession.objects.filter(session_key=request.session.session_key).delete()
            logout(request)
            messages.info(
                request, _("You were signed out because the session had lasted long enough. Please sign in again.")
            )
        elif now - seen >= PRECISION:
            request.session[SEEN] = now
            UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
