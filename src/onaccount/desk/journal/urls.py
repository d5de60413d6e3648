"""Addresses of the journal."""

from django.urls import path

from onaccount.desk.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("<int:entry_id>/", views.one, name="one"),
    path("verify", views.verify, name="verify"),
]
