"""The policy by which orders are checked 信用政策, read as a value."""

from datetime import date

from onaccount.kernel.reasons import Refusal
from onaccount.office.asking import Question, Rows, answer
from onaccount.office.policy import queries as policy
from onaccount.office.policy.models import PolicyVersion
from onaccount.ordercheck.rules import STARTING_POLICY, Policy, policy_from_json

KIND = "ordercheck"
MOST_READ = 200  # versions
IN_FORCE = """
    SELECT number, digest FROM policy_policyversion WHERE kind = %s AND active_from <= %s
    ORDER BY active_from DESC, number DESC LIMIT 1
"""


def policy_in_force(*, on: date) -> Policy:
    """Give the policy in force on a day; before anybody decided one, the starting policy (number 0)."""
    return answer(in_force(on=on))


def in_force(*, on: date) -> Question[Policy]:
    """Ask the same together with other things."""
    return Question(IN_FORCE, [KIND, on], _policy)


def _policy(rows: Rows) -> Policy:
    if not rows:
        return STARTING_POLICY
    number, _ = rows[0]
    return _read.get(rows[0]) or policy_numbered(number=number)


def policy_numbered(*, number: int) -> Policy:
    """Give the version a decision cites. Refuses `ordercheck.policy_unknown`."""
    if number == STARTING_POLICY.number:
        return STARTING_POLICY
    found = policy.version_of(kind=KIND, number=number)
    if found is None:
        raise Refusal("ordercheck.policy_unknown", number=number)
    return _as_policy(found)


def _as_policy(version: PolicyVersion) -> Policy:
    """A version is read as a value once in each process: the digest of its content says whether it is still the same."""
    known_as = (version.number, version.digest)
    if known_as not in _read:
        if len(_read) >= MOST_READ:
            _read.clear()
        _read[known_as] = policy_from_json(version.content | {"number": version.number})
    return _read[known_as]


_read: dict[tuple[int, str], Policy] = {}
