"""All history judged again 重新检查: every stored snapshot under its stored policy, compared to the last digit."""

from collections.abc import Callable
from dataclasses import dataclass

from onaccount.kernel.reasons import Reason
from onaccount.ordercheck.models import Decision
from onaccount.ordercheck.queries.policies import policy_numbered
from onaccount.ordercheck.rules import Policy, as_json, judge, snapshot_from_json

CHUNK = 500
NAMED = 20


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many decisions were judged again, how many came out differently, and the references of the first of those."""

    decisions: int
    different: int
    references: tuple[str, ...]

    @property
    def finding(self) -> Reason:
        """The result as a reason, for people and for keeping."""
        facts = {"decisions": self.decisions, "different": self.different, "references": ", ".join(self.references)}
        return Reason("ordercheck.replay_differs" if self.different else "ordercheck.replay_same", facts)


def decisions_in_all() -> int:
    """Count the decisions there are."""
    return Decision.objects.count()


def replay_history(*, report: Callable[[int], None]) -> Replayed:
    """
    Judge every decision again on what it saw, oldest first, and tell `report` how many are done.

    It writes nothing. The same snapshot under the same policy gives the same verdict, so anything but 0 different means
    that the program's judgement was changed, or a record was.
    """
    policies: dict[int, Policy] = {}
    kept = Decision.objects.order_by("pk").select_related("standing")
    rows = kept.only("reference", "policy_number", "seen", "answer", "standing__content")
    count, different = 0, []
    for row in rows.iterator(chunk_size=CHUNK):
        number = row.policy_number
        if number not in policies:
            policies[number] = policy_numbered(number=number)
        if as_json(judge(snapshot_from_json(row.snapshot), policies[number])) != row.verdict:
            different.append(str(row.reference))
        count += 1
        report(count)
    return Replayed(count, len(different), tuple(different[:NAMED]))
