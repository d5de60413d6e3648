"""Addresses of the first page and of the search."""

from django.urls import path

from onaccount.desk.today import views

app_name = "today"
urlpatterns = [
    path("", views.today, name="today"),
    path("palette", views.palette, name="palette"),
    path("find/<str:kind>/<int:subject_id>", views.open_found, name="open"),
    path("clock", views.next_day, name="next_day"),
]
