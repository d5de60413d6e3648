"""Addresses of webhooks."""

from django.urls import path

from onaccount.desk.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("", views.endpoints, name="list"),
    path("add", views.add, name="add"),
    path("<int:endpoint_id>/", views.one, name="one"),
    path("<int:endpoint_id>/secret", views.renew, name="renew"),
    path("<int:endpoint_id>/switch", views.switch, name="switch"),
    path("<int:endpoint_id>/test", views.test, name="test"),
    path("deliveries/", views.deliveries, name="deliveries"),
    path("deliveries/again", views.again, name="again"),
    path("hosts/allow", views.allow, name="allow"),
    path("hosts/<int:host_id>/remove", views.disallow, name="disallow"),
]
