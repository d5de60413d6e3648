"""Addresses of the settings."""

from django.urls import path

from onaccount.desk.settings import policies, views

app_name = "settings"
urlpatterns = [
    path("", views.own_company, name="company"),
    path("welcome", views.welcome, name="welcome"),
    path("going-live/", views.checklist, name="checklist"),
    path("going-live/ask", views.go_live, name="go_live"),
    path("policy/", policies.versions, name="policies"),
    path("policy/draft", policies.draft, name="draft"),
    path("policy/<int:number>/", policies.version, name="policy"),
    path("policy/<int:number>/submit", policies.submit, name="submit"),
    path("policy/<int:number>/activate", policies.activate, name="activate"),
    path("policy/<int:number>/back", policies.go_back, name="go_back"),
]
