"""Writing authorisations 放行授权: what a person allows above what the rules allow, and the review that may follow."""

from dataclasses import dataclass
from datetime import date

from onaccount.kernel.reasons import Refusal
from onaccount.office.journal import actions as journal
from onaccount.office.journal.rules import Actor, Subject
from onaccount.ordercheck.models import Authorisation, Decision, Hold, HoldReview, ReleaseReview
from onaccount.ordercheck.queries import Judged
from onaccount.ordercheck.rules import Excess, Leave, Release
from onaccount.trade.models import Order


@dataclass(frozen=True, slots=True)
class Ground:
    """What a release rests on: the step as it was judged, its decision, how far it is beyond, how far the person may go."""

    judged: Judged
    decision: Decision
    excess: Excess
    leave: Leave


def authorise(*, order: Order, ground: Ground, release: Release, actor: Actor) -> Authorisation:
    """
    Allow an order up to its whole amount plus tolerance, in its own currency, through a last day, in a person's name.

    It rests on the decision the person saw; the entry in the journal is written by the end of the hold.
    """
    return Authorisation.objects.create(
        group_id=order.group_id,
        order=order,
        decision=ground.decision,
        amount=max(order.amount, ground.judged.step.order.whole),
        tolerance_percent=release.tolerance_percent,
        valid_until=release.valid_until,
        kind=release.kind.value,
        promised_date=release.promised_date,
        vouched_by_id=release.vouched_by,
        review_date=release.review_date,
        excess=ground.excess.amount,
        authority=ground.leave.amount,
        days_over=ground.excess.days,
        authority_days=ground.leave.days,
        person_id=actor.person_id,
        actor=actor.name,
        reason_code=release.reason_code,
        remark=release.remark,
    )


def review_release(*, given: Authorisation, remark: str, actor: Actor) -> ReleaseReview:
    """
    Record that a second person looked at a release.

    Refuses `ordercheck.remark_missing`, `ordercheck.reviewed_by_giver` and `ordercheck.reviewed_already`.
    """
    if not remark.strip():
        raise Refusal("ordercheck.remark_missing")
    if actor.person_id is None or actor.person_id == given.person_id:
        raise Refusal("ordercheck.reviewed_by_giver")
    if ReleaseReview.objects.filter(authorisation=given).exists():
        raise Refusal("ordercheck.reviewed_already")
    done = ReleaseReview.objects.create(
        group_id=given.group_id, authorisation=given, person_id=actor.person_id, remark=remark.strip()
    )
    _record("ordercheck.reviewed", given.order, actor, reason=remark.strip(), after={"release": given.pk})
    return done


def look_again(*, held: Hold, review_date: date, remark: str, actor: Actor) -> HoldReview:
    """Set the day on which somebody looks at a hold again; the newest day counts."""
    if actor.person_id is None:
        raise Refusal("ordercheck.person_required")
    kept = HoldReview.objects.create(
        group_id=held.group_id, hold=held, review_date=review_date, person_id=actor.person_id, remark=remark.strip()
    )
    after = {"hold": held.pk, "review_date": review_date}
    _record("ordercheck.review_set", held.order, actor, reason=remark.strip(), after=after)
    return kept


def _record(act: str, order: Order, actor: Actor, *, reason: str, after: dict[str, object]) -> None:
    subject = Subject("order", order.pk, order.customer_id, order.group_id)
    journal.record(act=act, actor=actor, subject=subject, reason=reason, before=None, after=after)
