"""Addresses of the machine room."""

from django.urls import path

from onaccount.desk.health import views

app_name = "health"
urlpatterns = [
    path("", views.machine_room, name="machine_room"),
    path("replay", views.begin_replay, name="replay"),
    path("replay/progress", views.replay_progress, name="replay_progress"),
    path("live", views.live, name="live"),
    path("ready", views.ready, name="ready"),
]
