"""The written policy 赊账管理办法: a page and a PDF from the data in force, and who has read it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.lifecycle import policy_published
from onaccount.limits.queries.granting import KIND, granting_policy
from onaccount.limits.queries.written import articles_of
from onaccount.office.access.queries import full_names, people
from onaccount.office.access.routes import SignedRequest, signed_in
from onaccount.office.company.queries import company
from onaccount.office.journal.queries import history_of
from onaccount.office.policy.queries import find_in_force


@signed_in
def written(request: SignedRequest) -> HttpResponse:
    """Show the policy in words, and ask the reader to confirm having read it."""
    version, policy = find_in_force(kind=KIND, on=request.today), granting_policy(on=request.today)
    if version is None or policy is None:
        raise Http404
    own = company(on=request.today)
    history = history_of(subject_kind="policy", subject_id=version.pk)
    read = [entry for entry in history if entry.act == policy_published.READ]
    readers = {entry.person_id for entry in read}
    context = {
        "version": version,
        "articles": articles_of(policy=policy, currency=own.currency if own else ""),
        "read": read,
        "names": full_names(usernames=(entry.actor for entry in read)),
        "staff": people().filter(is_active=True).count(),
        "readers": len(readers),
        "i_read": request.person.pk in readers,
    }
    return render(request, "granting/written.html", context)


@signed_in
def pdf(request: SignedRequest) -> HttpResponse:
    """Give the same as PDF."""
    if find_in_force(kind=KIND, on=request.today) is None:
        raise Http404
    printed = policy_published.print_written(today=request.today, language=get_language() or "en")
    name = "policy.pdf"
    return HttpResponse(
        printed, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@signed_in
@require_POST
def read(request: SignedRequest) -> HttpResponse:
    """Note that the reader has read the version in force."""
    if find_in_force(kind=KIND, on=request.today) is None:
        raise Http404
    policy_published.confirm_reading(today=request.today, actor=request.actor)
    messages.success(request, _("Noted: you have read this version."))
    return redirect("granting:written")
