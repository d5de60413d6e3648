"""See, then send: nothing goes to the checker whose effect the maker has not been shown just as it is sent."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from onaccount.desk.components.preferences import manner_of
from onaccount.desk.limits import wording
from onaccount.desk.limits.forms import Checked
from onaccount.desk.limits.wishes import token_of
from onaccount.kernel.reasons import Refusal
from onaccount.limits import queries
from onaccount.limits.queries import Assessed, Wish
from onaccount.office.access.routes import SignedRequest

SENT = _("Sent to the checker. Nothing is in force until somebody else approves it.")
GRANTED = _("Granted by the policy at once: nobody else has to approve it.")


def told(asked: Any) -> Any:
    """Say what became of a request just sent: it waits for the checker, or the policy has granted it."""
    return GRANTED if asked.outcome else SENT


def see_then_send(
    *, request: SignedRequest, form: Checked, wishes: Sequence[Wish], send: Callable[[], object]
) -> dict[str, Any] | None:
    """
    Send the wishes when their effect was seen and every question answered; None says they are sent.

    Otherwise it gives what the page shows: the effects with refusals and questions, or the refusal of the whole.
    """
    try:
        assessed = queries.assess(wishes=wishes, today=request.today)
        if (
            assessed
            and form.cleaned_data["seen"] == token_of(assessed)
            and not any(_is_open(each) for each in assessed)
        ):
            send()
            return None
    except Refusal as refusal:
        return {"refusal": refusal}
    if not assessed:
        return {"refusal": Refusal("limits.nothing_asked")}
    form.showing(token_of(assessed))
    effects = wording.effects(assessed=assessed, manner=manner_of(request=request))
    blocked = any(each.checked.refusals for each in assessed)
    return {"effects": effects, "blocked": blocked, "confirmed": form.ticked}


def _is_open(each: Assessed) -> bool:
    return bool(each.checked.refusals or each.checked.unanswered(each.wish.confirmed))
