"""Addresses of the pages of assessment."""

from django.urls import path

from onaccount.desk.assessments.views import customer, portfolio

app_name = "assessments"
urlpatterns = [
    path("", portfolio.listed, name="list"),
    path("benchmarks", portfolio.benchmarks, name="benchmarks"),
    path("benchmarks/load", portfolio.load, name="load"),
    path("runs", portfolio.runs, name="runs"),
    path("runs/begin", portfolio.begin, name="begin"),
    path("runs/<int:run_id>/progress", portfolio.progress, name="progress"),
    path("<str:number>/", customer.one, name="one"),
    path("<str:number>/assess", customer.assess, name="assess"),
    path("<str:number>/override", customer.override, name="override"),
    path("<str:number>/questions", customer.answer, name="questions"),
    path("<str:number>/scorings/<int:scoring_id>", customer.past, name="past"),
    path("<str:number>/scorings/<int:scoring_id>/again", customer.again, name="again"),
]
