"""One reason of a hold is set aside 单项放行 from the page of the order."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import readable, refused
from onaccount.desk.orders.finding import file_of
from onaccount.desk.orders.forms import WaiveForm
from onaccount.kernel.reasons import Refusal
from onaccount.lifecycle import reason_waived
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access, labels, queries


@permission(access.RELEASE)
@require_POST
def waive(request: SignedRequest, order_id: int, rule: str) -> HttpResponse:
    """Set one reason of a hold aside and say whether the order still waits."""
    found = file_of(order_id=order_id, customers=access.releasable(person=request.person, today=request.today))
    form = WaiveForm(request.POST, policy=queries.policy_in_force(on=request.today), today=request.today)
    if not readable(request, form):
        return redirect("orders:one", order_id)
    number = found.order.number
    try:
        reason_waived.waive_reason(
            number=number, waiving=form.waiving(rule=rule), actor=request.actor, today=request.today
        )
    except Refusal as refusal:
        messages.error(request, refused(refusal))
    else:
        waits = queries.open_hold_of(order=found.order) is not None
        said = (
            _("%(reason)s is waived; the order still waits.")
            if waits
            else _("%(reason)s is waived; order %(number)s goes on.")
        )
        messages.success(request, said % {"reason": labels.RULES.get(rule, rule), "number": number})
    return redirect("orders:one", order_id)
