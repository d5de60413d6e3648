"""Tables of runs of intake 导入批次: the file, the choices, the faults, the proposals and the undo; remembered per source 来源."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from onaccount.office.work.models import Work


class IntakeFile(models.Model):
    """A file, once per content; in the database, so that any web or worker process can read it."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()


class IntakePiece(models.Model):
    """A megabyte of a file: kept and read piece by piece, so that no process ever holds a file as a whole."""

    file = models.ForeignKey(IntakeFile, on_delete=models.CASCADE, related_name="pieces")
    place = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "place"], name="piece_once")]


class Source(models.Model):
    """Where files come from, with what was chosen for the last one, so that next month's file needs no answers."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    choices = models.JSONField(default=dict)
    mapping = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    remembered_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="source_once")]

    def __str__(self) -> str:
        return self.name


class SourceReport(models.Model):
    """
    What a source last said of itself 来源状态: when it had delivered all it had, when it could not reach its own system.

    It is asked at every check, so there is one row per source; the journal keeps what was said before.
    """

    source = models.CharField(max_length=40, unique=True)
    delivered_at = models.DateTimeField(null=True)
    unreachable_at = models.DateTimeField(null=True)


class IntakeRun(models.Model):
    """One file on its way in. Counts and sums are of the last check, and of the import itself once it is done."""

    class State(models.TextChoices):
        DRAFT = "draft"
        CHECKED = "checked"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"
        UNDONE = "undone"

    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=40)
    file = models.ForeignKey(IntakeFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    choices = models.JSONField(default=dict)
    mapping = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    detected = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    rows_in = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict)
    failure = models.JSONField(null=True)
    work = models.ForeignKey(Work, null=True, on_delete=models.PROTECT, related_name="+")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    maker_name = models.CharField(max_length=120)
    created_at = models.DateTimeField(db_default=Now())
    checked_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="intake_rows_add_up",
                condition=models.Q(
                    rows_in=models.F("created")
                    + models.F("updated")
                    + models.F("unchanged")
                    + models.F("rejected")
                    + models.F("left_out")
                ),
            )
        ]
        indexes = [models.Index(fields=["-created_at"], name="intake_newest")]

    def __str__(self) -> str:
        return self.file_name


class RowFault(models.Model):
    """What is wrong with one row of a run, with its place in the file; replaced by every check."""

    run = models.ForeignKey(IntakeRun, on_delete=models.CASCADE, related_name="faults")
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=4, blank=True)
    title = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    is_blocking = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["run", "row"])]


class Proposal(models.Model):
    """Something a run found that a person decides, such as a record that is missing from a full file."""

    run = models.ForeignKey(IntakeRun, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=20)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    facts = models.JSONField(default=dict)
    outcome = models.CharField(max_length=10, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "kind", "subject_kind", "subject_id"], name="proposal_once")
        ]


class Effect(models.Model):
    """What a run changed in a record that is not append-only: the fields before; none where the record is new."""

    run = models.ForeignKey(IntakeRun, on_delete=models.CASCADE, related_name="effects")
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    before = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["run"])]


class Undo(models.Model):
    """A run was taken back: who, when, why, and how many records that touched."""

    run = models.OneToOneField(IntakeRun, on_delete=models.CASCADE, related_name="undo")
    reason = models.CharField(max_length=200)
    records = models.PositiveIntegerField()
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    maker_name = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())
