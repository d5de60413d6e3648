"""Addresses of granting."""

from django.urls import path

from onaccount.desk.granting import policies, proposals, written

app_name = "granting"
urlpatterns = [
    path("", policies.policy, name="policy"),
    path("begin", policies.begin, name="begin"),
    path("draft", policies.draft, name="draft"),
    path("versions/<int:number>/", policies.version, name="version"),
    path("versions/<int:number>/submit", policies.submit, name="submit"),
    path("versions/<int:number>/activate", policies.activate, name="activate"),
    path("versions/<int:number>/portfolio", policies.portfolio, name="portfolio"),
    path("written", written.written, name="written"),
    path("written.pdf", written.pdf, name="written_pdf"),
    path("written/read", written.read, name="written_read"),
    path("customers/<int:customer_id>", proposals.proposal, name="proposal"),
]
