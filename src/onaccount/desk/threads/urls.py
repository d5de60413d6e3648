"""Addresses of threads and tasks."""

from django.urls import path

from onaccount.desk.threads import views

app_name = "threads"
urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<int:task_id>/", views.task, name="task"),
    path("tasks/<int:task_id>/done", views.finish, name="finish"),
    path("threads/<slug:kind>/<int:subject_id>/", views.thread, name="thread"),
    path("threads/<slug:kind>/<int:subject_id>/note", views.write, name="write"),
    path("threads/<slug:kind>/<int:subject_id>/task", views.give, name="give"),
]
