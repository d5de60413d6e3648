"""The interface keeps to its own document, whatever is thrown at it."""

import re
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ninja import Schema
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.api.conftest import order

from onaccount.api import shapes_facts, shapes_holds, shapes_orders, shapes_out, shapes_releases
from onaccount.api.urls import api

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@lru_cache
def schema():
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@contextmanager
def one_connection():
    """A WSGI server closes its connection after each request; ours is the test's transaction and stays."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations():
    return [(method, path) for path, methods in api.get_openapi_schema()["paths"].items() for method in methods]


def test_every_operation_explains_itself_and_names_what_it_may_refuse():
    for methods in Client().get("/api/v1/openapi.json").json()["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert operation["description"]
            assert {"401", "403", "404", "409", "422", "429", "503"} < {str(code) for code in operation["responses"]}


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_handwritten_page_names_every_operation_and_no_other(name):
    page = (Path(__file__).parents[2] / "docs" / "api" / name).read_text("utf-8")
    named = set(re.findall(r"^\| `([A-Z]+ /[^`]*)` \|", page, re.MULTILINE))
    assert named == {f"{method.upper()} {path.removeprefix('/api/v1')}" for method, path in operations()}


def shape_of(given, document):
    """The shape an answer or a body has; of a list, that of its rows."""
    while "$ref" in given or given.get("type") == "array":
        given = (
            given["items"]
            if given.get("type") == "array"
            else document["components"]["schemas"][given["$ref"].split("/")[-1]]
        )
    return given


def shown(shape):
    """Whether a shape has an example: of the whole, or of each field that must be there."""
    fields = shape.get("properties", {})
    return bool(shape.get("examples")) or all(fields[name].get("examples") for name in shape.get("required", []))


def test_every_body_and_every_answer_of_the_document_shows_an_example():
    document, bare = api.get_openapi_schema(), []
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            contents = [answer for status, answer in operation["responses"].items() if int(status) < 300]
            contents += [operation["requestBody"]] if "requestBody" in operation else []
            shapes = [shape_of(each["content"]["application/json"]["schema"], document) for each in contents]
            bare += [(method, path, shape.get("title")) for shape in shapes if not shown(shape)]
    assert bare == []


def test_the_examples_of_answers_have_the_shape_they_stand_for():
    files = (shapes_out, shapes_orders, shapes_holds, shapes_releases, shapes_facts)
    known = {each for file in files for each in vars(file).values() if isinstance(each, type)}
    shapes = [each for each in known if issubclass(each, Schema)]
    classes = [each for each in shapes if each.model_config.get("json_schema_extra")]
    assert len(classes) >= 14
    for shape in classes:
        (example,) = shape.model_config["json_schema_extra"]["examples"]
        assert set(shape(**example).model_dump(mode="json")) == set(example)


FREE = {"values", "amounts", "inputs"}
"""Fields of bodies whose own names are data: facts of the file, lines of a statement, inputs of a calculator."""


def bodies():
    document = api.get_openapi_schema()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if "requestBody" in operation:
                yield method, path, operation["requestBody"]["content"]["application/json"]["schema"], document


def open_shapes(given, document):
    """The shapes of a body, its parts included, that take fields they do not know."""
    for each in given.get("anyOf", ()):
        yield from open_shapes(each, document)
    shape = shape_of(given, document)
    fields = shape.get("properties", {})
    if fields and shape.get("additionalProperties") is not False:
        yield shape["title"]
    for name, field in fields.items():
        if name not in FREE:
            yield from open_shapes(field, document)


def test_no_body_and_no_part_of_one_takes_a_field_it_does_not_know():
    found = {(method, path): list(open_shapes(given, document)) for method, path, given, document in bodies()}
    assert len(found) > 50
    assert {operation: shapes for operation, shapes in found.items() if shapes} == {}


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "path"), operations())
def test_nothing_thrown_at_an_operation_is_an_error_of_ours_or_an_answer_nobody_documented(
    machine, customer, method, path
):
    machine.post("/orders", order())
    machine.post("/orders", order("SO-2", "1300"))
    keyed = {"Authorization": f"Bearer {machine.secret}"}
    with one_connection():
        generated = schema()[path][method].as_strategy()

    @given(case=generated, known=st.booleans())
    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def throw(case, known):
        if known and case.path_parameters and "number" in case.path_parameters:
            case.path_parameters["number"] = (
                "C1" if "customers" in path else "SO-1" if case.path_parameters["number"] < "M" else "SO-2"
            )
        if known and isinstance(case.body, dict) and "customer" in case.body:
            case.body["customer"] = "C1"
        case.call_and_validate(headers=keyed, checks=CHECKS)

    with one_connection():
        throw()
