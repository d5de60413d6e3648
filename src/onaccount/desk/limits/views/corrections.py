"""The wizard "correct a wrong limit" 更正错误额度: old, new, cause, effect on orders, then the checker."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from onaccount.desk.limits import wording
from onaccount.desk.limits.again import correction_again
from onaccount.desk.limits.forms import CorrectionForm, plain
from onaccount.desk.limits.seen import SENT, see_then_send
from onaccount.desk.limits.wishes import correcting_wish
from onaccount.kernel.period import last_day_before
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import limit_corrected
from onaccount.limits import access, queries
from onaccount.limits.rules import CreditLimit, Draft, Expiry, lines_of
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import labels as outcomes
from onaccount.ordercheck import queries as ordercheck

A_MONTH = timedelta(days=30)
STEPS = (_("The wrong line"), _("Effect on orders"), _("Checker"))


@permission("limits.propose")
def correct(request: SignedRequest, line_id: int) -> HttpResponse:
    """Take what a wrong line should have said, show which decisions would differ, and send it."""
    line = _line(request, line_id)
    begun = {"follow_up_on": request.today + A_MONTH, "departments": ["sales"]}
    form = CorrectionForm(request.POST or None, initial=_as_posted(line) | begun | correction_again(request, line_id))
    shown: dict[str, Any] | None = {"step": 1}
    if line.is_wrong:
        shown = {"step": len(STEPS) + 1, "otherwise": _otherwise(line, None, request)}
    elif request.method == "POST" and form.is_valid():
        shown = _sent(request, form, line)
    if shown is None:
        return redirect("limits:customer", line.customer_id)
    (told,) = wording.journal_lines(lines=[line])
    return render(request, "limits/correct.html", {"line": told, "form": form, "steps": STEPS} | shown)


def _line(request: SignedRequest, line_id: int) -> Any:
    """The line; 404 for one of a customer the reader may not propose for."""
    reachable = access.proposable(person=request.person, today=request.today)
    try:
        return queries.line_of(line_id=line_id, customers=reachable)
    except Refusal as refusal:
        raise Http404 from refusal


def _as_posted(line: Any) -> dict[str, Any]:
    return {
        "type": line.type,
        "value": plain(line.value),
        "valid_from": line.valid_from,
        "last_day": last_day_before(line.valid_to),
    } | _follows(line)


def _follows(line: Any) -> dict[str, Any]:
    """What the wrong line was to fall back to, so that a correction of its figure alone leaves it as it was."""
    after = queries.fall_back_of(line=line)
    return {} if after is None else {"expiry": Expiry.FALL_BACK, "fall_back": plain(after.value)}


def _sent(request: SignedRequest, form: CorrectionForm, line: Any) -> dict[str, Any] | None:
    wish = correcting_wish(line=line, typed=form.cleaned_data, ticked=form.ticked)

    def send() -> None:
        limit_corrected.correct_limit(wish=wish, draft=form.draft(), actor=request.actor, today=request.today)
        messages.success(request, SENT)

    shown = see_then_send(request=request, form=form, wishes=[wish], send=send)
    if shown is None or "refusal" in shown:
        return shown
    instead = lines_of(asked=wish.asked, before=CreditLimit.missing(expired_on=None))
    return shown | {"step": 2, "otherwise": _otherwise(line, instead, request)}


def _otherwise(line: Any, instead: Sequence[Draft] | None, request: SignedRequest) -> list[dict[str, Any]]:
    """The decisions that would have been different, with their outcomes in words."""
    found = ordercheck.decided_otherwise(wrong=line, instead=instead, today=request.today)
    return [
        {
            "decision": each.decision,
            "checkpoint": outcomes.CHECKPOINTS[each.decision.checkpoint],
            "was": outcomes.OUTCOMES[each.was],
            "would": outcomes.OUTCOMES[each.would],
        }
        for each in found
    ]
