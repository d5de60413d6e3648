"""Addresses of the machine room."""

from django.urls import path

from onaccount.desk.health import views

app_name = "health"
urlpatterns = [
    path("", views.machine_room, name="machine_room"),
    path("live", views.live, name="live"),
    path("ready", views.ready, name="ready"),
]
