"""What a person who decides a held order looks at: each reason with its state, the ways out, and how far they may go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onaccount.desk.components.preferences import manner_of
from onaccount.desk.components.sentences import reason_sentence
from onaccount.desk.components.status import Status, Tone
from onaccount.desk.orders.forms import PartForm, ReleaseForm, WaiveForm
from onaccount.desk.orders.stops import stops_of
from onaccount.desk.orders.unlocking import ways_out
from onaccount.kernel.money import Money
from onaccount.kernel.reasons import Reason
from onaccount.limits import access as limits
from onaccount.office.access import queries as people
from onaccount.office.access.routes import SignedRequest
from onaccount.ordercheck import access, labels, queries
from onaccount.ordercheck.queries import HoldReason, Judged, OrderFile
from onaccount.ordercheck.rules import Policy, excess_of


@dataclass(frozen=True, slots=True)
class Told:
    """One reason of a hold in words; the sentence only where it fell away, because what stands is told above."""

    code: str
    status: Status
    rule: Any
    sentence: str
    since: datetime
    cleared_at: datetime | None
    waiver: Any
    may_waive: bool


def held_facts(request: SignedRequest, found: OrderFile) -> dict[str, Any]:
    """Gather what the page of a waiting order shows beside the order; nothing for one that does not wait."""
    hold, order = found.hold, found.order
    if hold is None:
        return {}
    judged = queries.judged_now(hold=hold, as_of=request.today)
    ways = queries.unlock_for(judged=judged, order=order)
    manner = manner_of(request=request)
    said = ways_out(
        found=ways,
        proposable=limits.proposable(person=request.person, today=request.today),
        order=order.number,
        currency=order.account.kept_in,
        manner=manner,
    )
    return {
        "part_form": part_form(request, found),
        "unlock": said if ways.ways or ways.hopeless else None,
        "reasons": _reasons(request, hold),
        "waive_form": WaiveForm(policy=judged.policy, today=request.today),
        "stops": stops_of(request, found),
        "is_ready": judged.verdict.passes,
        "ready": Status(Tone.GOOD, labels.READY),
        "special": judged.policy.release.special,
        "leave": _leave(request, judged),
        "review": hold.reviews.order_by("-pk").select_related("person").first(),
        "so_far": queries.specials_of(customer_id=order.customer_id, today=request.today),
    }


def release_form(request: SignedRequest, found: OrderFile, policy: Policy) -> ReleaseForm:
    """Open the release form with the customer's salesperson as the one who would vouch."""
    data = request.POST if request.method == "POST" and "reason_code" in request.POST else None
    vouchers = people.holders_of(permission=access.CHECK, today=request.today)
    seller = found.order.salesperson_id or found.order.customer.salesperson_id
    return ReleaseForm(data, policy=policy, today=request.today, vouchers=vouchers, seller=seller)


def part_form(request: SignedRequest, found: OrderFile) -> PartForm:
    """Open the choice of what stays held when only a part goes."""
    lines = tuple(found.order.lines.order_by("position"))
    shown = lines if len(lines) > 1 else ()
    return PartForm(request.POST if request.method == "POST" else None, lines=shown)


def _reasons(request: SignedRequest, hold: Any) -> list[Told]:
    manner = manner_of(request=request)
    return [
        Told(
            code=each.rule,
            status=_state(each),
            rule=labels.RULES.get(each.rule, each.rule),
            sentence=reason_sentence(reason=each.reason, manner=manner) if each.cleared_at else "",
            since=each.since,
            cleared_at=each.cleared_at,
            waiver=each.waiver,
            may_waive=each.cleared_at is None and not each.is_hard,
        )
        for each in queries.reasons_of(hold=hold)
    ]


def _state(each: HoldReason) -> Status:
    if each.cleared_at is None:
        return Status(Tone.STOPPED, labels.REASON_STATES["standing"])
    return Status(Tone.GOOD, labels.REASON_STATES["waived" if each.waiver else "cleared"])


def _leave(request: SignedRequest, judged: Judged) -> str:
    """How far the order is beyond the rules and how far this person may go, in a sentence; nothing where no table is set."""
    authority = judged.policy.release.authority
    if authority is None:
        return ""
    roles = [role.code for role in people.roles_of(person=request.person, today=request.today)]
    leave = authority.leave_for(roles)
    excess = excess_of(judged.verdict, snapshot=judged.snapshot, policy=judged.policy)
    facts = {
        "excess": Money(excess.amount, excess.currency),
        "days": excess.days,
        "authority": None if leave.amount is None else Money(leave.amount, excess.currency),
        "authority_days": leave.days,
    }
    code = "ordercheck.leave" if leave.amount is not None else "ordercheck.leave_endless"
    return reason_sentence(reason=Reason(code, facts), manner=manner_of(request=request))
