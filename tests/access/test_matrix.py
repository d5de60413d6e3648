"""
Who gets in where: every route, every role and nobody, every ownership, compared with a table a person can read.

`matrix.csv` is the table. After a deliberate change write it anew with ONACCOUNT_WRITE_MATRIX=1 and read the difference.
Cells: in · no (403) · hidden (404, the same answer as for what does not exist) · sign in · key (401). Own, team and other are
customers seen from the salesperson's team, to which every role of the test belongs.
"""

import csv
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.access.routes import Route, address_of, every_route, is_owned
from tests.access.world import OWNERSHIPS, World, build

from onaccount.lifecycle.company_founded import default_roles

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "matrix.csv"
ROLES = tuple(dict.fromkeys(row.role for row in default_roles()))
NOBODY = "nobody"
SCOPES = {(row.role, row.permission): row.scope.value for row in default_roles()}
REACHES = ("", "own", "team", "all")
SEEN = {"": (), "own": ("own",), "team": ("own", "team"), "all": ("own", "team", "other")}
ENDS_SESSION = {"account_logout", "sign_out_everywhere"}
WORDS = {403: "no", 404: "in", 405: "in", 200: "in", 302: "in", 400: "in", 429: "in", 401: "key", 422: "in", 409: "in"}


def test_every_route_declares_its_policy() -> None:
    assert [f"{route.way} {route.name}" for route in every_route() if route.policy is None] == []


def test_every_permission_a_route_asks_for_is_given_by_some_role() -> None:
    given = {row.permission for row in default_roles()}
    asked = {permission for route in every_route() if route.policy for permission in route.policy.permissions}
    assert asked - given == set()


def test_the_table_of_who_gets_in_where_is_the_one_people_read() -> None:
    found = "".join(_lines())
    if os.environ.get("ONACCOUNT_WRITE_MATRIX"):
        TABLE.write_text(found, encoding="utf-8")
    assert found.splitlines() == TABLE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("role", [NOBODY, "portal_customer", "salesperson", "sales_manager"])
def test_every_page_answers_as_the_table_says(role: str) -> None:
    _compare(role)


@pytest.mark.slow
@pytest.mark.parametrize(
    "role", [role for role in ROLES if role not in {"portal_customer", "salesperson", "sales_manager"}]
)
def test_every_page_answers_every_role_as_the_table_says(role: str) -> None:
    _compare(role)


def _compare(role: str) -> None:
    world, client = build(), Client(raise_request_exception=False)
    if role != NOBODY:
        client.force_login(world.people[role])
    table = {line["route"]: line[role] for line in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())}
    found = {}
    for route in every_route():
        if route.way == "page" and route.name not in ENDS_SESSION:
            for relation in OWNERSHIPS if is_owned(route) else ("",):
                found[_name(route, relation)] = _cell(client, route, world.customers.get(relation))
    assert found == {name: _seen(cell) for name, cell in table.items() if name in found}


def test_a_customer_one_may_not_see_answers_like_one_that_does_not_exist() -> None:
    world = build()
    client = Client()
    client.force_login(world.people["salesperson"])
    for route in filter(is_owned, every_route()):
        other, absent = (client.get(address_of(route, world.customers[relation])) for relation in ("other", "absent"))
        hidden, missing = (_without_numbers(answer.content.decode(), world) for answer in (other, absent))
        assert (route.name, other.status_code) == (route.name, absent.status_code)
        assert [
            line for line in zip(hidden.splitlines(), missing.splitlines(), strict=True) if line[0] != line[1]
        ] == []


def _lines() -> Iterator[str]:
    yield _row("route", "way", "policy", NOBODY, *ROLES)
    for route in every_route():
        for relation in OWNERSHIPS if is_owned(route) else ("",):
            cells = (_expected(route, role, relation) for role in ROLES)
            yield _row(_name(route, relation), route.way, str(route.policy), _for_nobody(route), *cells)


def _expected(route: Route, role: str, relation: str) -> str:
    """What the declared policy and the reach of the role mean for one route and one ownership."""
    assert route.policy
    if not route.policy.permissions:
        reach = SCOPES.get((role, "customers.view"), "") if relation else "all"
    else:
        reach = max((SCOPES.get((role, permission), "") for permission in route.policy.permissions), key=REACHES.index)
        if not reach:
            return "no"
    return "in" if relation in ("", *SEEN[reach]) else "hidden"


def _for_nobody(route: Route) -> str:
    assert route.policy
    if not route.policy.needs_sign_in:
        return "in"
    return "sign in" if route.way == "page" else "key"


def _name(route: Route, relation: str) -> str:
    return f"{route.name} [{relation}]" if relation else route.name


def _seen(cell: str) -> str:
    """What a browser can see: hidden and missing are one answer."""
    return "missing" if cell == "hidden" else cell


def _cell(client: Client, route: Route, customer: tuple[int, str] | None) -> str:
    answer = client.get(address_of(route, customer))
    if answer.status_code == 405:
        answer = client.post(address_of(route, customer))
    if answer.status_code == 302 and answer["Location"].startswith(reverse("account_login") + "?"):
        return "sign in"
    if answer.status_code == 404 and customer is not None:
        return "missing"
    return WORDS.get(answer.status_code, str(answer.status_code))


def _without_numbers(page: str, world: World) -> str:
    for key, number in sorted(world.customers.values(), reverse=True):
        page = page.replace(number, "#").replace(str(key), "#")
    return re.sub(r'(X-CSRFToken": "|csrfmiddlewaretoken" value=")[^"]+|trouble-number.*', "", page)


def _row(*cells: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
