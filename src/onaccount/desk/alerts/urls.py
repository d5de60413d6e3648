"""Addresses of alerts."""

from django.urls import path

from onaccount.desk.alerts import views

app_name = "alerts"
urlpatterns = [
    path("", views.alerts, name="list"),
    path("pots", views.pots, name="pots"),
    path("limits", views.limits, name="limits"),
]
