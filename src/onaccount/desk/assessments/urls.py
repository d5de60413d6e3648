"""Addresses of the pages of assessment."""

from django.urls import path

from onaccount.desk.assessments.views import cards, customer, industries, portfolio, proving

app_name = "assessments"
urlpatterns = [
    path("", portfolio.listed, name="list"),
    path("benchmarks", portfolio.benchmarks, name="benchmarks"),
    path("benchmarks/load", portfolio.load, name="load"),
    path("industries", industries.listed, name="industries"),
    path("industries/note", industries.note, name="note_industry"),
    path("runs", portfolio.runs, name="runs"),
    path("runs/begin", portfolio.begin, name="begin"),
    path("runs/<int:run_id>/progress", portfolio.progress, name="progress"),
    path("proving", proving.proving, name="proving"),
    path("proving/table", proving.table, name="proving_table"),
    path("cards", cards.cards, name="cards"),
    path("cards/<slug:code>/<int:version_number>", cards.card, name="card"),
    path("cards/<slug:code>/copy", cards.copy, name="copy"),
    path("cards/<slug:code>/draft", cards.draft, name="draft"),
    path("cards/<slug:code>/<int:version_number>/submit", cards.submit, name="submit"),
    path("cards/<slug:code>/<int:version_number>/activate", cards.activate, name="activate"),
    path("cards/<slug:code>/<int:version_number>/take-back", cards.take_back, name="take_back"),
    path("cards/<slug:code>/<int:version_number>/try", cards.try_out, name="try_out"),
    path("trials/<int:run_id>", cards.trial, name="trial"),
    path("<str:number>/", customer.one, name="one"),
    path("<str:number>/paper", customer.paper, name="paper"),
    path("<str:number>/assess", customer.assess, name="assess"),
    path("<str:number>/override", customer.override, name="override"),
    path("<str:number>/questions", customer.answer, name="questions"),
    path("<str:number>/scorings/<int:scoring_id>", customer.past, name="past"),
    path("<str:number>/scorings/<int:scoring_id>/again", customer.again, name="again"),
]
