"""Many rows of one table at once, by COPY: what an import of a whole ledger is written with 批量写入.

Ten times as fast as INSERT; keys are given out first, so that rows can point to each other. Only new rows: nothing is updated.
"""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, JSONField, Model
from django.db.models.expressions import DatabaseDefault

M = TypeVar("M", bound=Model)


def copy_in(*, rows: Sequence[M]) -> Sequence[M]:
    """
    Write new rows of one model and give them their keys, in their order.

    Columns with a default of the database are left to it. Constraints and triggers hold as for any row.
    """
    if not rows:
        return rows
    table, concrete = type(rows[0])._meta.db_table, type(rows[0])._meta.concrete_fields  # noqa: SLF001 Django documents it
    fields = [field for field in concrete if not field.primary_key and not _is_left(rows[0], field)]
    names = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, len(rows)]
        )
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
        read = attrgetter("pk", *(field.attname for field in fields))
        told = [at for at, field in enumerate(fields, start=1) if isinstance(field, JSONField)]
        with connection.wrap_database_errors, cursor.copy(f'COPY "{table}" ("id", {names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(_written(list(read(row)), told, fields) if told else read(row))
    return rows


def copy_values(*, model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write plain values of these columns, where nobody asks for the rows or their keys again."""
    names = ", ".join(f'"{column}"' for column in columns)
    statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'  # noqa: SLF001 Django documents it
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _is_left(row: Model, field: "Field[object, object]") -> bool:
    return isinstance(getattr(row, field.attname), DatabaseDefault)


def _written(values: list[Any], told: Sequence[int], fields: Sequence["Field[Any, Any]"]) -> list[Any]:
    """The values with those of JSON columns as text."""
    for at in told:
        if values[at] is not None:
            values[at] = fields[at - 1].get_db_prep_value(values[at], connection)
    return values
