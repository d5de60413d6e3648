"""Addresses of the portal."""

from django.urls import path

from onaccount.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.start, name="start"),
    path("resume", views.resume, name="resume"),
    path("form/<int:step>", views.step, name="step"),
    path("papers", views.papers, name="papers"),
    path("send", views.send, name="send"),
    path("done", views.done, name="done"),
]
