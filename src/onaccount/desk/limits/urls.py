"""Addresses of limits."""

from django.urls import path

from onaccount.desk.limits.views import corrections, customer, lists, opening, standing

app_name = "limits"
urlpatterns = [
    path("", lists.limits, name="list"),
    path("journal", lists.journal, name="journal"),
    path("standing", lists.holds, name="holds"),
    path("errors", lists.errors, name="errors"),
    path("opening", opening.opening, name="opening"),
    path("lines/<int:line_id>/correct", corrections.correct, name="correct"),
    path("<int:customer_id>", customer.limits_of, name="customer"),
    path("<int:customer_id>/temporary", customer.temporary, name="temporary"),
    path("<int:customer_id>/group", lists.group, name="group"),
    path("<int:customer_id>/suspend", standing.suspend, name="suspend"),
    path("standing/<int:suspension_id>/lift", standing.lift, name="lift"),
]
