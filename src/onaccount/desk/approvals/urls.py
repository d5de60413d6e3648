"""Addresses of approvals."""

from django.urls import path

from onaccount.desk.approvals import acting, views

app_name = "approvals"
urlpatterns = [
    path("", views.todo, name="todo"),
    path("done/", views.done, name="done"),
    path("mine/", views.mine, name="mine"),
    path("copied/", views.copied, name="copied"),
    path("delegations/", acting.delegations, name="delegations"),
    path("delegations/<int:delegation_id>/end", acting.take_back, name="take_back"),
    path("<int:request_id>/", views.one, name="one"),
    path("<int:request_id>/counter", acting.counter, name="counter"),
    path("<int:request_id>/accept", acting.accept, name="accept"),
    path("<int:request_id>/opinion", views.decide, name="decide"),
    path("<int:request_id>/withdraw", views.withdraw, name="withdraw"),
    path("<int:request_id>/move", acting.move, name="move"),
    path("<int:request_id>/tick", acting.tick, name="tick"),
]
