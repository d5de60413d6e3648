import json
import logging

import pytest
from django.db import connection
from django.test import Client
from tests.people import somebody

from onaccount.office.health import queries
from onaccount.office.health.rules import Condition, checks


def test_a_living_process_answers_without_any_table(client: Client) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "live"})


@pytest.mark.django_db
def test_a_current_database_is_ready(client: Client) -> None:
    assert client.get("/health/ready").json() == {"status": "ready"}


@pytest.mark.django_db
def test_without_a_worker_somebody_is_needed() -> None:
    found = {check.reason.code: check.condition for check in checks(queries.facts_for_health())}
    assert found["health.worker_absent"] == Condition.BAD
    assert found["health.tables_current"] == Condition.GOOD


@pytest.mark.django_db
def test_a_database_without_tables_for_jobs_is_told_of_and_does_not_fall_over() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE procrastinate_events RENAME TO elsewhere")
    found = {check.reason.code: check.condition for check in checks(queries.facts_for_health())}
    assert found["health.worker_absent"] == Condition.BAD


def test_a_request_keeps_its_id_and_a_wild_one_is_replaced(client: Client) -> None:
    assert client.get("/health/live", headers={"X-Request-ID": "order-77-a"}).headers["X-Request-ID"] == "order-77-a"
    assert client.get("/health/live", headers={"X-Request-ID": "a b\tc; drop"}).headers["X-Request-ID"].isalnum()


def test_each_answer_leaves_one_line_without_its_query(client: Client, capfd: pytest.CaptureFixture[str]) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.getLogger().handlers[0].formatter)
    logging.getLogger("onaccount.request").addHandler(handler)
    client.get("/nowhere?secret=1", headers={"X-Request-ID": "line-of-a-log"})
    logging.getLogger("onaccount.request").removeHandler(handler)
    line = json.loads(next(text for text in capfd.readouterr().err.splitlines() if '"answered"' in text))
    assert (line["path"], line["status"], line["request_id"], line["level"]) == (
        "/nowhere",
        404,
        "line-of-a-log",
        "info",
    )


@pytest.mark.django_db
def test_the_machine_room_is_shown_to_those_who_run_it_and_to_nobody_else(client: Client) -> None:
    client.force_login(somebody("operator", "administrator"))
    page = client.get("/health/", headers={"Accept-Language": "en"})
    assert (page.status_code, "No background worker has ever reported." in page.content.decode()) == (200, True)
    client.force_login(somebody("seller", "salesperson"))
    assert client.get("/health/").status_code == 403


def test_a_request_for_a_name_that_is_not_ours_is_refused_with_a_page(client: Client) -> None:
    assert client.get("/health/live", headers={"host": "elsewhere.example"}).status_code == 400


def test_a_request_for_a_name_that_is_not_ours_is_one_warning_and_no_error(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/health/live", headers={"host": "elsewhere.example"})
    told = [(one.levelname, one.exc_info) for one in caplog.records if "elsewhere.example" in one.getMessage()]
    assert told == [("WARNING", None)]
