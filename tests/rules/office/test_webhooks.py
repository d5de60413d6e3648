"""Where a webhook may go, how it is signed, how often it is tried."""

import base64
import hashlib
import hmac
import ipaddress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onaccount.kernel.reasons import Refusal
from onaccount.office.trays.webhooks.labels import EVENTS as WORDS
from onaccount.office.trays.webhooks.rules import (
    EVENTS,
    TEST,
    Answered,
    Target,
    body_of,
    has_port,
    is_taken,
    may_connect,
    pause_before,
    secret_of,
    secret_text,
    signature_of,
    target_entered,
    target_of,
    tries_left,
)

NEVER = [
    "169.254.169.254",
    "fe80::1",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "ff02::1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "::127.0.0.1",
    "::ffff:169.254.169.254",
    "100.64.0.1",
]
INNER = [
    "127.0.0.1",
    "127.9.9.9",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "192.0.2.1",
    "fec0::1",  # site-local: given up by RFC 3879, and still inside where it is used
]
OPEN = ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"]


def may(address: str, *, is_listed: bool) -> bool:
    return may_connect(address=ipaddress.ip_address(address), is_listed=is_listed)


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_are_never_called_listed_or_not(address):
    assert (may(address, is_listed=False), may(address, is_listed=True)) == (False, False)


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_called_only_for_a_listed_host(address):
    assert (may(address, is_listed=False), may(address, is_listed=True)) == (False, True)


@pytest.mark.parametrize("address", OPEN)
def test_the_open_internet_may_be_called(address):
    assert may(address, is_listed=False)


THIS_MACHINE = ["localhost", "erp.localhost", "127.0.0.1", "0x7f000001", "0177.0.0.1", "2130706433", "127.1", "[::1]"]


@pytest.mark.parametrize("host", [*THIS_MACHINE, "10.0.0.1", "192.168.1.1", "[::ffff:127.0.0.1]", "[fd00::1]"])
def test_an_address_that_spells_out_an_inner_host_is_entered_only_where_the_host_is_listed(host):
    with pytest.raises(Refusal, match="address_forbidden"):
        target_entered(url=f"https://{host}:8443/", listed=())
    name = host.strip("[]")
    assert target_entered(url=f"https://{host}:8443/", listed={name}) == Target(name, 8443, "/", True, True)


def test_what_is_never_called_is_entered_neither_where_it_is_listed():
    with pytest.raises(Refusal, match="address_forbidden"):
        target_entered(url="https://169.254.169.254/", listed={"169.254.169.254"})


@pytest.mark.parametrize(
    "host", ["erp.example", "8.8.8.8", "1.2.3.4.5", "999.999.999.999", "09.example", "localhost.example"]
)
def test_a_name_is_entered_wherever_it_may_lead(host):
    assert target_entered(url=f"https://{host}/", listed=()).host == host


@given(st.ip_addresses(v=4))
def test_no_spelling_of_an_address_is_entered_that_the_address_itself_is_not(address):
    number, may = int(address), may_connect(address=address, is_listed=False)
    first, rest = number >> 24, number & 0xFFFFFF
    for spelt in (str(address), str(number), hex(number), f"0{number:o}", f"{first}.{rest}", f"{hex(first)}.0{rest:o}"):
        try:
            entered = bool(target_entered(url=f"https://{spelt}/", listed=()))
        except Refusal:
            entered = False
        assert entered == may


@given(st.ip_addresses())
def test_whatever_is_not_on_the_open_internet_is_refused_unless_it_is_listed(address):
    inner = getattr(address, "ipv4_mapped", None) or address
    assert not may_connect(address=address, is_listed=False) or inner.is_global


def test_an_address_is_taken_apart():
    assert target_of(url="https://Erp.example/in?x=1", listed=()) == Target("erp.example", 443, "/in?x=1", True, False)
    assert target_of(url="http://erp:8080", listed={"erp:8080"}) == Target("erp", 8080, "/", False, True)
    assert target_of(url="http://[::1]:80/a", listed={"::1"}) == Target("::1", 80, "/a", False, True)
    assert target_of(url="https://erp.example", listed={"erp.example"}).is_listed


@pytest.mark.parametrize(
    "url",
    [
        "",
        "erp.example",
        "ftp://erp.example/",
        "file:///etc/passwd",
        "unix:/run/x",
        "gopher://erp.example",
        "https://",
        "https:///path",
        "https://user@erp.example/",
        "https://erp.example@127.0.0.1/",
        "https://erp.example\\@127.0.0.1/",
        "https://erp.example/#x",
        "https://erp.example:99999/",
        "https://erp.example:x/",
        "https://erp.example/a b",
        "https://erp.example/\r\nHost: x",
        "https://ｅrp.example/",
        "https://127。0。0。1/",
        "https://[::1/",
        "https://[fe80::1%25eth0]/",
        "https://erp_example/",
        "https://-erp.example/",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url):
    with pytest.raises(Refusal, match=r"webhooks\.url_bad"):
        target_of(url=url, listed={"erp.example", "127.0.0.1"})


@pytest.mark.parametrize("url", ["http://erp.example/", "http://erp.example:8080/"])
def test_without_tls_only_a_listed_host_is_called(url):
    with pytest.raises(Refusal, match=r"webhooks\.url_plain"):
        target_of(url=url, listed={"erp.example:81", "other.example"})


def test_a_written_host_may_name_its_port():
    assert [has_port(host) for host in ("erp", "erp:81", "[::1]", "[::1]:81")] == [False, True, False, True]


def test_the_signature_is_that_of_the_specification():
    secret = secret_of(key="k" * 50, salt="s", number=1)
    said = secret_text(secret=secret)
    assert said.startswith("whsec_")
    again = base64.b64decode(said.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(again, b'evt_1.17.{"a":1}', hashlib.sha256).digest()).decode()
    assert signature_of(secrets=(secret,), reference="evt_1", timestamp=17, body=b'{"a":1}') == f"v1,{expected}"


def test_the_published_example_of_the_specification_is_signed_as_published():
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = signature_of(
        secrets=(secret,), reference="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body=b'{"test": 2432232314}'
    )
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_two_secrets_sign_side_by_side_and_every_endpoint_has_its_own():
    one, two = (secret_of(key="k", salt="s", number=number) for number in (1, 2))
    assert len({one, two, secret_of(key="k", salt="t", number=1), secret_of(key="l", salt="s", number=1)}) == 4
    both = signature_of(secrets=(one, two), reference="e", timestamp=1, body=b"")
    assert both.split(" ") == [
        signature_of(secrets=(each,), reference="e", timestamp=1, body=b"") for each in (one, two)
    ]


def test_the_body_is_the_same_bytes_each_time_it_is_written():
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    body = body_of(kind="order.held", at=at, data={"b": "甲", "a": 1})
    assert body.decode() == ('{"data":{"a":1,"b":"甲"},"timestamp":"2026-03-02T09:00:00+00:00","type":"order.held"}')


def test_a_delivery_is_taken_by_any_success_and_by_nothing_else():
    taken = [is_taken(Answered(status, "")) for status in (None, 100, 200, 204, 299, 301, 410, 500)]
    assert taken == [False, False, True, True, True, False, False, False]


def test_ten_attempts_follow_one_another_ever_more_slowly():
    pauses = [pause_before(attempt=number) for number in range(1, 12)]
    assert pauses == [0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400, 86400]
    assert [tries_left(attempts=number) for number in (0, 9, 10)] == [True, True, False]


def test_every_event_has_words():
    assert set(WORDS) == {*EVENTS, TEST}
