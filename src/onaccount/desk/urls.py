"""Addresses of the staff's pages, one line per workplace, sorted."""

from django.urls import include, path

urlpatterns = [
    path("alerts/", include("onaccount.desk.alerts.urls")),
    path("approvals/", include("onaccount.desk.approvals.urls")),
    path("assessments/", include("onaccount.desk.assessments.urls")),
    path("calculators/", include("onaccount.desk.calculators.urls")),
    path("", include("onaccount.desk.components.urls")),
    path("customers/", include("onaccount.desk.customers.urls")),
    path("file/", include("onaccount.desk.file.urls")),
    path("documents/", include("onaccount.desk.documents.urls")),
    path("granting/", include("onaccount.desk.granting.urls")),
    path("orders/", include("onaccount.desk.orders.urls")),
    path("receivables/", include("onaccount.desk.receivables.urls")),
    path("imports/", include("onaccount.desk.imports.urls")),
    path("limits/", include("onaccount.desk.limits.urls")),
    path("", include("onaccount.desk.today.urls")),
    path("letters/", include("onaccount.desk.letters.urls")),
    path("jobs/", include("onaccount.desk.jobs.urls")),
    path("journal/", include("onaccount.desk.journal.urls")),
    path("", include("onaccount.desk.threads.urls")),
    path("policies/", include("onaccount.desk.policies.urls")),
    path("standing/", include("onaccount.desk.standing.urls")),
    path("people/", include("onaccount.desk.people.urls")),
    path("settings/webhooks/", include("onaccount.desk.webhooks.urls")),
    path("settings/", include("onaccount.desk.settings.urls")),
    path("health/", include("onaccount.desk.health.urls")),
]
