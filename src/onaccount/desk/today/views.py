"""The first page, the search, and the sample company's clock."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.customers import access
from onaccount.desk.components.figures import day_text
from onaccount.desk.components.preferences import manner_of
from onaccount.desk.today.queue import first_things
from onaccount.desk.today.tiles import Tile, tiles_of
from onaccount.lifecycle import day_advanced
from onaccount.office.access.queries import may
from onaccount.office.access.routes import SignedRequest, opens, permission, signed_in
from onaccount.office.company.queries import company
from onaccount.office.search import queries as search
from onaccount.ordercheck import access as ordercheck
from onaccount.ordercheck.queries import TrialRun, policy_in_force, trial_run
from onaccount.ordercheck.rules import Mode
from onaccount.reporting import queries as reporting
from onaccount.trade.labels import bucket_word

FOUND = 12
MAY_MOVE_THE_CLOCK = ("settings.manage", "policy.edit")
MAY_READ_THE_TRIAL = ("policy.edit", "policy.approve", "journal.view")


@signed_in
def today(request: SignedRequest) -> HttpResponse:
    """Show what waits for the person today."""
    waiting = reporting.waiting_for(person=request.person, today=request.today)
    context = {
        "tiles": [each for each in tiles_of(waiting=waiting, trial=_trial(request)) if _leads_on(request, each)],
        "waiting": waiting,
        "queue": first_things(person=request.person, today=request.today, manner=manner_of(request=request)),
        "today": request.today,
        "company": company(on=request.today),
        "plots": [_plot(code, aging) for code, aging in waiting.aging.items()],
        "has_sample_clock": day_advanced.may_advance() and _may_move_the_clock(request),
    }
    return render(request, "today/today.html", context)


@signed_in
def palette(request: SignedRequest) -> JsonResponse:
    """Answer the palette: what the text finds among what the person may see; who sees no customer finds pages only."""
    visible = access.visible(person=request.person, permission="customers.view", today=request.today)
    hits = search.find(text=request.GET.get("q", ""), customers=visible, limit=FOUND)
    kinds = {"customer": _("Customer"), "order": _("Order"), "item": _("Item"), "payment": _("Payment")}
    found = [
        {
            "kind": kinds.get(hit.kind, hit.kind),
            "words": hit.label,
            "aside": "",
            "address": reverse("today:open", args=[hit.kind, hit.subject_id]),
        }
        for hit in hits
    ]
    return JsonResponse({"found": found})


@permission("customers.view")
def open_found(request: SignedRequest, kind: str, subject_id: int) -> HttpResponse:
    """Redirect to the page of what was found; what one may not see is not found."""
    visible = access.visible(person=request.person, permission="customers.view", today=request.today)
    place = search.place_of(kind=kind, subject_id=subject_id, customers=visible)
    if place is None:
        raise Http404
    if kind == "order" and may(person=request.person, permission="ordercheck.view", today=request.today):
        return redirect("orders:one", order_id=subject_id)
    return redirect("customers:one", number=visible.get(pk=place).number)


@require_POST
@permission(*MAY_MOVE_THE_CLOCK)
def next_day(request: SignedRequest) -> HttpResponse:
    """Move the sample company's clock ahead by a day and close the day that ended."""
    if not day_advanced.may_advance():
        raise Http404
    now = day_advanced.advance_day(actor=request.actor, today=request.today)
    messages.success(request, _("It is %(day)s now.") % {"day": day_text(value=now)})
    return redirect("today:today")


def _leads_on(request: SignedRequest, tile: Tile) -> bool:
    """Whether the list behind a tile opens for this person: nobody is shown a count they cannot look into."""
    return opens(request=request, address=tile.address.partition("?")[0])


def _may_move_the_clock(request: SignedRequest) -> bool:
    return _may(request, MAY_MOVE_THE_CLOCK)


def _may(request: SignedRequest, permissions: Iterable[str]) -> bool:
    return any(may(person=request.person, permission=each, today=request.today) for each in permissions)


def _trial(request: SignedRequest) -> TrialRun | None:
    """How far the trial run has come, while it runs and for whom it concerns."""
    if not _may(request, MAY_READ_THE_TRIAL) or policy_in_force(on=request.today).mode is not Mode.TRIAL:
        return None
    return trial_run(customers=ordercheck.viewable(person=request.person, today=request.today))


def _plot(code: str, aging: object) -> dict[str, object]:
    """The open balance by age as one row of bars, with its table behind it."""
    buckets = list(getattr(aging, "buckets", ()))
    return {
        "id": f"aging-{code}",
        "currency": code,
        "rows": [(bucket_word(bucket.code), bucket.amount) for bucket in buckets],
        "data": {
            "kind": "bar",
            "categories": [bucket_word(bucket.code) for bucket in buckets],
            "unit": code,
            "series": [
                {
                    "name": _("Open"),
                    "values": [str(bucket.amount) for bucket in buckets],
                    "addresses": [
                        f"{reverse('receivables:items')}?currency={code}&bucket={bucket.code}" for bucket in buckets
                    ],
                }
            ],
        },
    }
