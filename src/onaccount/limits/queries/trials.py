"""Reading trials of the granting policy 政策试算."""

from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from onaccount.customers.models import Customer
from onaccount.limits.models import GrantingTrial, TrialDifference
from onaccount.office.policy.models import PolicyVersion
from onaccount.office.work.models import Work


def trial_of(*, trial_id: int) -> GrantingTrial | None:
    """Find one trial."""
    return GrantingTrial.objects.select_related("work", "asked_by").filter(pk=trial_id).first()


def latest_trial(*, number: int) -> GrantingTrial | None:
    """Give the newest trial of a version, whoever asked for it."""
    return GrantingTrial.objects.select_related("work", "asked_by").filter(number=number).order_by("-id").first()


def was_tried(*, version: PolicyVersion) -> bool:
    """Say whether a version, as it reads now, was held against everybody to the end."""
    whole = GrantingTrial.objects.filter(number=version.number, digest=version.digest, work__state=Work.State.DONE)
    return whole.exists()


def differences_of(*, trial: GrantingTrial, customers: QuerySet[Customer]) -> QuerySet[TrialDifference]:
    """List, of these customers, those to whom the version would propose something else."""
    rows = TrialDifference.objects.filter(trial=trial, customer__in=customers)
    return rows.select_related("customer").order_by("change", "pk")


def sums_of(*, rows: QuerySet[TrialDifference]) -> list[tuple[str, int, int, Decimal, Decimal]]:
    """Sum up differences by currency: how many go up and down, and by how much in all."""
    up, down = Q(change__gt=0), Q(change__lt=0)
    found = (
        rows.order_by("customer__currency")
        .values_list("customer__currency")
        .annotate(
            ups=Count("pk", filter=up),
            downs=Count("pk", filter=down),
            more=Sum("change", filter=up),
            less=Sum("change", filter=down),
        )
    )
    return [(code, ups, downs, more or Decimal(0), less or Decimal(0)) for code, ups, downs, more, less in found]


def customers_in_all() -> int:
    """Say how many customers a trial goes through."""
    return Customer.objects.filter(withdrawn_at=None).count()
