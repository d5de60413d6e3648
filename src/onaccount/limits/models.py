"""Tables of the limit journal 额度流水, limits in force 生效额度 and suspensions 停供与锁定.

The journal is append-only and every line points to an approved request. `LimitInForce` is a projection that posting alone
writes: the database refuses a row that no journal line stands behind.
"""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Cast, Coalesce, Now

from onaccount.customers.models import Customer, Group
from onaccount.office.approval.models import Request
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Segment


class Dimension(models.TextChoices):
    """What is limited."""

    EXPOSURE = "exposure"
    ORDER_AMOUNT = "order_amount"
    QUANTITY = "quantity"
    CREDIT_DAYS = "credit_days"


class LimitType(models.TextChoices):
    """`none`: no policy yet; `amount`: the value (0 means no credit); `unlimited`; `prepay`: cash before goods."""

    NONE = "none"
    AMOUNT = "amount"
    UNLIMITED = "unlimited"
    PREPAY = "prepay"


class Act(models.TextChoices):
    """What a journal line does."""

    SET = "set"
    RAISE = "raise"
    CUT = "cut"
    TEMPORARY = "temporary"
    EXPIRE = "expire"
    CORRECT = "correct"


class Reach(models.TextChoices):
    """Whether a limit binds the company alone or it and everything below it."""

    OWN = "own"
    GROUP = "group"


class LimitColumns(models.Model):
    """What a limit says, in the journal and in force."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    segment = models.ForeignKey(Segment, null=True, on_delete=models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=12, choices=Dimension.choices)
    reach = models.CharField(max_length=5, choices=Reach.choices, default=Reach.OWN)
    type = models.CharField(max_length=9, choices=LimitType.choices)
    value = amount_column(null=True)
    currency = models.CharField(max_length=3, blank=True, default="")

    class Meta:
        abstract = True


class JournalLine(LimitColumns):
    """One posted change of a limit 额度流水. `value` is the new value, for `temporary` what is added; never edited."""

    act = models.CharField(max_length=9, choices=Act.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    reason = models.TextField()
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="+")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="maker_is_not_checker", condition=~models.Q(maker=models.F("checker"))),
            models.CheckConstraint(
                name="value_goes_with_type",
                condition=models.Q(type="amount", value__gte=0) | (~models.Q(type="amount") & models.Q(value=None)),
            ),
            models.CheckConstraint(
                name="temporary_has_an_end", condition=~models.Q(act="temporary") | models.Q(valid_to__isnull=False)
            ),
            models.CheckConstraint(
                name="journal_period_not_empty",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["customer", "dimension", "id"], name="limit_journal_customer")]


class LimitInForce(LimitColumns):
    """The limit of one customer, segment, dimension and reach over a span of days: at most one base and one temporary."""

    is_temporary = models.BooleanField()
    validity = DateRangeField()
    line = models.ForeignKey(JournalLine, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_limit_in_force",
                expressions=[
                    ("customer", RangeOperators.EQUAL),
                    (Coalesce("segment", 0), RangeOperators.EQUAL),
                    ("dimension", RangeOperators.EQUAL),
                    ("reach", RangeOperators.EQUAL),
                    (Cast("is_temporary", models.IntegerField()), RangeOperators.EQUAL),
                    ("validity", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["group"])]


class Suspension(models.Model):
    """A standing hold on a customer: hard hold 人工锁定, stop supply 停止供货 or prepay only 款到发货; only a second person lifts it."""

    class Kind(models.TextChoices):
        HARD_HOLD = "hard_hold"
        STOP_SUPPLY = "stop_supply"
        PREPAY_ONLY = "prepay_only"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="suspensions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.TextField()
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["group"])]


class SuspensionLift(models.Model):
    """Who lifted a suspension and why; never the person who placed it."""

    suspension = models.OneToOneField(Suspension, on_delete=models.PROTECT, related_name="lift")
    reason = models.TextField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(db_default=Now())
