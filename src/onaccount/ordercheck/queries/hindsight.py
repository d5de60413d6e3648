"""Decisions taken under a wrong limit, judged again with the right one 错误额度下的检查结论."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db.models import Q
from msgspec.structs import replace

from onaccount.customers import queries as customers
from onaccount.limits import queries as limits
from onaccount.limits.models import JournalLine
from onaccount.limits.rules import CreditLimit, Dimension, Draft, Line, Place, Reach, Span, fold, in_force, limit_on
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.queries.decisions import decisions_during, verdict_of
from onaccount.ordercheck.queries.policies import policy_numbered
from onaccount.ordercheck.queries.records import rates_for
from onaccount.ordercheck.rules import Outcome, Policy, Snapshot, judge, snapshot_from_json
from onaccount.ordercheck.rules.hindsight import LimitPlace, with_limit

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A decision, the outcome it had, and the one it would have had."""

    decision: Decision
    was: Outcome
    would: Outcome


def decided_otherwise(*, wrong: JournalLine, instead: Sequence[Draft] | None, today: date) -> tuple[Otherwise, ...]:
    """
    List the decisions taken while a wrong line was believed that would have been different, newest first.

    `instead` are the lines a correction asks for; None compares with the journal as it is known now. Every decision is judged,
    each alone: that an earlier one would have left more credit for a later one is not followed up.
    """
    place = Place(wrong.customer_id, wrong.segment_id, Dimension(wrong.dimension), Reach(wrong.reach))
    lines = limits.lines_at(place=place)
    believed = in_force(lines=lines, known_at=wrong.posted_at)
    right = fold(lines if instead is None else [*lines, *_posted(instead, lines)])
    at = LimitPlace(
        wrong.customer.number,
        place.reach is Reach.GROUP,
        wrong.segment.code if wrong.segment else None,
        place.dimension,
    )
    return tuple(_differing(_decisions(wrong, lines, today), at, believed, right))


def _posted(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Line]:
    """The lines as if they were posted now, after all others."""
    last, at = max(line.id for line in lines), max(line.posted_at for line in lines)
    return [Line(id=number, posted_at=at, **asdict(draft)) for number, draft in enumerate(drafts, last + 1)]


def _decisions(wrong: JournalLine, lines: Iterable[Line], today: date) -> Iterable[Decision]:
    """
    What was decided from the wrong line's posting until its correction, where its limit may have been bound.

    Of a group limit that is whoever belonged to the group then, though it may have left since: the snapshot says whether the
    limit stood above it.
    """
    concerned = Q(customer=wrong.customer_id)
    if wrong.reach == Reach.GROUP:
        concerned |= Q(group__in={wrong.group_id, wrong.customer.group_id}) | Q(
            customer__in=customers.below(wrong.customer)
        )
    found = decisions_during(first_day=wrong.valid_from, last_day=today).filter(
        concerned, decided_at__gte=wrong.posted_at
    )
    corrected = next((line for line in lines if line.corrects == wrong.pk), None)
    exact = found.filter(decided_at__lt=corrected.posted_at) if corrected else found
    return exact.iterator(chunk_size=CHUNK)


def _differing(
    decisions: Iterable[Decision], at: LimitPlace, believed: Sequence[Span], right: Sequence[Span]
) -> Iterable[Otherwise]:
    policies: dict[int, Policy] = {}
    for decision in decisions:
        number = decision.policy_number
        policy = policies.setdefault(number, policies.get(number) or policy_numbered(number=number))
        snapshot = snapshot_from_json(decision.snapshot)
        instead = limit_on(spans=right, day=decision.decided_on)
        hindsight = with_limit(
            _with_rate_of(instead, snapshot),
            at=at,
            wrong=limit_on(spans=believed, day=decision.decided_on),
            right=instead,
        )
        was, would = verdict_of(decision).outcome, judge(hindsight, policy).outcome
        if was != would:
            yield Otherwise(decision, was, would)


def _with_rate_of(limit: CreditLimit, snapshot: Snapshot) -> Snapshot:
    """The wrong limit may have been in another currency, so that nobody asked for this one's rate then."""
    known = {"", snapshot.currency, *(used.source for used in snapshot.rates)}
    if limit.currency in known:
        return snapshot
    found, missing = rates_for([limit.currency], currency=snapshot.currency, as_of=snapshot.as_of)
    return replace(snapshot, rates=(*snapshot.rates, *found), failures=(*snapshot.failures, *missing))
