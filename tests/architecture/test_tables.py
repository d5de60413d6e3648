"""What the import contracts cannot see: tables point downwards, and stages do not call each other through signals."""

import re

from django.apps import apps
from tests.architecture import shape

FLOOR = {name: number for number, name in enumerate(reversed(shape.floors()))}
TABLES = {
    model._meta.db_table: model.__module__.split(".")[1]
    for model in apps.get_models()
    if model.__module__.startswith("onaccount.")
}


def test_foreign_keys_point_to_the_same_floor_or_below() -> None:
    upwards = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if model.__module__.startswith("onaccount.") and field.concrete and field.is_relation
        if field.related_model.__module__.startswith("onaccount.")
        if FLOOR[field.related_model.__module__.split(".")[1]] > FLOOR[model.__module__.split(".")[1]]
    ]
    assert upwards == []


def test_sql_names_tables_of_the_same_floor_or_below() -> None:
    names = re.compile(r"\b(" + "|".join(sorted(TABLES, key=len, reverse=True)) + r")\b")
    upwards = [
        f"{file.relative_to(shape.SOURCE)} names {table}"
        for file in shape.SOURCE.rglob("*")
        if file.suffix in {".py", ".sql"}
        for table in names.findall(file.read_text("utf-8"))
        if FLOOR[TABLES[table]] > FLOOR[file.relative_to(shape.SOURCE).parts[0].removesuffix(".py")]
    ]
    assert upwards == []


def test_no_package_listens_to_the_tables_of_another() -> None:
    signals = re.compile(r"django\.db\.models\.signals|django\.dispatch import .*Signal\b|\b(pre|post)_(save|delete)\b")
    assert [str(file) for file in shape.modules() if signals.search(file.read_text("utf-8"))] == []
