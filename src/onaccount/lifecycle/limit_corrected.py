"""A wrong limit is corrected 额度更正: recorded with cause and scope, approved, people told, and looked at again on a day."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from onaccount.customers.models import Customer
from onaccount.lifecycle import approvals_told
from onaccount.lifecycle.colleagues_told import mail
from onaccount.limits import actions as limits
from onaccount.limits import labels, queries
from onaccount.limits.access import OPINING
from onaccount.limits.actions.asking import Occasion
from onaccount.limits.models import JournalLine
from onaccount.limits.queries import Wish
from onaccount.limits.rules import CreditLimit, ErrorDraft, Touched, lines_of, recorded
from onaccount.office.access import queries as people
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Request
from onaccount.office.journal.rules import Actor, Subject
from onaccount.office.tasks import actions as tasks
from onaccount.ordercheck.queries import Otherwise, decided_otherwise


@transaction.atomic
def correct_limit(*, wish: Wish, draft: ErrorDraft, actor: Actor, today: date) -> Request:
    """
    Ask for the correction of a wrong line, with the decisions it touched as its scope.

    Refuses `limits.line_unknown` and what `rules.recorded` and `limits.propose` refuse.
    """
    own = Customer.objects.filter(pk=wish.customer.pk)
    wrong = queries.line_of(line_id=wish.asked.corrects or 0, customers=own)
    instead = lines_of(asked=wish.asked, before=CreditLimit.missing(expired_on=None))
    touched = _touched(decided_otherwise(wrong=wrong, instead=instead, today=today))
    error = recorded(draft, touched=touched, today=today)
    request = limits.propose(occasion=Occasion.CORRECTION, error=error, wishes=[wish], actor=actor, today=today)
    approvals_told.tell_awaited(request=request, actor=actor, today=today)
    return request


def follow_up(*, request: Request, lines: Sequence[JournalLine], actor: Actor, today: date) -> None:
    """
    Tell who is concerned that a wrong limit was corrected, and give the maker the day to look again.

    Told are the salesperson, who entered and who approved the wrong line, who asked for the correction, and who speaks for the
    departments it names; who approved it gets the list of what went through under the wrong line.
    """
    speaking = _speaking_for(request.content.get("departments", []), today)
    for line in lines:
        told = _concerned(line, speaking, without=actor.person_id)
        for person in told:
            _tell(person, line, request, (actor, today))
    _look_again(request, actor)


def _touched(found: Iterable[Otherwise]) -> list[Touched]:
    return [
        Touched(each.decision.order_number, f"{each.decision.amount:f} {each.decision.currency}", each.was, each.would)
        for each in found
    ]


def _speaking_for(departments: Iterable[str], today: date) -> set[int]:
    rights = (OPINING[name] for name in departments)
    return {
        pk for right in rights for pk in people.holders_of(permission=right, today=today).values_list("pk", flat=True)
    }


def _concerned(line: JournalLine, speaking: set[int], *, without: int | None) -> list[Person]:
    wrong = line.corrects
    assert wrong is not None
    ids = {line.customer.salesperson_id, wrong.maker_id, wrong.checker_id, line.maker_id, *speaking} - {without}
    return list(people.people().filter(pk__in=[each for each in ids if each], is_active=True).order_by("pk"))


def _tell(person: Person, line: JournalLine, request: Request, when: tuple[Actor, date]) -> None:
    actor, today = when
    subject = Subject("limit_line", line.corrects_id or 0, line.customer_id, line.group_id)
    with override(person.language):
        facts = {
            "customer": line.customer.name,
            "cause": labels.CAUSES[request.content["cause"]],
            "orders": len(request.content["touched"]),
        }
        title = _("Limit corrected: %(customer)s (%(cause)s); decisions it changed: %(orders)s") % facts
    tasks.assign(subject=subject, title=title, assignee_id=person.pk, due_date=today, actor=actor)
    mail(kind="limit_notice", person=person, subject=title, lines=[title, line.reason], actor=actor)


def _look_again(request: Request, actor: Actor) -> None:
    subject = Subject("customer", request.customer_id or 0, request.customer_id, request.group_id)
    with override(request.maker.language):
        title = _("Does this measure work: %(measure)s") % {"measure": request.content["measure"]}
    due = date.fromisoformat(request.content["follow_up_on"])
    tasks.assign(subject=subject, title=title, assignee_id=request.maker_id, due_date=due, actor=actor)
