"""Keeping and dropping a reader's own view of a list 保存的视图, from the list itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import back_to, refused
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import view_kept
from onaccount.office.access.routes import SignedRequest, signed_in

LONGEST_CODE = 40


@signed_in
@require_POST
def keep_view(request: SignedRequest) -> HttpResponse:
    """Keep the list as it is shown under the name the reader gives, for this reader alone."""
    code = request.POST.get("list", "")[:LONGEST_CODE]
    title, view = request.POST.get("title", ""), request.POST.get("view", "")
    try:
        kept = view_kept.keep_view(list_code=code, title=title, query=view, actor=request.actor)
        messages.success(request, _("Kept as “%(title)s”.") % {"title": kept.title})
    except Refusal as refusal:
        messages.error(request, refused(refusal))
    return redirect(back_to(request))


@signed_in
@require_POST
def drop_view(request: SignedRequest, view_id: int) -> HttpResponse:
    """Drop one of the reader's own views; another reader's is not found and stays."""
    dropped = view_kept.drop_view(view_id=view_id, actor=request.actor)
    if dropped is not None:
        messages.success(request, _("“%(title)s” is dropped.") % {"title": dropped.title})
    return redirect(back_to(request))
