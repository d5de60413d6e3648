"""Addresses of the staff's pages, one line per workplace, sorted."""

from django.urls import include, path

urlpatterns = [
    path("", include("onaccount.desk.components.urls")),
    path("health/", include("onaccount.desk.health.urls")),
]
