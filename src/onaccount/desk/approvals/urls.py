"""Addresses of approvals."""

from django.urls import path

from onaccount.desk.approvals import views

app_name = "approvals"
urlpatterns = [
    path("", views.todo, name="todo"),
    path("done/", views.done, name="done"),
    path("mine/", views.mine, name="mine"),
    path("<int:request_id>/", views.one, name="one"),
    path("<int:request_id>/opinion", views.decide, name="decide"),
    path("<int:request_id>/withdraw", views.withdraw, name="withdraw"),
]
