"""Addresses of the letters' pages."""

from django.urls import path

from onaccount.desk.letters import views

app_name = "letters"
urlpatterns = [
    path("", views.letters, name="list"),
    path("<int:letter_id>/paper", views.paper, name="paper"),
    path("again", views.again, name="again"),
]
