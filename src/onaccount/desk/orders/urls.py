"""Addresses of orders."""

from django.urls import path

from onaccount.desk.orders.views import asking, entering, goods, holds, lifting, orders, payments, shipping, waiving

app_name = "orders"
urlpatterns = [
    path("", orders.orders, name="list"),
    path("holds", holds.holds, name="holds"),
    path("ship", shipping.may_ship, name="ship"),
    path("horizon", shipping.horizon, name="horizon"),
    path("consigned", goods.consigned, name="consigned"),
    path("promised", holds.promised, name="promised"),
    path("<int:order_id>/look-again", holds.look_again, name="look-again"),
    path("<int:order_id>/releases/<int:release_id>/review", holds.review, name="review"),
    path("holds/release", holds.release_many, name="release-many"),
    path("new", entering.new, name="new"),
    path("check", entering.check, name="check"),
    path("quotes/new", entering.quote, name="quote"),
    path("quotes/check", entering.check_quote, name="check-quote"),
    path("quotes/<int:order_id>/change", entering.change_quote, name="change-quote"),
    path("quotes/<int:order_id>/change/check", entering.check_quote_change, name="check-quote-change"),
    path("payments/new", payments.new, name="payment"),
    path("payments/items", payments.items, name="payment-items"),
    path("payments/rest", payments.rest, name="payment-rest"),
    path("<int:order_id>", orders.one, name="one"),
    path("<int:order_id>/change", entering.change, name="change"),
    path("<int:order_id>/change/check", entering.check_change, name="check-change"),
    path("<int:order_id>/again/<uuid:reference>", orders.again, name="again"),
    path("<int:order_id>/release", holds.release, name="release"),
    path("<int:order_id>/ask-release", asking.ask_release, name="ask-release"),
    path("<int:order_id>/reasons/<slug:rule>/waive", waiving.waive, name="waive"),
    path("<int:order_id>/stops/<int:suspension_id>/lift", lifting.lift, name="lift"),
    path("<int:order_id>/part", holds.part, name="part"),
    path("<int:order_id>/reject", holds.reject, name="reject"),
    path("<int:order_id>/cancel", orders.cancel, name="cancel"),
    path("<int:order_id>/pick", goods.pick, name="pick"),
    path("<int:order_id>/deliver", goods.deliver, name="deliver"),
    path("<int:order_id>/usage", goods.usage, name="usage"),
    path("<int:order_id>/invoice", goods.invoice, name="invoice"),
]
