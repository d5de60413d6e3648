"""Addresses of the settings."""

from django.urls import path

from onaccount.desk.settings import days, views

app_name = "settings"
urlpatterns = [
    path("", views.own_company, name="company"),
    path("segments/", views.segments, name="segments"),
    path("segments/<slug:code>/horizon", views.horizon, name="horizon"),
    path("segments/<slug:code>/feeders", views.feeders, name="feeders"),
    path("rates/", days.rates, name="rates"),
    path("calendar/", days.calendar, name="calendar"),
    path("calendar/<slug:day>/withdraw", days.withdraw, name="withdraw_day"),
    path("welcome", views.welcome, name="welcome"),
    path("going-live/", views.checklist, name="checklist"),
    path("going-live/ask", views.go_live, name="go_live"),
]
