"""A small limit inside the policy is granted at once 自动审批; of every hundred such decisions some are looked at by a person."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from onaccount.lifecycle import decision_told, limit_approved
from onaccount.limits.access import APPROVE
from onaccount.limits.queries.granting import AUTOMATIC, automatic_decisions, granting_policy
from onaccount.limits.rules.granting import is_sampled
from onaccount.office.access import actions as access
from onaccount.office.access import queries as people
from onaccount.office.approval import actions as approval
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor, Channel, Subject
from onaccount.office.tasks import actions as tasks

POLICY = Actor("policy", Channel.JOB)


@transaction.atomic
def decide(*, request: Request, actor: Actor, today: date) -> Request:  # noqa: ARG001 the policy decides in its own name
    """Approve a request in the policy's name, put it in force, and hand a sample of them to a person."""
    number = automatic_decisions()
    automaton = access.automaton(username=AUTOMATIC, full_name="Policy 信用政策", actor=POLICY)
    approved = approval.decide_by_rule(
        request_id=request.pk, remark="authority.by_policy", automaton=automaton, actor=POLICY, today=today
    )
    limit_approved.carry_out(request=approved, actor=POLICY, today=today)
    decision_told.tell(request=approved, actor=POLICY, today=today)
    policy = granting_policy(on=today)
    if policy is not None and is_sampled(number=number, authority=policy.authority):
        _sample(approved, today)
    return approved


def _sample(request: Request, today: date) -> None:
    """The first holder of the right who neither asked nor stands behind it looks at it afterwards."""
    left_out = {request.maker_id, *request.barred}
    reader = people.holders_of(permission=APPROVE, today=today).exclude(pk__in=left_out).first()
    if reader is None:
        return
    with override(reader.language):
        title = _("Look at what the policy granted by itself: %(title)s") % {"title": request.called}
    subject = Subject("approval", request.pk, request.customer_id, request.group_id)
    tasks.assign(subject=subject, title=title, assignee_id=reader.pk, due_date=today, actor=POLICY)
