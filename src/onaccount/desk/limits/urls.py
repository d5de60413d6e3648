"""Addresses of limits."""

from django.urls import path

from onaccount.desk.limits import suggestions
from onaccount.desk.limits.views import corrections, customer, lists, opening, standing, stepwise

app_name = "limits"
urlpatterns = [
    path("", lists.limits, name="list"),
    path("journal", lists.journal, name="journal"),
    path("standing", lists.holds, name="holds"),
    path("errors", lists.errors, name="errors"),
    path("requests/", stepwise.begin, name="wish_begin"),
    path("requests/<int:draft_id>/<int:step>", stepwise.wish, name="wish"),
    path("requests/<int:draft_id>/discard", stepwise.discard, name="wish_discard"),
    path("suggestions/", suggestions.waiting, name="suggestions"),
    path("suggestions/<int:suggestion_id>", suggestions.one, name="suggestion"),
    path("suggestions/<int:suggestion_id>/take-up", suggestions.take_up, name="suggestion_take"),
    path("suggestions/<int:suggestion_id>/set-aside", suggestions.set_aside, name="suggestion_aside"),
    path("opening", opening.opening, name="opening"),
    path("lines/<int:line_id>/correct", corrections.correct, name="correct"),
    path("<int:customer_id>", customer.limits_of, name="customer"),
    path("<int:customer_id>/temporary", customer.temporary, name="temporary"),
    path("<int:customer_id>/group", lists.group, name="group"),
    path("<int:customer_id>/suspend", standing.suspend, name="suspend"),
    path("standing/<int:suspension_id>/lift", standing.lift, name="lift"),
]
