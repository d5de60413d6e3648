"""Reading alerts 预警."""

from django.db.models import QuerySet

from onaccount.office.alerts.models import Alert


def standing_alerts() -> QuerySet[Alert]:
    """List the alerts that stand, the newest first."""
    return Alert.objects.filter(ended_on=None).order_by("-raised_on", "kind", "key")
