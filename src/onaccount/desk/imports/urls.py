"""Addresses of imports."""

from django.urls import path

from onaccount.desk.imports import proposals, views, wizard

app_name = "imports"
urlpatterns = [
    path("", views.history, name="list"),
    path("new", wizard.choose, name="new"),
    path("template/<str:kind>.csv", wizard.template, name="template"),
    path("spellings/", proposals.spellings, name="spellings"),
    path("spellings/same", proposals.same, name="decide"),
    path("spellings/different", proposals.different, name="decide_apart"),
    path("missing/", proposals.missing, name="missing"),
    path("missing/settled", proposals.missing_settled, name="missing_settled"),
    path("missing/kept", proposals.missing_kept, name="missing_kept"),
    path("<int:run_id>/", views.one, name="one"),
    path("<int:run_id>/reading", wizard.reading, name="reading"),
    path("<int:run_id>/columns", wizard.columns, name="columns"),
    path("<int:run_id>/check", wizard.check, name="check"),
    path("<int:run_id>/mend", wizard.mend, name="mend"),
    path("<int:run_id>/bad-rows.csv", wizard.bad_rows, name="bad_rows"),
    path("<int:run_id>/start", views.start, name="start"),
    path("<int:run_id>/progress", views.progress, name="progress"),
    path("<int:run_id>/stop", views.stop, name="stop"),
    path("<int:run_id>/undo", views.undo, name="undo"),
]
