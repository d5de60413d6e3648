"""Words for webhooks 事件推送."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, str | Promise] = {
    "order.held": _("An order is held"),
    "order.hold_changed": _("A held order waits for something else"),
    "order.released": _("A held order is released"),
    "order.rejected": _("A held order is rejected"),
    "order.cancelled": _("A held order is cancelled"),
    "test.sent": _("Test"),
}
STATES: dict[str, str | Promise] = {"queued": _("Waiting to be sent"), "sent": _("Sent"), "failed": _("Failed")}
ACTS: dict[str, str | Promise] = {
    "webhooks.endpoint_added": _("added a webhook"),
    "webhooks.endpoint_changed": _("changed a webhook"),
    "webhooks.secret_renewed": _("renewed the secret of a webhook"),
    "webhooks.paused": _("paused a webhook"),
    "webhooks.resumed": _("resumed a webhook"),
    "webhooks.host_allowed": _("allowed a host for webhooks"),
    "webhooks.host_removed": _("took a host for webhooks off the list"),
    "webhooks.delivery_failed": _("gave a webhook delivery up"),
    "webhooks.tested": _("sent a test to a webhook"),
    "webhooks.sent_again": _("queued webhook deliveries again"),
}
REASONS: dict[str, str | Promise] = {
    "webhooks.url_bad": _("Write the address as https://host/path, without a user name and without #."),
    "webhooks.url_plain": _("An address without TLS is allowed only for a host on the list below."),
    "webhooks.address_forbidden": _("{host} leads to {address}, inside a private network. Only a listed host may."),
    "webhooks.host_bad": _("Write exactly one host, with its port where it is not the usual one: erp.example:8443."),
    "webhooks.host_listed": _("{host} is on the list already."),
    "webhooks.name_taken": _("There is a webhook named {name} already."),
    "webhooks.gone": _("The other side said that this address is gone (410)."),
}
