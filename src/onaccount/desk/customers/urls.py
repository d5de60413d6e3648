"""Addresses of the customers' pages."""

from django.urls import path

from onaccount.desk.customers import views

app_name = "customers"
urlpatterns = [
    path("", views.customers, name="list"),
    path("new", views.new, name="new"),
    path("<str:number>/", views.one, name="one"),
    path("<str:number>/timeline", views.timeline, name="timeline"),
    path("<str:number>/file", views.file, name="file"),
    path("<str:number>/group", views.group, name="group"),
    path("<str:number>/contacts", views.add_contact, name="add_contact"),
    path("<str:number>/contacts/<int:contact_id>/erase", views.erase_contact, name="erase_contact"),
    path("<str:number>/letter", views.letter, name="letter"),
]
