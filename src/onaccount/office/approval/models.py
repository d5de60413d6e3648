"""
Tables of requests 审批申请, opinions 意见, chairs 席位, what else happened to a request, and delegations 委托.

The database refuses an opinion by the maker, for the maker, by whoever stands behind the wish, without a chair, or on other
content; a chair for any of them; and an approval that the route does not end in.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from onaccount.office.approval.rules import OPINIONS, Kind
from onaccount.office.words import titled


class Request(models.Model):
    """
    Somebody asks that exactly this content be approved along exactly this route; other content is another request.

    `step`, `ticked`, `pause` and `due_date` say where it stands; `permission` is the right of its last step. `replaces` is
    the request whose maker asked anew, instead of it or after it was returned, with changed content.
    """

    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    customer_id = models.BigIntegerField(null=True, db_index=True)
    group_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    permission = models.CharField(max_length=60)
    route = models.JSONField(default=dict)
    barred = ArrayField(models.BigIntegerField(), default=list)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(db_default=Now())
    step = models.PositiveSmallIntegerField(default=0)
    ticked = ArrayField(models.CharField(max_length=40), default=list)
    pause = models.CharField(max_length=10, blank=True, default="")
    due_date = models.DateField(null=True)
    escalated_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["permission", "id"], condition=models.Q(outcome=""), name="approval_waiting"),
            models.Index(fields=["due_date"], condition=models.Q(outcome=""), name="approval_due"),
        ]

    @property
    def called(self) -> str:
        """Its title in the reader's language; `title` itself is written in none where the program gave it."""
        return titled(self.title)


class Chair(models.Model):
    """A chair still awaited in the current step; the row goes when it is taken or the step ends."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="chairs")
    number = models.PositiveSmallIntegerField()
    permission = models.CharField(max_length=60, blank=True, default="")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    must = models.BooleanField()
    also = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="chair_stands_once")]


class Opinion(models.Model):
    """What a checker said, in which step and chair, for whom (null: for oneself), and the hash of what was read."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="opinions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    for_person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    step = models.PositiveSmallIntegerField(default=0)
    chair = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=12, choices=[(each.value, each.value) for each in OPINIONS])
    remark = models.TextField(blank=True, default="")
    content_hash = models.CharField(max_length=64)
    given_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "person"], name="one_opinion_per_person")]


class Move(models.Model):
    """What else somebody did with a request: a signer added, a chair handed on, a copy, a question, an answer, a tick.

    `offer` says a counter-offer in figures, where the stage that asked can take it up.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Kind])
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to_person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    step = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, default="")
    offer = models.JSONField(null=True)
    made_at = models.DateTimeField(db_default=Now())


class Delegation(models.Model):
    """For these days `taker` may speak in the chairs of `giver` (end exclusive)."""

    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.TextField()
    given_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="delegated_to_another", condition=~models.Q(giver=models.F("taker"))),
            models.CheckConstraint(
                name="delegation_not_empty", condition=models.Q(valid_to__gt=models.F("valid_from"))
            ),
        ]
        indexes = [models.Index(fields=["taker", "valid_to"], name="delegations_taken")]


class DelegationEnd(models.Model):
    """A delegation its giver took back before its time."""

    delegation = models.OneToOneField(Delegation, on_delete=models.PROTECT, related_name="end")
    ended_at = models.DateTimeField(db_default=Now())
