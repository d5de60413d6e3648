"""Events on their whole way: queued with their cause, signed, carried to a real HTTP server on loopback, tried again, given up."""

import base64
import contextlib
import hashlib
import hmac
import json
import socketserver
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connection
from tests.api.conftest import Machine, customer, machine, order
from tests.people import MACHINE

from onaccount.connectors.webhooks import client
from onaccount.lifecycle import leftovers_cleared, webhooks_carried, webhooks_changed
from onaccount.office.journal.models import Entry
from onaccount.office.trays.webhooks import actions as webhooks
from onaccount.office.trays.webhooks import queries
from onaccount.office.trays.webhooks.models import Delivery, Endpoint, Event
from onaccount.office.trays.webhooks.rules import EVENTS, Answered, NewEndpoint, Parcel

__all__ = ["customer", "machine"]
pytestmark = pytest.mark.django_db
NOW = datetime(2030, 1, 1, tzinfo=UTC)


class Receiver(ThreadingHTTPServer):
    """Keeps what it was sent; answers with the status it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.status, self.headers_out, self.heard = 200, {}, []

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Answer(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        for name, value in self.server.headers_out.items():
            self.send_header(name, value)
        self.end_headers()

    do_GET = do_POST  # noqa: N815 a redirect that were followed would come as GET

    def log_message(self, *_args: object) -> None:
        """Silence."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def heard(receiver):
    """An address at the receiver, allowed by hand; gives its secret."""
    webhooks_changed.allow_host(host=receiver.host, reason="test", actor=MACHINE)
    new = NewEndpoint("ERP", f"http://{receiver.host}/in", EVENTS)
    return webhooks_changed.add_endpoint(new=new, actor=MACHINE)


def carry(now: datetime = NOW) -> int:
    return webhooks_carried.carry_webhooks(carry=client.carry_all, actor=MACHINE, now=now)


def signature_fits(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As a receiver checks it, written from the specification and not from our code."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return expected in headers["webhook-signature"].split(" ")


def test_a_held_order_is_told_once_with_a_signature_that_fits(machine, customer, heard, receiver):
    placed = machine.post("/orders", order(amount="1300")).json()
    assert (carry(), carry()) == (1, 0)
    ((path, headers, body),) = receiver.heard
    told = json.loads(body)
    assert (path, told["type"], told["data"]) == (
        "/in",
        "order.held",
        {
            "order": "SO-1",
            "customer": "C1",
            "amount": "1300.00",
            "currency": "CNY",
            "decision": placed["reference"],
            "reasons": ["ordercheck.over_limit"],
            "how": "check",
        },
    )
    assert signature_fits(heard[1], headers, body)
    assert not signature_fits(heard[1], headers, body + b" ")


def test_the_way_of_an_order_is_told_in_order(machine, customer, heard, receiver):
    manager = Machine("credit_manager", name="manager")
    for number in ("SO-1", "SO-2", "SO-3"):
        machine.post("/orders", order(number, "1300"), key=number)
    manager.post("/orders/SO-1/release", {"reason_code": "one_off"})
    manager.post("/orders/SO-2/reject", {"reason": "no"})
    machine.post("/orders/SO-3/cancel", {"reason": "withdrawn"})
    carry()
    told = [(json.loads(body)["type"], json.loads(body)["data"]["order"]) for _p, _h, body in receiver.heard]
    assert sorted(told) == [
        ("order.cancelled", "SO-3"),
        ("order.held", "SO-1"),
        ("order.held", "SO-2"),
        ("order.held", "SO-3"),
        ("order.rejected", "SO-2"),
        ("order.released", "SO-1"),
    ]


def test_a_delivery_nobody_takes_is_tried_ten_times_and_then_stands_as_a_dead_letter(
    machine, customer, heard, receiver
):
    receiver.status, now, tries = 500, NOW, 0
    machine.post("/orders", order(amount="1300"))
    while Delivery.objects.get().state == "queued":
        carry(now)
        tries += 1
        now += timedelta(seconds=86_400 * 1.2)
    found = Delivery.objects.get()
    assert (tries, found.attempts, found.state, found.last_status, found.last_error) == (
        10,
        10,
        "failed",
        500,
        "HTTP 500",
    )
    assert len({headers["webhook-id"] for _path, headers, _body in receiver.heard}) == 1
    assert Entry.objects.filter(act="webhooks.delivery_failed").count() == 1
    receiver.status = 204
    assert webhooks_carried.send_again(delivery_ids=[found.pk], actor=MACHINE) == 1
    assert (carry(now), Delivery.objects.get().state) == (1, "sent")


def test_the_second_attempt_waits(machine, customer, heard, receiver):
    receiver.status = 503
    machine.post("/orders", order(amount="1300"))
    carry(NOW)
    carry(NOW + timedelta(seconds=4))
    assert len(receiver.heard) == 1
    carry(NOW + timedelta(seconds=7))
    assert len(receiver.heard) == 2


def test_an_address_that_is_gone_is_paused(machine, customer, heard, receiver):
    receiver.status = 410
    machine.post("/orders", order(amount="1300"))
    carry()
    assert (Delivery.objects.get().state, queries.endpoint_of(endpoint_id=heard[0].pk).paused_because) == (
        "failed",
        "webhooks.gone",
    )


def test_a_redirect_leads_nowhere(machine, customer, heard, receiver):
    receiver.status, receiver.headers_out = 302, {"Location": f"http://{receiver.host}/secret"}
    machine.post("/orders", order(amount="1300"))
    carry()
    assert [path for path, _headers, _body in receiver.heard] == ["/in"]
    assert Delivery.objects.get().last_error == "HTTP 302"


def test_a_host_taken_off_the_list_is_not_called_any_more(machine, customer, heard, receiver):
    machine.post("/orders", order(amount="1300"))
    webhooks_changed.remove_host(host_id=queries.allowed_hosts().get().pk, actor=MACHINE)
    carry()
    assert (receiver.heard, Delivery.objects.get().last_error) == ([], "webhooks.url_plain")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f000001", "0177.0.0.1", "2130706433", "127.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_no_spelling_of_this_machine_is_called(receiver, host):
    port = receiver.server_address[1]
    parcel = Parcel(1, f"https://{host}:{port}/", frozenset(), "evt_1", b"{}", (b"x",))
    answered = client.carry(parcel)
    assert (answered.status, answered.error.split(" ")[0]) in {
        (None, "webhooks.address_forbidden"),
        (None, "gaierror:"),
    }
    assert receiver.heard == []


def test_both_secrets_sign_for_a_day_after_a_change(machine, customer, heard, receiver):
    renewed = webhooks_changed.renew_secret(endpoint_id=heard[0].pk, actor=MACHINE)
    machine.post("/orders", order(amount="1300"))
    carry(datetime.now(UTC))
    ((_path, headers, body),) = receiver.heard
    assert [signature_fits(secret, headers, body) for secret in (heard[1], renewed)] == [True, True]
    machine.post("/orders", order("SO-2", amount="1300"))
    carry(NOW)
    _path, headers, body = receiver.heard[-1]
    assert [signature_fits(secret, headers, body) for secret in (heard[1], renewed)] == [False, True]


def test_a_secret_renewed_twice_in_a_day_leaves_the_first_signing(machine, customer, heard, receiver):
    renewed = [webhooks_changed.renew_secret(endpoint_id=heard[0].pk, actor=MACHINE) for _ in range(2)]
    machine.post("/orders", order(amount="1300"))
    carry(datetime.now(UTC))
    ((_path, headers, body),) = receiver.heard
    assert [signature_fits(secret, headers, body) for secret in (heard[1], *renewed)] == [True, True, True]
    Endpoint.objects.update(old_secret_until=datetime.now(UTC) - timedelta(minutes=1))
    last = webhooks_changed.renew_secret(endpoint_id=heard[0].pk, actor=MACHINE)
    machine.post("/orders", order("SO-2", amount="1300"))
    carry(datetime.now(UTC))
    _path, headers, body = receiver.heard[-1]
    signing = [signature_fits(secret, headers, body) for secret in (heard[1], *renewed, last)]
    assert signing == [False, False, True, True]


def test_a_secret_stands_nowhere_in_the_database(heard):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT string_agg(e::text, '') FROM webhooks_endpoint e) || (SELECT string_agg(j::text, '') FROM journal_entry j)"
        )
        assert heard[1].removeprefix("whsec_") not in cursor.fetchone()[0]


def test_an_event_that_was_rolled_back_is_never_told(machine, customer, heard, receiver):
    machine.post("/orders", order(amount="1300", ship_date="1990-01-01", order_date="2026-01-01"))
    assert (carry(), receiver.heard) == (Delivery.objects.count(), [])


def test_nothing_is_written_while_nobody_listens(machine, customer, heard):
    webhooks_changed.pause(endpoint_id=heard[0].pk, actor=MACHINE)
    machine.post("/orders", order(amount="1300"))
    assert Event.objects.count() == 0


def test_two_workers_do_not_send_the_same_delivery(machine, customer, heard, receiver):
    machine.post("/orders", order(amount="1300"))
    taken = []
    webhooks_carried.carry_webhooks(
        carry=lambda parcels: taken.append(carry()) or client.carry_all(parcels), actor=MACHINE, now=NOW
    )
    assert (taken, len(receiver.heard)) == ([0], 1)


def test_whoever_tests_or_sends_again_stands_in_the_journal_of_each_address(machine, customer, heard, receiver):
    second, _secret = webhooks_changed.add_endpoint(
        new=NewEndpoint("CRM", f"http://{receiver.host}/crm", EVENTS), actor=MACHINE
    )
    for endpoint in (heard[0], second):
        webhooks_changed.send_test(endpoint=endpoint, actor=MACHINE)
    Delivery.objects.update(state="failed")
    assert webhooks_carried.send_again(delivery_ids=Delivery.objects.values_list("pk", flat=True), actor=MACHINE) == 2
    for act in ("webhooks.tested", "webhooks.sent_again"):
        noted = Entry.objects.filter(act=act).order_by("pk").values_list("subject_id", flat=True)
        assert [int(each) for each in noted] == [heard[0].pk, second.pk]


def test_what_another_worker_delivered_meanwhile_stays_delivered(machine, customer, heard, receiver):
    machine.post("/orders", order(amount="1300"))
    carry()
    found = Delivery.objects.get()
    late = Answered(None, "TimeoutError: timed out")
    webhooks.note(delivery_id=found.pk, answered=late, actor=MACHINE, now=NOW)
    assert (Delivery.objects.get().state, carry(NOW + timedelta(days=9))) == ("sent", 0)


class Dripping(socketserver.BaseRequestHandler):
    """Begins a handshake, sends one byte of it after the other, and never comes to an end."""

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self.request.sendall(b"\x16\x03\x03\x3f\xff")
            for _ in range(600):
                self.request.sendall(b"\x02")
                time.sleep(0.1)


def test_a_line_that_drips_in_its_handshake_is_cut_like_any_other(monkeypatch):
    monkeypatch.setattr(client, "WHOLE_SECONDS", 0.5)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Dripping) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"https://127.0.0.1:{server.server_address[1]}/"
        parcel = Parcel(1, url, frozenset({"127.0.0.1"}), "evt_1", b"{}", (b"x",))
        began = time.monotonic()
        answered = client.carry(parcel)
        assert (answered.status, time.monotonic() - began < 30) == (None, True)
        server.shutdown()


def test_taken_deliveries_are_forgotten_after_ninety_days_and_dead_ones_are_kept(machine, customer, heard, receiver):
    for number, status in (("SO-1", 200), ("SO-2", 410)):
        receiver.status = status
        machine.post("/orders", order(number, "1300"), key=number)
        carry()
    later = datetime.now(UTC) + timedelta(days=91)
    leftovers_cleared.clear_leftovers(now=later)
    assert list(Delivery.objects.values_list("state", flat=True)) == ["failed"]
