"""Addresses of the policy of the order check."""

from django.urls import path

from onaccount.desk.policies import simulation, trial, views

app_name = "policies"
urlpatterns = [
    path("", views.versions, name="list"),
    path("draft", views.draft, name="draft"),
    path("trial/", trial.report, name="trial"),
    path("<int:number>/", views.version, name="one"),
    path("<int:number>/try", simulation.simulate, name="simulate"),
    path("tried/<int:simulation_id>/", simulation.one, name="simulation"),
    path("tried/<int:simulation_id>/progress", simulation.progress, name="simulation_progress"),
    path("<int:number>/submit", views.submit, name="submit"),
    path("<int:number>/activate", views.activate, name="activate"),
    path("<int:number>/take-back", views.take_back, name="take_back"),
    path("<int:number>/back", views.go_back, name="go_back"),
]
