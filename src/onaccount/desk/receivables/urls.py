"""Addresses of the receivables' pages."""

from django.urls import path

from onaccount.desk.receivables import views

app_name = "receivables"
urlpatterns = [path("", views.aging, name="aging"), path("items", views.items, name="items")]
