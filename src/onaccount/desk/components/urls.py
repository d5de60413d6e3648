"""Addresses of the components' own pages."""

from django.urls import path

from onaccount.desk.components import keeping, views
from onaccount.desk.components.specimen import page

app_name = "components"
urlpatterns = [
    path("preferences", views.preferences, name="preferences"),
    path("views/keep", keeping.keep_view, name="keep_view"),
    path("views/<int:view_id>/drop", keeping.drop_view, name="drop_view"),
    path("specimen", page.specimen, name="specimen"),
    path("specimen/again", page.run_again, name="specimen_again"),
    path("specimen/drawer", page.sample_drawer, name="specimen_drawer"),
    path("specimen/list", page.sample_list, name="specimen_list"),
]
