"""Addresses of documents."""

from django.urls import path

from onaccount.desk.documents.views import bills, items, orders, payments, rebates

app_name = "documents"
urlpatterns = [
    path("items/<int:item_id>", items.item, name="item"),
    path("items/<int:item_id>/settle", items.settle, name="settle"),
    path("items/<int:item_id>/credit", items.credit, name="credit"),
    path("items/<int:item_id>/set-off", items.set_off, name="set-off"),
    path("items/<int:item_id>/sell", items.sell, name="sell"),
    path("items/<int:item_id>/allocate", items.allocate, name="allocate"),
    path("items/<int:item_id>/cancel", items.cancel, name="cancel"),
    path("items/<int:item_id>/book", items.book, name="book"),
    path("items/<int:item_id>/reverse/<int:settlement_id>", items.reverse, name="reverse"),
    path("credit-notes/new", items.new_credit, name="new-credit"),
    path("payments", payments.payments, name="payments"),
    path("bills", bills.bills, name="bills"),
    path("bills/new", bills.new, name="new-bill"),
    path("bills/weights", bills.weights, name="weights"),
    path("bills/acceptors", bills.acceptors, name="acceptors"),
    path("bills/<int:bill_id>", bills.bill, name="bill"),
    path("bills/<int:bill_id>/endorse", bills.endorse, name="endorse"),
    path("bills/<int:bill_id>/discount", bills.discount, name="discount"),
    path("bills/<int:bill_id>/honour", bills.honour, name="honour"),
    path("bills/<int:bill_id>/dishonour", bills.dishonour, name="dishonour"),
    path("bills/<int:bill_id>/split", bills.split, name="split"),
    path("rebates", rebates.rebates, name="rebates"),
    path("rebates/new", rebates.new, name="new-rebate"),
    path("rebates/<int:rebate_id>", rebates.rebate, name="rebate"),
    path("rebates/<int:rebate_id>/confirm", rebates.confirm, name="confirm"),
    path("rebates/<int:rebate_id>/withdraw", rebates.withdraw, name="withdraw"),
    path("orders/<int:order_id>", orders.order, name="order"),
    path("orders/<int:order_id>/accept", orders.accept, name="accept"),
    path("orders/<int:order_id>/close", orders.close, name="close"),
    path("orders/<int:order_id>/reopen", orders.reopen, name="reopen"),
    path("orders/<int:order_id>/payer", orders.payer, name="payer"),
    path("orders/<int:order_id>/ahead", orders.ahead, name="ahead"),
    path("orders/<int:order_id>/back/<int:delivery_id>", orders.back, name="back"),
]
