"""Views of the online application: begin or resume, four steps, sent. Every one counts the calls of an address."""

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.customers.labels import PAPERS
from onaccount.customers.queries import policy_on
from onaccount.kernel.reasons import Reason, Refusal
from onaccount.lifecycle import credit_applied_for
from onaccount.limits import labels
from onaccount.limits.queries.applications import (
    application_by_code,
    application_of,
    contact_of,
    is_answered,
    papers_wanted,
)
from onaccount.office.access.routes import public
from onaccount.office.clock.queries import today
from onaccount.office.company.queries import company
from onaccount.office.journal.rules import Actor, Channel
from onaccount.portal.forms import CompanyForm, WishForm

ACTOR = Actor("applicant", Channel.PORTAL)
KEPT = "application"
STEPS = (
    gettext_lazy("Your company"),
    gettext_lazy("Your wish"),
    gettext_lazy("Papers"),
    gettext_lazy("Consent and sending"),
)
COMPANY, WISH, PAPER, CONSENT = 1, 2, 3, 4
WHY = "a company applies before it has any way to sign in"


def _grouped(code: str) -> str:
    """A code in three groups of four, however it was typed."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return "-".join(plain[n : n + 4] for n in (0, 4, 8))


def _counted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Too many calls from one address answer 429; a wrong code counts apart and earlier."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        action = "apply" if request.method == "GET" else "apply_send"
        refused: HttpResponse | None = ratelimit.consume_or_429(request, action=action)
        return refused or view(request, *args, **kwargs)

    return guarded


@public(WHY)
@_counted
def start(request: HttpRequest) -> HttpResponse:
    """Offer to begin an application, or to go on with one by its code."""
    if request.method == "POST":
        begun, code = credit_applied_for.begin(language=get_language() or "zh-hans", actor=ACTOR)
        request.session[KEPT] = begun.pk
        request.session["code"] = _grouped(code)
        return redirect("portal:step", COMPANY)
    return _page(request, "portal/start.html", {})


@public(WHY)
@_counted
@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Go on with an application by its code; a wrong code tells nothing but that it is wrong."""
    refused: HttpResponse | None = ratelimit.consume_or_429(request, action="apply_resume")
    if refused is not None:
        return refused
    found = application_by_code(code=request.POST.get("code", ""))
    if found is None:
        return _page(request, "portal/start.html", {"fault": labels.REASONS["application.no_such_code"]})
    request.session[KEPT] = found.pk
    request.session["code"] = _grouped(request.POST["code"])
    return redirect("portal:done") if found.submitted_at else redirect("portal:step", COMPANY)


@public(WHY)
@_counted
def step(request: HttpRequest, step: int) -> HttpResponse:
    """Show one step of the form, keep what was typed, and lead on to the next."""
    application = _application(request)
    if application is None:
        return redirect("portal:start")
    if application.submitted_at:
        return redirect("portal:done")
    if step in {COMPANY, WISH}:
        return _typed(request, application, step)
    amount = Decimal(application.answers.get("amount") or 0)
    handed = list(application.papers.order_by("pk"))
    context = {
        "handed": [(PAPERS.get(each.type, each.type), each.file_name, each.size // 1024 + 1) for each in handed],
        "wanted": [
            (code, PAPERS.get(code, code), any(each.type == code for each in handed))
            for code in papers_wanted(amount=amount, on=today())
        ],
        "consents": _consents().items(),
        "answers": application.answers,
        "amount": amount,
        "stops": _sentences(request.session.pop("stops", ())),
    }
    return _page(request, "portal/papers.html" if step == PAPER else "portal/consent.html", context | {"now": step})


@public(WHY)
@_counted
@require_POST
def papers(request: HttpRequest) -> HttpResponse:
    """Keep a paper of an application that is open."""
    application, given = _application(request), request.FILES.get("file")
    if application is None:
        return redirect("portal:start")
    if given is None:
        request.session["stops"] = [Reason("papers.none_chosen").as_json()]
        return redirect("portal:step", PAPER)
    try:
        credit_applied_for.hand_in(
            application_id=application.pk,
            paper=request.POST.get("paper", ""),
            file_name=given.name or "",
            content=given.read(),
        )
    except Refusal as refusal:
        request.session["stops"] = [Reason(refusal.code, dict(refusal.facts)).as_json()]
    return redirect("portal:step", PAPER)


@public(WHY)
@_counted
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Send the application; what stops it is said, and nothing is sent then."""
    application = _application(request)
    if application is None:
        return redirect("portal:start")
    given = {code: text for code, text in _consents().items() if request.POST.get(code)}
    try:
        found = credit_applied_for.send(application_id=application.pk, consents=given, today=today(), actor=ACTOR)
    except Refusal:
        return redirect("portal:done")
    request.session["stops"] = [reason.as_json() for reason in found.stops]
    return redirect("portal:step", CONSENT) if found.stops else redirect("portal:done")


@public(WHY)
@_counted
def done(request: HttpRequest) -> HttpResponse:
    """Say where an application stands that was sent."""
    application = _application(request)
    if application is None or application.submitted_at is None:
        return redirect("portal:start")
    context = {"application": application, "is_answered": is_answered(application=application)}
    return _page(request, "portal/done.html", context)


def _consents() -> dict[str, str]:
    """What is agreed to, in words that name the retention in force."""
    months = policy_on(on=today()).retention.applications
    return {code: str(text) % {"months": months} for code, text in labels.CONSENTS.items()}


def _typed(request: HttpRequest, application: Any, step: int) -> HttpResponse:
    before = CompanyForm.begun(application.answers, contact_of(application=application))
    kind = CompanyForm if step == COMPANY else WishForm
    form = kind(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        contact = form.contact() if isinstance(form, CompanyForm) else None
        credit_applied_for.fill_in(application_id=application.pk, answers=form.answers(), contact=contact)
        return redirect("portal:step", step + 1)
    context = {"form": form, "now": step, "back": step - 1}
    return _page(request, "portal/step.html", context)


def _application(request: HttpRequest) -> Any:
    kept = request.session.get(KEPT)
    found = None if kept is None else application_of(application_id=kept)
    return None if found is None or found.erased_at else found


def _sentences(stops: Any) -> list[str]:
    said = []
    for stop in map(Reason.from_json, stops):
        facts = {name: PAPERS.get(str(value), value) for name, value in stop.facts.items()}
        words = labels.REASONS.get(stop.code) or _("This file cannot be taken. Hand in a PDF or a picture.")
        said.append(str(words).format_map(facts))
    return said


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    own = company(on=today())
    shown = {
        "company": own.name if own else "",
        "currency": own.currency if own else "CNY",
        "steps": STEPS,
        "code": request.session.get("code", ""),
    }
    return render(request, template, shown | context)
