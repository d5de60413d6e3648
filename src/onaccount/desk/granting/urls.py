"""Addresses of granting."""

from django.urls import path

from onaccount.desk.granting import applications, policies, proposals, trials, written

app_name = "granting"
urlpatterns = [
    path("", policies.policy, name="policy"),
    path("begin", policies.begin, name="begin"),
    path("draft", policies.draft, name="draft"),
    path("versions/<int:number>/", policies.version, name="version"),
    path("versions/<int:number>/submit", policies.submit, name="submit"),
    path("versions/<int:number>/activate", policies.activate, name="activate"),
    path("versions/<int:number>/portfolio", trials.portfolio, name="portfolio"),
    path("versions/<int:number>/try", trials.begin, name="try"),
    path("versions/<int:number>/trial", trials.progress, name="trial_progress"),
    path("written", written.written, name="written"),
    path("written.pdf", written.pdf, name="written_pdf"),
    path("written/read", written.read, name="written_read"),
    path("applications/", applications.waiting, name="applications"),
    path("applications/<int:application_id>", applications.one, name="application"),
    path("applications/<int:application_id>/take-up", applications.take_up, name="take_up"),
    path("applications/<int:application_id>/decline", applications.decline, name="decline"),
    path("customers/<int:customer_id>", proposals.proposal, name="proposal"),
]
