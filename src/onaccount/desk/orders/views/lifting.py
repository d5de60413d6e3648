"""The second person lifts a standing hold 解除人工锁定 from the page of the order that waits for it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onaccount.desk.components.answers import answered
from onaccount.desk.components.plain import remark_in
from onaccount.desk.orders.finding import file_of
from onaccount.desk.orders.stops import concerned
from onaccount.lifecycle import supply_stopped
from onaccount.limits import access as limits_access
from onaccount.limits import queries as limits
from onaccount.office.access.routes import SignedRequest, permission
from onaccount.ordercheck import access


@permission(limits_access.SUSPEND)
@require_POST
def lift(request: SignedRequest, order_id: int, suspension_id: int) -> HttpResponse:
    """Lift a standing hold that stops this order; whoever placed it is refused."""
    found = file_of(order_id=order_id, customers=access.viewable(person=request.person, today=request.today))
    reached = limits_access.suspendable(person=request.person, today=request.today)
    stopping = limits.suspensions(customers=reached.filter(pk__in=[each.pk for each in concerned(found)]))
    suspension = stopping.filter(pk=suspension_id).first()
    if suspension is None:
        raise Http404
    answered(
        request,
        lambda: supply_stopped.lift(
            suspension=suspension, reason=remark_in(request), actor=request.actor, today=request.today
        ),
        done=_("Lifted. Held orders were looked at again."),
    )
    return redirect("orders:one", order_id)
