"""Reading policy versions 政策版本."""

from datetime import date

from django.db.models import Max, Q, QuerySet

from onaccount.kernel.reasons import Refusal
from onaccount.office.approval.models import Request
from onaccount.office.policy.models import PolicyVersion


def version_in_force(*, kind: str, on: date) -> PolicyVersion:
    """Give the version in force on a day: the newest activated on or before it.

    Refuses policy.none_in_force when no version of the kind was active yet.
    """
    found = find_in_force(kind=kind, on=on)
    if found is None:
        raise Refusal("policy.none_in_force", kind=kind, on=on)
    return found


def find_in_force(*, kind: str, on: date) -> PolicyVersion | None:
    """Give the version in force on a day, or None."""
    return PolicyVersion.objects.filter(kind=kind, active_from__lte=on).order_by("-active_from", "-number").first()


def taken_over_from(*, version: PolicyVersion) -> PolicyVersion | None:
    """Find the version in whose place one came, of the same day too; None for one without a day, and for the first."""
    earlier = Q(active_from__lt=version.active_from) | Q(active_from=version.active_from, number__lt=version.number)
    if version.active_from is None:
        return None
    return PolicyVersion.objects.filter(earlier, kind=version.kind).order_by("-active_from", "-number").first()


def versions(*, kind: str) -> QuerySet[PolicyVersion]:
    """List the versions of a kind, newest first, drafts among them."""
    return PolicyVersion.objects.filter(kind=kind).select_related("maker").order_by("-number")


def version_of(*, kind: str, number: int) -> PolicyVersion | None:
    """Find one version."""
    return PolicyVersion.objects.filter(kind=kind, number=number).select_related("maker").first()


def request_of(*, version: PolicyVersion) -> Request | None:
    """Find the request for approval a version was submitted with."""
    return None if version.request_id is None else Request.objects.get(pk=version.request_id)


def asked_for(*, request: Request, kind: str) -> PolicyVersion | None:
    """Find the version of a kind that a request asks to approve; None where it asks for something else."""
    return PolicyVersion.objects.filter(kind=kind, request_id=request.pk).first()


def kind_asked(*, request: Request) -> str:
    """Name the kind of policy a request asks to approve, "scorecard" for any card; its own kind where it asks for no policy."""
    found = PolicyVersion.objects.filter(request_id=request.pk).values_list("kind", flat=True).first()
    return (found or request.kind).partition(".")[0]


def next_number(*, kind: str) -> int:
    """Give the number a new version takes."""
    return (PolicyVersion.objects.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0) + 1


def state_of(*, version: PolicyVersion, today: date) -> str:
    """Name where a version stands: draft, submitted, returned, approved, coming, in_force or past."""
    if version.active_from is None:
        asked = request_of(version=version)
        return {"": "submitted", "approved": "approved"}.get(asked.outcome, "returned") if asked else "draft"
    if version.active_from > today:
        return "coming"
    current = find_in_force(kind=version.kind, on=today)
    return "in_force" if current and current.pk == version.pk else "past"
