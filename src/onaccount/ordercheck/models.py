"""Tables of standings 信用状态, decisions 检查结论, holds 锁单, their ends, and authorisations 放行授权. All append-only."""

from typing import Any, cast

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from onaccount.customers.models import Customer, Group
from onaccount.ordercheck.rules.keeping import whole_snapshot, whole_verdict
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Account, Order


class Standing(models.Model):
    """
    What was known of an account on a day apart from any order, under one version of the policy (`rules.Standing`).

    It holds until before `valid_until` and while the group still has the `version` it was made under: the database itself
    gives the group a new one in the transaction of anything a standing is made from (`guards`).

    `findings` are what can be found of an order that passes on it, which the answers of such orders cite (`rules.keeping`).
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    version = models.BigIntegerField()
    policy_number = models.PositiveIntegerField()
    as_of = models.DateField()
    valid_until = models.DateField()
    content = models.JSONField()
    findings = models.JSONField(null=True)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "version", "as_of", "policy_number"], name="standing_once")
        ]


class Decision(models.Model):
    """
    One answer of the order check with everything it saw; the same function on `snapshot` gives `verdict` again. Both are kept
    short (`rules.keeping`): `seen` beside the standing, `answer` without the names of fields and citing the standing's findings.

    `exposure_after` and `available` are those of the tightest node the total limit was judged at. A release implies that the
    one is not above the other, or names a person's authorisation or waiver of the limit: the database refuses anything else.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="decisions", db_constraint=False)
    standing = models.ForeignKey(
        Standing, null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    order_number = models.CharField(max_length=60)
    reference = models.UUIDField(unique=True)
    checkpoint = models.CharField(max_length=8)
    outcome = models.CharField(max_length=8)
    amount = amount_column()
    currency = models.CharField(max_length=3)
    seen = models.JSONField()
    answer = models.JSONField()
    exposure_after = amount_column(null=True)
    available = amount_column(null=True)
    authorisation = models.ForeignKey(
        "Authorisation",
        null=True,
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="covered",
    )
    waiver = models.ForeignKey(
        "Waiver", null=True, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    policy_kind = models.CharField(max_length=40)
    policy_number = models.PositiveIntegerField()
    is_trial = models.BooleanField(default=False)
    client = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    body_digest = models.CharField(max_length=64)
    actor = models.CharField(max_length=120)
    decided_on = models.DateField()
    decided_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "key"], name="decision_key_once"),
            models.CheckConstraint(
                name="release_within_limit_or_authorised",
                condition=~models.Q(outcome="release")
                | models.Q(available=None)
                | models.Q(exposure_after__lte=models.F("available"))
                | models.Q(authorisation__isnull=False)
                | models.Q(waiver__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["customer", "-id"])]

    @property
    def snapshot(self) -> dict[str, Any]:
        """Everything the check saw, as it was written down then; reads the standing where it was not read along."""
        return whole_snapshot(self.seen, None if self.standing is None else self.standing.content)

    @property
    def verdict(self) -> dict[str, Any]:
        """Everything the check answered, as it was written down then; may read the standing where it was not read along."""
        return whole_verdict(self.answer, self._known)

    def _known(self) -> list[Any]:
        assert self.standing is not None  # only beside one are findings cited
        return cast("list[Any]", self.standing.findings)


class Hold(models.Model):
    """An order that waits. Open while it has no `HoldEnd`; the reasons of `latest_decision` stand."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="holds", db_constraint=False)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    latest_decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    placed_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["group", "id"])]


class HoldEnd(models.Model):
    """How a hold ended: cleared by facts, released or rejected by a person, or the order was cancelled."""

    class Kind(models.TextChoices):
        CLEARED = "cleared"
        RELEASED = "released"
        REJECTED = "rejected"
        CANCELLED = "cancelled"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="end")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=120)
    reason_code = models.CharField(max_length=40, blank=True, default="")
    remark = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(db_default=Now())


class Authorisation(models.Model):
    """
    A release 放行授权: this order, up to this amount plus tolerance, until this day, by this person or decision.

    `excess` is how far the customer was over the limit in all, `authority` how far the person may go (null: no end), and the
    same for days: the database refuses a release beyond its giver's authority, and a special one without its promise.
    """

    class Kind(models.TextChoices):
        ORDINARY = "ordinary"
        SPECIAL = "special"
        EMERGENCY = "emergency"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="authorisations")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    amount = amount_column()
    tolerance_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    valid_until = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ORDINARY)
    promised_date = models.DateField(null=True)
    vouched_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    review_date = models.DateField(null=True)
    excess = amount_column(default=0)
    authority = amount_column(null=True)
    days_over = models.PositiveIntegerField(default=0)
    authority_days = models.PositiveIntegerField(null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=120)
    reason_code = models.CharField(max_length=40, blank=True, default="")
    remark = models.TextField(blank=True, default="")
    given_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="release_within_authority",
                condition=(models.Q(authority=None) | models.Q(excess__lte=models.F("authority")))
                & (models.Q(authority_days=None) | models.Q(days_over__lte=models.F("authority_days"))),
            ),
            models.CheckConstraint(
                name="special_release_has_a_promise",
                condition=~models.Q(kind="special") | models.Q(promised_date__isnull=False, vouched_by__isnull=False),
            ),
        ]


class Waiver(models.Model):
    """
    One reason of a hold set aside by a person 单项放行: this rule, broken by no more than `beyond`, up to `amount`, until this day.

    How far the reason was over and how far the person may go stand beside it as for a release, and the database refuses alike.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="waivers")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="waivers")
    rule = models.CharField(max_length=40)
    amount = amount_column()
    beyond = models.DecimalField(max_digits=26, decimal_places=6)
    valid_until = models.DateField()
    excess = amount_column(default=0)
    authority = amount_column(null=True)
    days_over = models.PositiveIntegerField(default=0)
    authority_days = models.PositiveIntegerField(null=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=120)
    remark = models.TextField()
    given_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="waiver_within_authority",
                condition=(models.Q(authority=None) | models.Q(excess__lte=models.F("authority")))
                & (models.Q(authority_days=None) | models.Q(days_over__lte=models.F("authority_days"))),
            )
        ]


class ReleaseReview(models.Model):
    """A second person looked at a release afterwards 事后复核: at an emergency always, at others on their review date."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    authorisation = models.OneToOneField(Authorisation, on_delete=models.PROTECT, related_name="review")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    remark = models.TextField()
    reviewed_at = models.DateTimeField(db_default=Now())


class HoldReview(models.Model):
    """A hold is looked at again on a day 复核日; the newest row counts."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="reviews")
    review_date = models.DateField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    remark = models.TextField(blank=True, default="")
    set_at = models.DateTimeField(db_default=Now())


class HoldNotice(models.Model):
    """People were told 已通知 that an order began to wait, or that it no longer does; each is told once."""

    class About(models.TextChoices):
        HELD = "held"
        ENDED = "ended"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="notices")
    about = models.CharField(max_length=5, choices=About.choices)
    told_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hold", "about"], name="hold_notice_once")]


class Simulation(models.Model):
    """A draft of the policy tried on the checks of a span of days; `digest` says which content of the draft it was."""

    version_number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    first_day = models.DateField()
    last_day = models.DateField()
    checks = models.PositiveIntegerField(default=0)
    lacking = models.JSONField(default=dict)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    work = models.ForeignKey("work.Work", null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())


class SimulatedCheck(models.Model):
    """A check that the draft would have answered otherwise: how, and by which rules."""

    simulation = models.ForeignKey(Simulation, on_delete=models.CASCADE, related_name="differing")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    was = models.CharField(max_length=8)
    would = models.CharField(max_length=8)
    begins = models.JSONField(default=list)
    ceases = models.JSONField(default=list)
