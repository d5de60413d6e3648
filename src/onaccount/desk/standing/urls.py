"""Addresses of the pages of standing."""

from django.urls import path

from onaccount.desk.standing.views import customer, ending, lists, marking

app_name = "standing"
urlpatterns = [
    path("", lists.securities, name="securities"),
    path("disputes", lists.disputes, name="disputes"),
    path("promises", lists.promises, name="promises"),
    path("lists", lists.listings, name="listings"),
    path("classes", customer.new_class, name="classes"),
    path("securities/<int:cover_id>/end", ending.cover, name="end_cover"),
    path("disputes/<int:dispute_id>/end", ending.dispute, name="end_dispute"),
    path("promises/<int:promise_id>/end", ending.promise, name="end_promise"),
    path("demands/<int:demand_id>/end", ending.demand, name="end_demand"),
    path("lists/<int:listing_id>/end", ending.listing, name="end_listing"),
    path("<str:number>/", customer.one, name="one"),
    path("<str:number>/security", customer.cover, name="cover"),
    path("<str:number>/list", customer.listing, name="listing"),
    path("<str:number>/grade", customer.grade, name="grade"),
    path("<str:number>/review", customer.review, name="review"),
    path("<str:number>/class", customer.classify, name="classify"),
    path("<str:number>/detail", customer.detail, name="detail"),
    path("<str:number>/dispute", marking.dispute, name="dispute"),
    path("<str:number>/promise", marking.promise, name="promise"),
    path("<str:number>/demand", marking.demand, name="demand"),
]
