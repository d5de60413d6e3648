"""What a view answers when the business says no, and where a small form leads back to."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from onaccount.desk.components.sentences import refusal_text
from onaccount.kernel.reasons import Refusal


def refused(refusal: Refusal) -> str:
    """This function will say a refusal in the reader's language, for a message or a form's error."""
    return refusal_text(refusal=refusal, language=get_language() or "zh-hans")


def back_to(request: HttpRequest) -> str:
    """This function will give the address the form names as `next`, or the first page where it names another host's."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"
