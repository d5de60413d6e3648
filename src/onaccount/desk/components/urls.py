"""Addresses of the components' own pages."""

from django.urls import path

from onaccount.desk.components import views
from onaccount.desk.components.specimen import page

app_name = "components"
urlpatterns = [
    path("preferences", views.preferences, name="preferences"),
    path("specimen", page.specimen, name="specimen"),
    path("specimen/list", page.sample_list, name="specimen_list"),
]
