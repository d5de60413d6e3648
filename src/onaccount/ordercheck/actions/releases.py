"""Writing authorisations 放行授权: what a person allows above what the rules allow."""

from onaccount.office.journal.rules import Actor
from onaccount.ordercheck.models import Authorisation, Decision
from onaccount.ordercheck.queries import Judged
from onaccount.ordercheck.rules import Release
from onaccount.trade.models import Order


def authorise(*, order: Order, judged: Judged, decision: Decision, release: Release, actor: Actor) -> Authorisation:
    """
    This function will allow an order up to its whole amount plus tolerance, through a last day, in a person's name.

    It rests on the decision the person saw; the entry in the journal is written by the end of the hold.
    """
    return Authorisation.objects.create(
        group_id=order.group_id,
        order=order,
        decision=decision,
        amount=max(order.amount, judged.snapshot.order.whole),
        tolerance_percent=release.tolerance_percent,
        valid_until=release.valid_until,
        person_id=actor.person_id,
        actor=actor.name,
        reason_code=release.reason_code,
        remark=release.remark,
    )
