"""What a view answers when the business says yes or no, and where a small form leads back to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onaccount.desk.components.sentences import refusal_text
from onaccount.desk.components.status import Word
from onaccount.kernel.reasons import Refusal


def refused(refusal: Refusal) -> str:
    """Say a refusal in the reader's language, for a message or a form's error."""
    return refusal_text(refusal=refusal, language=get_language() or "zh-hans")


def answered(request: HttpRequest, act: Callable[[], object], *, done: Word) -> bool:
    """Carry out what a pressed button asks for and say that it is done, or why not; True once it is done."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refused(refusal))
        return False
    messages.success(request, str(done))
    return True


def sent_again(request: HttpRequest, count: int, *, done: str) -> None:
    """Say how many of the chosen are sent again, `done` holding %(count)s, or that none of them had failed."""
    if count:
        messages.success(request, done % {"count": count})
    else:
        messages.warning(request, _("None of them had failed: nothing is sent again."))


def accepted(request: HttpRequest, form: forms.Form, act: Callable[[], object], *, done: Word) -> bool:
    """Carry out what a sent form asks for and say that it is done; a refusal stands in the form. True once it is done."""
    if request.method != "POST" or not form.is_valid():
        return False
    with refusal_in(form):
        act()
        messages.success(request, str(done))
        return True
    return False


def readable(request: HttpRequest, form: forms.BaseForm) -> bool:
    """Tell whether what a dialog sent can be read; if not, say for each field why: the dialog does not come back."""
    for field in form:
        for fault in field.errors:
            messages.error(
                request, _("Nothing was changed. %(field)s: %(fault)s") % {"field": field.label, "fault": fault}
            )
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return form.is_valid()


@contextmanager
def refusal_in(form: forms.BaseForm) -> Iterator[None]:
    """What is done inside ends with a refusal's words in the form, where the business says no."""
    try:
        yield
    except Refusal as refusal:
        of_order = refusal.facts.get("of_order")
        said = refused(refusal)
        form.add_error(None, f"{of_order}{_(': ')}{said}" if of_order else said)


def back_to(request: HttpRequest) -> str:
    """Give the address the form names as `next`, or the first page where it names another host's."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"
