"""
What a page takes from an address and from a button without a form: plain text, whole numbers, a remark.

PostgreSQL keeps no NUL character and a browser types none, so a request that holds one makes no sense and is answered so
once, before any list, page or form sees it.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render

from onaccount.kernel.text import remark

NUL: Final = "\x00"
FORMS: Final = {"application/x-www-form-urlencoded", "multipart/form-data"}
INTERFACE: Final = "/api/"
LONGEST_NUMBER: Final = 18  # digits that fit a key of the database
LONGEST_REMARK: Final = 2000
LONGEST_NOTE: Final = 200  # what a version of a policy says of itself


class PlainRequests:
    """
    Answer 400 to a request with a NUL character in its address or its form, and with a page, not with nothing, where an
    address takes only what a form sends; the API looks after itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if not isinstance(answer, HttpResponseNotAllowed) or request.path.startswith(INTERFACE):
            return answer
        page = render(request, "400.html", status=answer.status_code)
        page["Allow"] = answer["Allow"]
        return page

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Look at what the view of a page would read; after the CSRF check, which has read the form already."""
        if request.path.startswith(INTERFACE):
            return
        if NUL in request.path or any(NUL in text for text in _texts(request.GET)):
            raise BadRequest("NUL in the address")
        if request.content_type in FORMS and any(NUL in text for text in _texts(request.POST)):
            raise BadRequest("NUL in the form")


def _texts(given: Any) -> Iterable[str]:
    return (text for name, texts in given.lists() for text in (name, *texts))


def number_in(text: str) -> int | None:
    """Read the number of a row from an address or a form; None for what is no number or longer than any."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def numbers_in(texts: Iterable[str]) -> list[int]:
    """Read the numbers of several rows and leave out what is none."""
    return [number for number in map(number_in, texts) if number is not None]


def remark_in(request: HttpRequest, *, longest: int = LONGEST_REMARK) -> str:
    """Give the reason typed under a button; whether there must be one is the business's to say. Refuses `typed.too_long`."""
    return remark(request.POST.get("reason", ""), longest=longest)
