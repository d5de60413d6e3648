"""Reading requests 审批申请: what waits for me 待办, what I decided 已办, what I asked 我发起的, what was copied to me 抄送我."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from onaccount.kernel.reasons import Refusal
from onaccount.office.access import queries as access
from onaccount.office.access.models import Person
from onaccount.office.approval.models import Chair, Delegation, Move, Opinion, Request
from onaccount.office.approval.rules import Chair as Seat
from onaccount.office.approval.rules import (
    Kind,
    Outcome,
    Pause,
    Place,
    Route,
    Speaker,
    State,
    one_step,
    place_for,
    route_from_json,
    seats_offered,
)
from onaccount.office.words import titled


def waiting_for(*, person: Person, today: date) -> QuerySet[Request]:
    """Find the open requests in which a chair waits for this person, by right, name or delegation, oldest first."""
    speaker = speaker_of(person=person, today=today)
    chairs = Chair.objects.filter(request=OuterRef("pk"))
    mine = _could_take(person.pk, speaker.rights) if speaker.rights else Q(person_id=person.pk)
    theirs = [
        Exists(chairs.filter(_could_take(giver, rights)))
        & ~Q(maker_id=giver)
        & ~Q(barred__contains=[giver])
        & ~_has_spoken(giver)
        for giver, rights in speaker.stands_for.items()
    ]
    waiting: Q = Q(Exists(chairs.filter(mine)))
    for each in theirs:
        waiting |= Q(each)
    found = _all().filter(waiting, outcome="").exclude(maker=person).exclude(barred__contains=[person.pk])
    return found.filter(~_has_spoken(person.pk)).order_by("id")


def done_by(*, person: Person) -> QuerySet[Request]:
    """Find the requests this person gave an opinion on, newest first."""
    return _all().filter(opinions__person=person).order_by("-id")


def mine(*, person: Person) -> QuerySet[Request]:
    """Find the requests this person made, newest first."""
    return _all().filter(maker=person).order_by("-id")


def unanswered_by(*, person: Person) -> QuerySet[Request]:
    """Find the open requests of this person that wait for their own answer to a question or a counter-offer, oldest first."""
    return _all().filter(maker=person, outcome="").exclude(pause=Pause.NONE).order_by("id")


def copied_to(*, person: Person) -> QuerySet[Request]:
    """Find the requests that were copied to this person, newest first."""
    copies = Move.objects.filter(request=OuterRef("pk"), kind=Kind.COPY, to_person=person)
    return _all().filter(Exists(copies)).order_by("-id")


def request_of(*, request_id: int) -> Request | None:
    """Find one request."""
    return _all().filter(id=request_id).first()


def titles_of(*, request_ids: Iterable[int]) -> Mapping[int, str]:
    """Give the titles of these requests in the reader's language, by key."""
    found = Request.objects.filter(pk__in=tuple(request_ids)).values_list("pk", "title")
    return {key: titled(title) for key, title in found}


def step_of(*, request_id: int) -> int:
    """Say in which step a request stands, counted from 0."""
    return Request.objects.values_list("step", flat=True).get(id=request_id)


def refuse_written_content(*, request_id: int, computed: frozenset[str]) -> None:
    """Refuse approval.content_is_computed for a request whose stage computes what is approved."""
    if Request.objects.filter(pk=request_id, kind__in=computed).exists():
        raise Refusal("approval.content_is_computed")


def requests_about(*, customer_id: int) -> QuerySet[Request]:
    """List what was ever asked about a customer, newest first."""
    return _all().filter(customer_id=customer_id).order_by("-id")


def open_request_of(*, kind: str, subject_kind: str, subject_id: int | str) -> Request | None:
    """Find the newest open request about a subject, so that nobody asks twice."""
    found = _all().filter(outcome="", kind=kind, subject_kind=subject_kind, subject_id=str(subject_id))
    return found.order_by("-id").first()


def returned_to(*, person_id: int, kind: str, subject_kind: str, subject_id: int | str) -> Request | None:
    """
    Find the newest request about a subject where it was returned to this maker: what they ask about it next is that, changed.

    None where somebody asked about the subject since.
    """
    about = Request.objects.filter(kind=kind, subject_kind=subject_kind, subject_id=str(subject_id))
    newest = about.order_by("-id").first()
    is_theirs = newest is not None and newest.maker_id == person_id and newest.outcome == Outcome.RETURNED
    return newest if is_theirs else None


def may_ask_anew(*, request: Request, person: Person) -> bool:
    """Whether this request was returned to this person and nothing was asked about its subject since."""
    found = returned_to(
        person_id=person.pk, kind=request.kind, subject_kind=request.subject_kind, subject_id=request.subject_id
    )
    return found == request


def overdue(*, today: date) -> QuerySet[Request]:
    """Find open requests whose step is past its deadline and was not raised yet."""
    return _all().filter(outcome="", due_date__lt=today, escalated_on=None).order_by("id")


def opinions_of(*, request_id: int) -> list[Opinion]:
    """Give the opinions on a request in the order they were given."""
    return list(Opinion.objects.filter(request_id=request_id).select_related("person", "for_person").order_by("id"))


def moves_of(*, request_id: int) -> list[Move]:
    """Give what else happened to a request, in its order."""
    return list(Move.objects.filter(request_id=request_id).select_related("person", "to_person").order_by("id"))


def offer_made(*, request: Request) -> Move | None:
    """Give the counter-offer in figures that waits for the maker's answer; None where none does."""
    if request.pause != Pause.COUNTER:
        return None
    offers = Move.objects.filter(request=request, kind=Kind.COUNTER, offer__isnull=False)
    return offers.select_related("person").order_by("-id").first()


def route_of(*, request: Request) -> Route:
    """Read the route a request was asked along."""
    return route_from_json(request.route) if request.route else one_step(permission=request.permission)


def state_of(*, request: Request) -> State:
    """Say where a request stands, as a value for the rules."""
    opinions = request.opinions.values_list("person_id", "for_person_id")
    rows = request.chairs.order_by("number")
    chairs = tuple(Seat(each.number, each.permission, each.person_id, each.must, each.also) for each in rows)
    return State(
        maker_id=request.maker_id,
        barred=frozenset({*request.barred, request.maker_id}),
        content_hash=request.content_hash,
        step=request.step,
        chairs=chairs,
        spoke=frozenset(each for pair in opinions for each in pair if each is not None),
        ticked=frozenset(request.ticked),
        pause=Pause(request.pause),
        outcome=request.outcome,
    )


def speaker_of(*, person: Person, today: date) -> Speaker:
    """Say with which rights a person speaks today: the own ones, and those of who delegated."""
    givers = delegations_to(person=person, today=today)
    return Speaker(
        person_id=person.pk,
        rights=_rights(person, today),
        stands_for={each.giver_id: _rights(each.giver, today) for each in givers},
    )


def place_of(*, request: Request, person: Person, today: date) -> Place | None:
    """Find the chair a person may take in a request now."""
    return place_for(state=state_of(request=request), speaker=speaker_of(person=person, today=today))


def colleagues_offered(*, request: Request, person: Person, today: date) -> dict[Kind, list[Person]]:
    """List to whom a person may pass a request on, by the way of passing it on; a way that is closed is left out."""
    state = state_of(request=request)
    colleagues = list(access.employed(today=today))
    rights: dict[int, set[str]] = {each.pk: set() for each in colleagues}
    for right in {chair.permission for chair in state.chairs if chair.permission}:
        for holder in access.holders_of(permission=right, today=today).values_list("pk", flat=True):
            rights.setdefault(holder, set()).add(right)
    offered = seats_offered(
        state=state,
        by=speaker_of(person=person, today=today),
        colleagues={pk: frozenset(held) for pk, held in rights.items()},
    )
    return {kind: [each for each in colleagues if each.pk in ids] for kind, ids in offered.items()}


def awaited(*, request: Request, today: date) -> list[Person]:
    """List who may take a chair of a request now, by right, by name or for somebody who delegated."""
    state = state_of(request=request)
    shut = state.barred | state.spoke
    seated = {each.person_id for each in state.chairs if each.person_id}
    for chair in state.chairs:
        rights = [] if chair.person_id else [chair.permission]
        for right in filter(None, (*rights, chair.also)):
            seated |= set(access.holders_of(permission=right, today=today).values_list("pk", flat=True))
    given = Delegation.objects.filter(giver__in=seated - shut, valid_from__lte=today, valid_to__gt=today, end=None)
    found = (seated | set(given.values_list("taker_id", flat=True))) - shut
    return list(access.people().filter(pk__in=found, is_active=True).order_by("pk"))


def delegations_to(*, person: Person, today: date) -> list[Delegation]:
    """List the delegations under which a person speaks for others today."""
    rows = Delegation.objects.filter(taker=person, valid_from__lte=today, valid_to__gt=today, end=None)
    return list(rows.select_related("giver"))


def delegations_by(*, person: Person, today: date) -> list[Delegation]:
    """List the delegations a person gave that run or are still to come."""
    rows = Delegation.objects.filter(giver=person, valid_to__gt=today, end=None).select_related("taker")
    return list(rows.order_by("valid_from"))


def may_see(*, request: Request, person: Person, today: date) -> bool:
    """
    Say whether a person may open a request.

    Its maker, who spoke, who may speak in one of its steps, to whom it was handed or copied, and the auditor.
    """
    speaker = speaker_of(person=person, today=today)
    rights = {right for step in route_of(request=request).steps for right in step.chairs}
    held = speaker.rights.union(*speaker.stands_for.values())
    if request.maker_id == person.pk or held & {request.permission, "journal.view", *rights}:
        return True
    return (
        request.opinions.filter(person=person).exists()
        or request.moves.filter(to_person=person).exists()
        or request.chairs.filter(Q(person=person) | Q(also__in=held, also__gt="")).exists()
    )


def _rights(person: Person, today: date) -> frozenset[str]:
    return frozenset(grant.permission for grant in access.grants_of(person=person, today=today))


def _could_take(person_id: int, rights: frozenset[str]) -> Q:
    return Q(person_id=person_id) | Q(person_id=None, permission__in=rights) | Q(also__in=rights)


def _has_spoken(person_id: int) -> Exists:
    spoken = Q(person_id=person_id) | Q(for_person_id=person_id)
    return Exists(Opinion.objects.filter(spoken, request=OuterRef("pk")))


def _all() -> QuerySet[Request]:
    return Request.objects.select_related("maker")
