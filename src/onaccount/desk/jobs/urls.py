"""Addresses of background work."""

from django.urls import path

from onaccount.desk.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("<int:job_id>/retry", views.retry, name="retry"),
]
