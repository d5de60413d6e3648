"""A key opens the door as far as it says, as often as it says, and not a moment after it was revoked."""

import time

import pytest
from django.db import OperationalError, connection
from django.test import Client
from tests.api.conftest import Machine, order
from tests.people import MACHINE

from onaccount.api.urls import api
from onaccount.office.access import gate, keys, queries
from onaccount.office.access.labels import KEY_SCOPES
from onaccount.office.access.models import ApiKey
from onaccount.office.clock import queries as clock

pytestmark = pytest.mark.django_db


def policies():
    for _prefix, router in api._routers:
        for paths in router.path_operations.values():
            yield from (operation.view_func.policy for operation in paths.operations)


def test_the_scopes_a_key_may_be_given_are_those_the_interface_asks_for():
    assert {scope for policy in policies() for scope in policy.permissions} == set(KEY_SCOPES)


def test_a_key_does_only_what_its_scopes_name_whatever_its_person_may(customer):
    reader = Machine("integration", scopes=["trade.view"])
    assert reader.get("/customers/C1/exposure").status_code == 200
    answer = reader.post("/orders", order())
    assert (answer.status_code, answer.json()["facts"]) == (403, {"permission": "ordercheck.check"})


def of_one_minute(ask):
    """What a key for two calls a minute is told; asked again by another key where the minute ended meanwhile."""
    while True:
        minute = int(time.time()) // 60
        machine = Machine("integration", name=f"erp{minute}", calls_per_minute=2)
        answers = ask(machine)
        if int(time.time()) // 60 == minute:
            return answers


def test_the_call_after_the_last_of_a_minute_is_told_when_to_come_back(customer):
    answers = of_one_minute(lambda machine: [machine.get("/customers/C1/limits") for _ in range(3)])
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (answers[2].json()["code"], 1 <= int(answers[2]["Retry-After"]) <= 60) == ("access.too_many_calls", True)


def test_two_processes_count_the_calls_of_one_key_together(machine, customer):
    now, told = 1_000_020.0, []
    for beat in range(3):  # each process forgets the others between two beats
        gate._known.clear()
        for _ in range(4):
            gate.admitted(secret=machine.secret, today=clock.today(), now=now + beat)
        gate.admitted(secret=machine.secret, today=clock.today(), now=now + beat + 2)
        told.append(ApiKey.objects.get().calls)
    assert told == [4, 8, 12]


def test_a_revoked_key_stops_at_its_next_call(machine, customer):
    assert machine.get("/customers/C1/limits").status_code == 200
    keys.revoke(key_id=ApiKey.objects.get().pk, actor=MACHINE)
    assert machine.get("/customers/C1/limits").status_code == 401


def test_another_process_forgets_a_revoked_key_within_five_seconds(machine):
    now, today = 1_000_000.0, clock.today()
    assert gate.admitted(secret=machine.secret, today=today, now=now)
    ApiKey.objects.update(revoked_at="2026-03-02T00:00:00Z")  # as by another process: nobody here is told
    assert gate.admitted(secret=machine.secret, today=today, now=now + 1)
    assert gate.admitted(secret=machine.secret, today=today, now=now + gate.MEMORY_SECONDS) is None
    assert gate.MEMORY_SECONDS < 5


def test_a_key_ends_on_its_last_day_and_with_its_person(machine):
    today = clock.today()
    ApiKey.objects.update(valid_to=today)
    assert queries.key_of(secret=machine.secret, today=today) is None
    ApiKey.objects.update(valid_to=None)
    machine.person.is_active = False
    machine.person.save()
    assert queries.key_of(secret=machine.secret, today=today) is None


def test_the_last_use_stands_in_the_list(machine, customer):
    machine.get("/customers/C1/limits")
    assert ApiKey.objects.get().last_used_at is not None


def test_without_our_database_the_answer_is_a_technical_one_and_says_when_to_ask_again(machine, customer):
    def down(execute, sql, params, many, context):
        raise OperationalError("the server closed the connection")

    with connection.execute_wrapper(down):
        answer = machine.post("/orders", order())
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "api.unavailable", "5")


def test_who_has_no_key_is_told_what_kind_is_wanted(machine):
    machine.secret = "oa_00000000_nothing"
    assert machine.get("/holds")["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("body", [b"{", b"\xff", b"a=1", b'{"a":' + b"[" * 100_000])
def test_what_is_no_json_is_answered_like_every_other_mistake(machine, customer, body):
    headers = {"Authorization": f"Bearer {machine.secret}", "Accept-Language": "zh-hans", "Idempotency-Key": "k"}
    told = Client().generic("POST", "/api/v1/payments", body, content_type="application/json", headers=headers)
    assert (told.status_code, told.json()["code"], told.json()["message"]) == (422, "api.invalid", "无法理解该请求。")


@pytest.mark.parametrize(("language", "said"), [("en", "There is nothing here."), ("zh-Hans", "此处没有内容。")])
@pytest.mark.parametrize("address", ["v1/ordrs", "v1/orders/", "v1/", "v2/orders"])
def test_a_mistyped_address_is_answered_like_every_other_mistake(language, said, address):
    for answer in (
        Client(enforce_csrf_checks=True).post(
            f"/api/{address}", b"{}", "application/json", HTTP_ACCEPT_LANGUAGE=language
        ),
        Client().get(f"/api/{address}", HTTP_ACCEPT_LANGUAGE=language),
    ):
        told = answer.json()
        assert (answer.status_code, told["code"], told["facts"]) == (404, "api.not_found", {"address": address})
        assert told["message"] == said


@pytest.mark.parametrize(
    ("language", "said"), [("en", "This address takes only: GET, POST."), ("zh-Hans", "此地址只接受：GET, POST。")]
)
def test_a_method_an_address_does_not_take_is_answered_like_every_other_mistake(language, said):
    answer = Client(enforce_csrf_checks=True).delete("/api/v1/rates", HTTP_ACCEPT_LANGUAGE=language)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
    assert answer.json() == {
        "code": "api.method",
        "message": said,
        "facts": {"method": "DELETE", "allowed": "GET, POST"},
    }
