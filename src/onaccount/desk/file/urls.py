"""Addresses of the credit file."""

from django.urls import path

from onaccount.desk.file import facts, policy, record_pages, statement_runs, statements, views

app_name = "file"
urlpatterns = [
    path("statements/import", statement_runs.bring_in, name="import"),
    path("statements/imports/<int:run_id>/", statement_runs.one, name="run"),
    path("statements/imports/<int:run_id>/progress", statement_runs.progress, name="progress"),
    path("statements/template-<str:language>.xlsx", statement_runs.form, name="blank"),
    path("record/", record_pages.record, name="record"),
    path("record/columns", record_pages.columns, name="columns"),
    path("record/import", record_pages.bring_in, name="record_import"),
    path("record/outside", record_pages.outside, name="outside"),
    path("policy/", policy.needs, name="policy"),
    path("policy/draft", policy.draft, name="policy_draft"),
    path("policy/<int:edition>/", policy.version, name="policy_version"),
    path("policy/<int:edition>/submit", policy.submit, name="policy_submit"),
    path("policy/<int:edition>/activate", policy.activate, name="policy_activate"),
    path("policy/<int:edition>/back", policy.go_back, name="policy_back"),
    path("<str:number>/record", record_pages.hand, name="hand"),
    path("<str:number>/", views.one, name="one"),
    path("<str:number>/facts/<str:kind>", facts.add, name="fact"),
    path("<str:number>/facts/<int:fact_id>/correct", facts.correct, name="correct"),
    path("<str:number>/bank-statement", facts.bank_statement, name="bank"),
    path("<str:number>/papers/new", facts.add_paper, name="paper"),
    path("<str:number>/papers/<int:document_id>/copy", facts.copy, name="copy"),
    path("<str:number>/statements", statements.years, name="statements"),
    path("<str:number>/statements/edit", statements.edit, name="statement"),
    path("<str:number>/statements/template-<str:language>.xlsx", statements.form, name="template"),
]
