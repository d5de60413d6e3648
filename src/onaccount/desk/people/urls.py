"""Addresses of people, roles, teams and keys."""

from django.urls import path

from onaccount.desk.people import keys, roles, views

app_name = "people"
urlpatterns = [
    path("", views.people, name="people"),
    path("invite", views.invite, name="invite"),
    path("<int:person_id>/", views.one, name="one"),
    path("<int:person_id>/roles", views.set_roles, name="set_roles"),
    path("<int:person_id>/way-in", views.set_way_in, name="way_in"),
    path("<int:person_id>/factor", views.remove_factor, name="remove_factor"),
    path("<int:person_id>/link", views.new_link, name="link"),
    path("teams/", views.teams, name="teams"),
    path("keys/", keys.api_keys, name="keys"),
    path("keys/<int:key_id>/revoke", keys.revoke_key, name="revoke_key"),
    path("roles/", roles.matrix, name="roles"),
    path("roles/<slug:code>/", roles.role, name="role"),
]
