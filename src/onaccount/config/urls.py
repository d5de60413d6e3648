"""Every address of the program, one line per package that answers requests; order is reading order."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
