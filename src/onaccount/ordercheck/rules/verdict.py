"""
The verdict 检查结论: which rules apply to this order, what each of them found, and what follows.

The nearest scope's rule of the same code replaces the broader one; different codes all apply. The strongest finding that
stands decides. A release by a person (authorisation) covers every finding but a hard one; a waiver covers those of one rule.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from onaccount.kernel.reasons import Reason
from onaccount.limits.rules import ListingKind
from onaccount.ordercheck.rules.arithmetic import HUNDRED, Line, lines, tightest
from onaccount.ordercheck.rules.catalogue import CATALOGUE, OF_LIMITS, PER_ORDER_ALLOWANCES, Measured, suspended
from onaccount.ordercheck.rules.facts import ZERO, CustomerFacts, Failure, FailureKind, Snapshot
from onaccount.ordercheck.rules.policy import Exclusion, Exemption, Logic, Policy, RuleSetting, Strength


class Outcome(StrEnum):
    """What the check answers. `failed`: it could not know enough, which is no credit reason; the order waits and is checked again."""

    RELEASE = "release"
    WARN = "warn"
    HOLD = "hold"
    REFUSE = "refuse"
    FAILED = "failed"


class Effect(StrEnum):
    """What became of a finding: it stands, it passed, or why an exceeded one does not count."""

    PASSED = "passed"
    STANDS = "stands"
    EXCLUDED = "excluded"
    RELAXED = "relaxed"
    IN_GRACE = "in_grace"
    AUTHORISED = "authorised"
    WAIVED = "waived"
    EXEMPT = "exempt"


class Finding(Struct, frozen=True):
    """One rule's word on the order: what it measured, what was allowed, how strong it is, and whether it counts."""

    rule: str
    reason: Reason
    unit: str
    measure: Decimal
    allowed: Decimal
    strength: Strength
    effect: Effect
    is_hard: bool = False


class Verdict(Struct, frozen=True):
    """The answer with everything a person needs to follow it. `free` is None where no limit binds."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    arithmetic: tuple[Line, ...]
    free: Decimal | None
    is_authorised: bool = False

    @property
    def standing(self) -> tuple[Finding, ...]:
        """The findings that count, hard ones first, then by strength."""
        return tuple(
            sorted(
                (finding for finding in self.findings if finding.effect is Effect.STANDS),
                key=lambda finding: (not finding.is_hard, -_RANK[finding.strength]),
            )
        )

    @property
    def passes(self) -> bool:
        """Whether the order may go on: released, or warned about only."""
        return self.outcome in {Outcome.RELEASE, Outcome.WARN}

    @property
    def is_hard(self) -> bool:
        """Whether something only a second person lifts stands in the way."""
        return any(finding.is_hard for finding in self.standing)


_RANK = {Strength.OFF: 0, Strength.WARN: 1, Strength.HOLD: 2, Strength.REFUSE: 3}
_OUTCOMES = {
    Strength.OFF: Outcome.RELEASE,
    Strength.WARN: Outcome.WARN,
    Strength.HOLD: Outcome.HOLD,
    Strength.REFUSE: Outcome.REFUSE,
}


def judge(snapshot: Snapshot, policy: Policy) -> Verdict:
    """
    Judge one order: every rule in force at the checkpoint, the arithmetic, and the outcome.

    It knows nothing but its arguments, so a stored snapshot and policy give the stored verdict again. Trial mode is not its
    business: it says what is right, the caller says what happens.
    """
    return judge_with(snapshot, policy, measured={})


def judge_with(snapshot: Snapshot, policy: Policy, *, measured: Mapping[str, tuple[Measured, ...]]) -> Verdict:
    """Judge one order with some rules measured before, by their code; all others it measures itself."""
    soft = [
        finding
        for setting in _judgeable(snapshot, policy=policy)
        for finding in findings_of(
            setting,
            measured[setting.code] if setting.code in measured else CATALOGUE[setting.code](snapshot, setting, policy),
            snapshot=snapshot,
            policy=policy,
        )
    ]
    technical = tuple(_technical(failure, soft, snapshot=snapshot, policy=policy) for failure in snapshot.failures)
    return concluded(snapshot, policy, hard=hard_findings(snapshot), technical=technical, soft=tuple(soft))


def hard_findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Give the findings that only a second person lifts; no order changes them."""
    return tuple(_hard(found) for found in suspended(snapshot))


def findings_of(
    setting: RuleSetting, found: Iterable[Measured], *, snapshot: Snapshot, policy: Policy
) -> list[Finding]:
    """Say of each thing a rule measured how strong it is at the checkpoint and whether it counts."""
    strength = setting.strength_at(snapshot.checkpoint)
    return [
        _as_finding(
            setting.code,
            each,
            strength=strength,
            effect=_effect(each, setting=setting, snapshot=snapshot, policy=policy)
            if each.is_exceeded
            else Effect.PASSED,
        )
        for each in found
    ]


def concluded(
    snapshot: Snapshot,
    policy: Policy,
    *,
    hard: tuple[Finding, ...],
    technical: tuple[Finding, ...],
    soft: tuple[Finding, ...],
) -> Verdict:
    """Draw the conclusion from all that was found, with the arithmetic of the tightest node."""
    soft = soft if policy.logic is Logic.ANY else _relaxed(soft)
    findings = hard + technical + soft
    binding = tightest(snapshot, policy=policy)
    return Verdict(
        _outcome(hard=hard, technical=technical, soft=soft),
        findings,
        () if binding is None else lines(binding, snapshot=snapshot, policy=policy),
        None if binding is None else binding.free,
        any(finding.effect is Effect.AUTHORISED for finding in findings),
    )


def _outcome(*, hard: tuple[Finding, ...], technical: tuple[Finding, ...], soft: tuple[Finding, ...]) -> Outcome:
    """What a person stopped comes first, then what could not be known, then the strongest of the credit reasons."""
    if not hard and any(finding.effect is Effect.STANDS for finding in technical):
        return Outcome.FAILED
    standing = [finding.strength for finding in hard + soft if finding.effect is Effect.STANDS]
    return _OUTCOMES[max(standing, key=_RANK.__getitem__)] if standing else Outcome.RELEASE


def _judgeable(snapshot: Snapshot, *, policy: Policy) -> tuple[RuleSetting, ...]:
    """Without a rate nothing can be compared with a limit: then no credit rule has a word."""
    if any(failure.kind is FailureKind.RATE_MISSING for failure in snapshot.failures):
        return ()
    return settings_in_force(snapshot, policy=policy)


def settings_in_force(snapshot: Snapshot, *, policy: Policy) -> tuple[RuleSetting, ...]:
    """Pick the settings that apply: per code the nearest scope, in catalogue order, none that is off here."""
    nearest = nearest_settings(snapshot.customer, policy=policy)
    return tuple(setting for setting in nearest if setting.strength_at(snapshot.checkpoint) is not Strength.OFF)


def nearest_settings(customer: CustomerFacts, *, policy: Policy) -> tuple[RuleSetting, ...]:
    """Pick per code the setting whose scope is nearest to the customer, in catalogue order."""
    nearest: dict[str, tuple[int, RuleSetting]] = {}
    for setting in policy.rules:
        nearness = setting.scope.nearness(customer)
        if nearness is not None and nearness >= nearest.get(setting.code, (0, setting))[0]:
            nearest[setting.code] = (nearness, setting)
    return tuple(nearest[code][1] for code in CATALOGUE if code in nearest)


def is_covered(snapshot: Snapshot) -> bool:
    """
    Say whether a person's release stands for this order: amount with tolerance, through its last day, for the
    credit days it was given for.
    """
    given, asked = snapshot.authorisation, snapshot.order.credit_days
    if given is None or snapshot.as_of > given.valid_until:
        return False
    if asked is not None and given.longest is not None and asked > given.longest:
        return False
    return snapshot.order.whole <= given.amount * (HUNDRED + given.tolerance_percent) / HUNDRED


def _hard(measured: Measured) -> Finding:
    return _as_finding("account_status", measured, strength=Strength.HOLD, effect=Effect.STANDS)


def _technical(failure: Failure, soft: Iterable[Finding], *, snapshot: Snapshot, policy: Policy) -> Finding:
    """
    A stale or unreachable source may be passed over up to an amount; a missing rate never, because nothing can be compared. Where
    only a security has no rate it counts nothing, and an order waits that breaks a limit without it.
    """
    whole, code = snapshot.order.whole, failure.kind.value
    allowed = ZERO if failure.kind is FailureKind.RATE_MISSING else open_up_to(snapshot.customer, policy=policy)
    if failure.kind is FailureKind.SECURITY_UNRATED:
        is_needed = failure.order_number in {"", snapshot.order.number} and any(map(_is_of_a_limit, soft))
        code, allowed = ("security_needed", ZERO) if is_needed else (code, whole)
    facts = {"source": failure.source, "well_until": failure.well_until}
    measured = Measured(Reason(f"ordercheck.{code}", facts), "amount", whole > allowed, whole, allowed)
    covered = _covering("technical", measured, snapshot=snapshot)
    effect = Effect.STANDS if covered is None else covered
    effect = effect if measured.is_exceeded else Effect.PASSED
    return _as_finding("technical", measured, strength=Strength.HOLD, effect=effect)


def _is_of_a_limit(finding: Finding) -> bool:
    """Whether an order waits for what a security could make room for."""
    waits = _RANK[finding.strength] >= _RANK[Strength.HOLD]
    return finding.rule in OF_LIMITS and finding.effect is Effect.STANDS and waits


def open_up_to(customer: CustomerFacts, *, policy: Policy) -> Decimal:
    """Say up to which amount a customer's orders pass while a source fails: by the nearest scope, else 0."""
    near = [(each.scope.nearness(customer), each.up_to) for each in policy.fail_open]
    found = [(nearness, up_to) for nearness, up_to in near if nearness is not None]
    return max(found, default=(0, ZERO), key=lambda each: each[0])[1]


def exemption_of(snapshot: Snapshot, *, policy: Policy) -> Exemption | None:
    """Give the first exemption written for this customer and type of order."""
    return policy.exemption_for(snapshot.customer, order_type=snapshot.order.order_type)


def _as_finding(rule: str, measured: Measured, *, strength: Strength, effect: Effect) -> Finding:
    return Finding(
        rule,
        measured.reason,
        measured.unit,
        measured.measure,
        measured.allowed,
        strength,
        effect,
        measured.is_hard,
    )


def _effect(measured: Measured, *, setting: RuleSetting, snapshot: Snapshot, policy: Policy) -> Effect:
    """What becomes of an exceeded rule."""
    if exemption_of(snapshot, policy=policy) is not None:
        return Effect.EXEMPT
    is_trusted = policy.positive_list_passes and ListingKind.POSITIVE in snapshot.standing.listings
    if is_trusted or any(_leaves_out(each, measured, setting=setting, snapshot=snapshot) for each in policy.exclusions):
        return Effect.EXCLUDED
    return Effect.STANDS if measured.outlasts_release else _set_aside(measured, setting.code, snapshot, policy)


def _set_aside(measured: Measured, rule: str, snapshot: Snapshot, policy: Policy) -> Effect:
    """What becomes of an exceeded rule that applies: a person's word covers it, a passed check spares it, or it stands."""
    covered = _covering(rule, measured, snapshot=snapshot)
    if covered is not None:
        return covered
    return Effect.IN_GRACE if _is_in_grace(snapshot, policy=policy) else Effect.STANDS


def _covering(rule: str, measured: Measured, *, snapshot: Snapshot) -> Effect | None:
    """A person's word that covers an exceeded rule: a release of the whole order, or a waiver of this one reason."""
    if is_covered(snapshot):
        return Effect.AUTHORISED
    return Effect.WAIVED if is_waived(rule, measured, snapshot=snapshot) else None


def is_waived(rule: str, measured: Measured, *, snapshot: Snapshot) -> bool:
    """Say whether a person waived this reason of the order, broken as far as it is now."""
    beyond = abs(measured.measure - measured.allowed)
    return any(
        each.rule == rule
        and snapshot.as_of <= each.valid_until
        and snapshot.order.whole <= each.amount
        and beyond <= each.beyond
        for each in snapshot.waived
    )


def _leaves_out(exclusion: Exclusion, measured: Measured, *, setting: RuleSetting, snapshot: Snapshot) -> bool:
    """An exclusion works against broader scopes only, on the same rule and unit, while the measure stays below its value."""
    nearness = exclusion.scope.nearness(snapshot.customer)
    if nearness is None:
        return False
    if exclusion.releases_all:
        return True
    is_broader = nearness > (setting.scope.nearness(snapshot.customer) or 0)
    is_same = (exclusion.code, exclusion.unit) == (setting.code, measured.unit)
    return is_broader and is_same and exclusion.below is not None and measured.measure < exclusion.below


def _is_in_grace(snapshot: Snapshot, *, policy: Policy) -> bool:
    """Confirmed on day 1 with 2 grace days: day 3 is spared, day 4 is checked; and never more than what passed."""
    days = policy.grace_days.get(snapshot.checkpoint, 0)
    if snapshot.passed_amount is not None and snapshot.order.whole > snapshot.passed_amount:
        return False
    return snapshot.last_passed is not None and 0 <= (snapshot.as_of - snapshot.last_passed).days <= days and days > 0


def _relaxed(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Under logic `all`, allowances per order count only when every one of them that was measured is exceeded."""
    allowances = [finding for finding in findings if finding.rule in PER_ORDER_ALLOWANCES]
    measured = {finding.rule for finding in allowances}
    exceeded = {finding.rule for finding in allowances if finding.effect is Effect.STANDS}
    if measured == exceeded:
        return findings
    return tuple(_without_weight(finding) if finding in allowances else finding for finding in findings)


def _without_weight(finding: Finding) -> Finding:
    effect = Effect.RELAXED if finding.effect is Effect.STANDS else finding.effect
    measured = Measured(
        finding.reason, finding.unit, finding.effect is Effect.STANDS, finding.measure, finding.allowed, finding.is_hard
    )
    return _as_finding(finding.rule, measured, strength=finding.strength, effect=effect)
