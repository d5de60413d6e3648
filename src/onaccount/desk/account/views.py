"""The sign-in library's pages that need a word of ours: 429 for too many tries, sign out everywhere, invitations."""

from http import HTTPStatus
from typing import Any

from allauth.account import views as account
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from onaccount.lifecycle import person_changed
from onaccount.office.access.queries import people
from onaccount.office.access.routes import SignedRequest, signed_in
from onaccount.office.clock.queries import today
from onaccount.office.company.queries import company

WAIT_SECONDS = 15 * 60
TOO_MANY = "too_many_login_attempts"


class SignIn(account.LoginView):  # type: ignore[misc]
    """The sign-in page; after five wrong tries in a quarter of an hour it answers 429 and says when to come back."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the first page of an installation that has no company yet."""
        if company(on=today()) is None and not people().exists():
            return redirect("settings:welcome")
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again, with what was wrong."""
        answer: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", TOO_MANY):
            answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
            answer["Retry-After"] = str(WAIT_SECONDS)
        return answer


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer a client that asks too often."""
    answer = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    answer["Retry-After"] = str(WAIT_SECONDS)
    return answer


@signed_in
@require_POST
def sign_out_everywhere(request: SignedRequest) -> HttpResponse:
    """End every session of the person who asks, this one too."""
    person_changed.sign_out_everywhere(person=request.person, actor=request.actor)
    logout(request)
    return redirect("account_login")
