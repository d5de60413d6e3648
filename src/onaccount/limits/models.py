"""Tables of the limit journal 额度流水, limits in force 生效额度 and suspensions 停供与锁定, lists 名单.

The journal is append-only and every line points to an approved request. `LimitInForce` is a projection that posting alone
writes: the database refuses a row that no journal line stands behind.
"""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Cast, Coalesce, Now

from onaccount.customers.models import Customer, Group
from onaccount.limits import labels
from onaccount.limits.rules import Reach
from onaccount.office.approval.models import Request
from onaccount.office.work.models import Work
from onaccount.trade.columns import amount_column
from onaccount.trade.models import Segment


class LimitColumns(models.Model):
    """What a limit says, in the journal and in force."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    segment = models.ForeignKey(Segment, null=True, on_delete=models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=12, choices=list(labels.DIMENSIONS.items()))
    reach = models.CharField(max_length=5, choices=list(labels.REACHES.items()), default=Reach.OWN.value)
    type = models.CharField(max_length=9, choices=list(labels.TYPES.items()))
    value = amount_column(null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    is_temporary = models.BooleanField()

    class Meta:
        abstract = True


class JournalLine(LimitColumns):
    """
    One posted change of a limit 额度流水. `value` is the new value or, on the temporary track, what is added; never edited.

    `percent` is what the value was asked as: so much more or less than the limit before, or so much of it.
    """

    act = models.CharField(max_length=9, choices=list(labels.LINE_ACTS.items()))
    percent = models.DecimalField(max_digits=7, decimal_places=3, null=True)
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
                name="temporary_has_an_end",
                condition=models.Q(is_temporary=False) | models.Q(type="none") | models.Q(valid_to__isnull=False),
            ),
            models.CheckConstraint(
                name="temporary_is_marked", condition=~models.Q(act="temporary") | models.Q(is_temporary=True)
            ),
            models.CheckConstraint(
                name="correction_names_its_line",
                condition=models.Q(act="correct", corrects__isnull=False)
                | (~models.Q(act="correct") & models.Q(corrects=None)),
            ),
            models.CheckConstraint(
                name="percent_of_an_amount_of_money",
                condition=models.Q(percent=None)
                | models.Q(type="amount", dimension__in=["exposure", "order_amount"], value__isnull=False),
            ),
            models.UniqueConstraint(fields=["corrects"], name="line_corrected_once"),
            models.CheckConstraint(
                name="journal_period_not_empty",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["customer", "dimension", "id"], name="limit_journal_customer")]


class LimitInForce(LimitColumns):
    """The limit of one customer, segment, dimension and reach over a span of days: at most one base and one temporary."""

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

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="suspensions")
    kind = models.CharField(max_length=12, choices=list(labels.SUSPENSIONS.items()))
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


class Listing(models.Model):
    """A customer stands on a list: positive 白名单, negative 负面清单 or sanctions 制裁名单; the last two end only by a second person."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="listings")
    kind = models.CharField(max_length=10, choices=list(labels.LISTINGS.items()))
    source = models.CharField(max_length=160, blank=True, default="")
    reason = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="only_a_positive_listing_lapses", condition=models.Q(kind="positive") | models.Q(valid_to=None)
            ),
            models.CheckConstraint(
                name="listing_period_not_empty",
                condition=models.Q(valid_to=None) | models.Q(valid_to__gt=models.F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["customer", "kind"], name="listings_customer"), models.Index(fields=["group"])]


class ListingLift(models.Model):
    """Who took a customer off a list, from which day, and why; a negative or sanctions listing never by who placed it."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    listing = models.OneToOneField(Listing, on_delete=models.PROTECT, related_name="lift")
    reason = models.TextField()
    lifted_on = models.DateField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(db_default=Now())


class ReviewDate(models.Model):
    """The day by which a customer's limit is looked at again 复审日期; the last row holds, one without a day takes it away."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="review_dates")
    review_date = models.DateField(null=True)
    reason = models.TextField(blank=True, default="")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["customer", "-id"], name="review_dates_latest"), models.Index(fields=["group"])]


class Application(models.Model):
    """
    What a company asks for by the online form 客户授信申请, before anybody signed in has looked at it.

    `contact` is sealed, since it names a person; the resume code is kept as its digest alone. `customer` and `handled_by`
    stand once somebody took it up, `declined_for` where it was refused.
    """

    code_digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10)
    answers = models.JSONField(default=dict)
    contact = models.BinaryField(null=True)
    consents = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    begun_at = models.DateTimeField(db_default=Now())
    submitted_at = models.DateTimeField(null=True)
    customer = models.ForeignKey(Customer, null=True, on_delete=models.PROTECT, related_name="applications")
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    declined_for = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(submitted_at__isnull=False, handled_at=None),
                name="applications_waiting",
            )
        ]


class ApplicationPaper(models.Model):
    """A paper handed in with an application, sealed; it goes into the credit file when the application is taken up."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="papers")
    type = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sealed = models.BinaryField()
    received_at = models.DateTimeField(db_default=Now())


class WishDraft(models.Model):
    """A request for credit somebody has begun in steps and not sent yet 申请草稿; `request` once it was sent."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=list(labels.WISHES.items()))
    answers = models.JSONField(default=dict)
    changed_at = models.DateTimeField(db_default=Now())
    request = models.OneToOneField(Request, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], condition=models.Q(request=None), name="wish_drafts_open")]


class Suggestion(models.Model):
    """
    A change of a limit that the facts propose 调额建议, for a person to ask for or to set aside; it changes nothing by itself.

    `outcome` is empty while it waits: `taken` into a request, `set_aside` with a remark, `outdated` once the facts changed.
    """

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="suggestions")
    kind = models.CharField(max_length=5, choices=list(labels.SUGGESTIONS.items()))
    currency = models.CharField(max_length=3)
    standing = amount_column()
    amount = amount_column()
    days = models.PositiveSmallIntegerField()
    reason = models.JSONField()
    made_on = models.DateField()
    outcome = models.CharField(max_length=9, blank=True, default="")
    remark = models.CharField(max_length=400, blank=True, default="")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=models.Q(outcome=""), name="one_suggestion_waits_for_a_customer"
            )
        ]
        indexes = [models.Index(fields=["group"])]


class GrantingTrial(models.Model):
    """A version of the granting policy held against the whole portfolio in the background 政策试算; `reached` says how far it came."""

    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    as_of = models.DateField()
    reached = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    work = models.ForeignKey(Work, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["number", "-id"], name="granting_trials_latest")]


class TrialDifference(models.Model):
    """A customer to whom the tried version would propose something else than the one in force."""

    trial = models.ForeignKey(GrantingTrial, on_delete=models.CASCADE, related_name="differences")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    standing = amount_column(null=True)
    now = amount_column()
    then = amount_column()
    change = amount_column()
    days_now = models.PositiveSmallIntegerField()
    days_then = models.PositiveSmallIntegerField()
    bound_by = models.CharField(max_length=20)
    segment = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["trial", "change"], name="trial_differences_by_change")]
