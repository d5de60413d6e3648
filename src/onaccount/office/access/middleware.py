"""Puts `person`, `actor` and `today` on each request of a signed-in browser, so that views never ask who or when."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from onaccount.office.access.models import Person
from onaccount.office.access.routes import act_for
from onaccount.office.access.rules import Channel


class PersonMiddleware:
    """Runs after Django's authentication; a request without a session touches no table."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Person) or request.user.is_authenticated:
            person = Person.objects.select_related("team").get(pk=request.user.pk)
            act_for(request=request, person=person, channel=Channel.DESK)
        return self.get_response(request)
