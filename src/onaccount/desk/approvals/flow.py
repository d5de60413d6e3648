"""A request as its page tells it: where it stands on its route, who is awaited, what was said and done, in order."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from onaccount.desk.components.differing import said_or_coded, word_of
from onaccount.desk.components.telling import by_whom
from onaccount.office.access import labels as rights
from onaccount.office.access import queries as access
from onaccount.office.access.routes import SignedRequest
from onaccount.office.approval import labels, queries
from onaccount.office.approval.models import Opinion
from onaccount.office.approval.rules import State, Step
from onaccount.office.journal import queries as journal

ICONS = {"approved": "check", "returned": "chevron-left", "rejected": "x"}
TONES = {"approved": "good", "returned": "late", "rejected": "stopped"}
ENDS = {"approval.withdrawn": "x", "approval.replaced": "edit", "approval.escalated": "clock"}
"""What neither an opinion nor a move tells; the journal does."""


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the timeline: an opinion, or what else somebody did."""

    at: datetime
    who: str
    title: str
    text: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of the route: its name, whether all or one of its chairs count, where it stands, who is awaited."""

    name: str
    mode: str
    state: str
    awaited: tuple[str, ...]


def asked_of(request: SignedRequest, request_id: int) -> Any:
    """Find a request the reader may see; 404 for any other, as for one that does not exist."""
    found = queries.request_of(request_id=request_id)
    if found is None or not queries.may_see(request=found, person=request.person, today=request.today):
        raise Http404
    return found


def flow_of(request: SignedRequest, asked: Any) -> dict[str, Any]:
    """Tell the page of a request where it stands, what the reader may do, and what happened."""
    state, route = queries.state_of(request=asked), queries.route_of(request=asked)
    place = queries.place_of(request=asked, person=request.person, today=request.today)
    step = route.steps[state.step]
    return {
        "route": [_step(each, number, state) for number, each in enumerate(route.steps)],
        "advises": not step.decides,
        "checklist": [(line, word_of(line), line in state.ticked) for line in step.checklist],
        "pause": labels.PAUSES.get(state.pause, ""),
        "asks": state.pause.value,
        "offer": queries.offer_made(request=asked),
        "offer_currency": offer_currency(asked),
        "may_decide": place is not None,
        "may_agree": place is not None and not state.pause and state.ticked >= set(step.checklist),
        "stands_for": _name_of(place.for_person) if place and place.for_person != request.person.pk else "",
        "passing": _passing(request, asked),
        "history": history_of(asked),
    }


def _passing(request: SignedRequest, asked: Any) -> list[tuple[str, Any, list[Any]]]:
    """The ways to pass a request on, each in words with the colleagues it may go to; a way nobody may go is left out."""
    offered = queries.colleagues_offered(request=asked, person=request.person, today=request.today)
    return [(kind.value, labels.PASSED[kind], people) for kind, people in offered.items() if people]


def history_of(asked: Any) -> list[Said]:
    """Tell opinions and everything else in the order of time."""
    told = [_opinion(each) for each in queries.opinions_of(request_id=asked.pk)]
    for each in queries.moves_of(request_id=asked.pk):
        to = f" → {each.to_person.full_name}" if each.to_person else ""
        line = (
            word_of(each.text)
            if each.kind == "tick"
            else " · ".join(filter(None, (_offered(each.offer, asked), each.text)))
        )
        told.append(
            Said(each.made_at, each.person.full_name, f"{labels.MOVES[each.kind]}{to}", str(line), "message", "closed")
        )
    told += map(_ended, journal.history_of(subject_kind="approval", subject_id=asked.pk, acts=ENDS))
    return sorted(told, key=lambda each: each.at)


def offer_currency(asked: Any) -> str:
    """In which currency an amount is offered on a request for limits: the one asked in, else of the limit in force."""
    changes = asked.content.get("changes", ())
    asked_in = (line["currency"] for change in changes for line in change["lines"])
    return next(filter(None, (*asked_in, *(change["before"]["currency"] for change in changes))), "")


def _offered(offer: Any, asked: Any) -> str:
    """A counter-offer in figures as one phrase."""
    if not offer:
        return ""
    amount = f"{Decimal(offer['amount']):,} {offer_currency(asked)}".strip() if "amount" in offer else ""
    days = _("%(days)s days") % {"days": offer["days"]} if "days" in offer else ""
    return _(", ").join(filter(None, (amount, days)))


def _ended(entry: Any) -> Said:
    who = entry.person.full_name if entry.person else by_whom(actor=entry.actor, names={})
    return Said(entry.at, who, str(labels.ACTS[entry.act]), entry.reason, ENDS[entry.act], "closed")


def _opinion(each: Opinion) -> Said:
    who = each.person.full_name
    if each.for_person is not None:
        who = _("%(who)s for %(whom)s") % {"who": who, "whom": each.for_person.full_name}
    word = str(labels.SPOKEN[each.outcome])
    return Said(each.given_at, who, word, said_or_coded(each.remark), ICONS[each.outcome], TONES[each.outcome])


def _step(step: Step, number: int, state: State) -> StepShown:
    here = number == state.step and not state.outcome
    stands = "now" if here else "done" if number < state.step or state.outcome == "approved" else ""
    named = [_name_of(chair.person_id) if chair.person_id else _right(chair.permission) for chair in state.chairs]
    awaited = named if here else [_right(right) for right in step.chairs]
    mode = "" if len(step.chairs) < 2 else str(labels.MODES[step.mode])
    return StepShown(str(labels.STEPS.get(step.code, step.code)), mode, stands, tuple(awaited))


def _name_of(person_id: int) -> str:
    person = access.person_by_id(person_id=person_id)
    return person.full_name if person else ""


def _right(code: str) -> str:
    return str(rights.PERMISSIONS.get(code, code))
