"""Every address of the program, one line per package that answers requests; order is reading order."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("onaccount.desk.urls")),
    path("apply/", include("onaccount.portal.urls")),
    path("account/", include("onaccount.desk.account.urls")),
    path("api/", include("onaccount.api.urls")),
]

handler400 = "onaccount.desk.components.views.bad_request"
handler403 = "onaccount.desk.components.views.forbidden"
handler404 = "onaccount.desk.components.views.not_found"
handler429 = "onaccount.desk.account.views.too_many"
