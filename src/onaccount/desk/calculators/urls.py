"""Addresses of calculators."""

from django.urls import path

from onaccount.desk.calculators import views

app_name = "calculators"
urlpatterns = [
    path("", views.families, name="list"),
    path("<slug:calculator>", views.one, name="one"),
]
