"""Many rows of one table at once, by COPY: what an import of a whole ledger is written with 批量写入.

Ten times as fast as INSERT; keys are given out first, so that rows can point to each other. Only new rows: nothing is updated.
"""

from collections.abc import Sequence
from typing import TypeVar

from django.db import connection
from django.db.models import Field, JSONField, Model
from django.db.models.expressions import DatabaseDefault

M = TypeVar("M", bound=Model)


def copy_in(*, rows: Sequence[M]) -> Sequence[M]:
    """
    This function will write new rows of one model and give them their keys, in their order.

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
        with cursor.copy(f'COPY "{table}" ("id", {names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row([row.pk, *(_value(row, field) for field in fields)])
    return rows


def _is_left(row: Model, field: "Field[object, object]") -> bool:
    return isinstance(getattr(row, field.attname), DatabaseDefault)


def _value(row: Model, field: "Field[object, object]") -> object:
    value: object = getattr(row, field.attname)
    if isinstance(field, JSONField) and value is not None:
        return field.get_db_prep_value(value, connection)
    return value
