"""
A page of rows together with what all rows add up to 一次读出本页与总计: the database works the rows out once for both.

For rows that are themselves sums over a large table, such as aging of a past day: asked for the totals and then for the page, the
database would read that table twice. Like `joining` this looks inside Django's query; nothing else does.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet


def page_and_sums(
    *, rows: "QuerySet[Any, dict[str, Any]]", start: int, size: int, paths: Sequence[str], code: str
) -> tuple[list[dict[str, Any]], list[tuple[str, int, list[Any]]]]:
    """
    Give the rows of one page, in order, and for each code its number of rows and the sums of `paths`.

    `rows` are told by `values`; `paths` and `code` are names among them, an empty `code` puts all rows under "".
    """
    compiler: Any = rows.query.get_compiler(using=rows.db)
    try:
        inside, filled = compiler.as_sql()
    except EmptyResultSet:  # Django sees without asking that nothing can be found
        return [], []
    assert rows.query.selected, "rows are told by values"
    names = list(rows.query.selected)
    at = {name: f"c{number}" for number, name in enumerate(names)}
    columns = ", ".join(at.values())
    sums = "".join(f", sum({at[path]})" for path in paths)
    grouped = at.get(code, "''::text")
    statement = f"""
        WITH told ({columns}) AS ({inside}),
             shown AS MATERIALIZED (SELECT row_number() OVER () AS place, told.* FROM told)
        SELECT place, {columns}, NULL AS code, NULL AS found{", NULL" * len(paths)}
        FROM shown WHERE place > %s AND place <= %s
        UNION ALL
        SELECT NULL{", NULL" * len(names)}, {grouped}, count(*){sums} FROM shown GROUP BY {grouped}
        ORDER BY place, code
    """  # noqa: S608 the names are numbered here, everything given is a parameter
    with connections[rows.db].cursor() as cursor:
        cursor.execute(statement, [*filled, start, start + size])
        lines = cursor.fetchall()
    width = len(names) + 1
    found = [line[1:width] for line in lines if line[0] is not None]
    told = compiler.apply_converters(found, compiler.get_converters([column[0] for column in compiler.select]))
    totals = [(line[width], line[width + 1], list(line[width + 2 :])) for line in lines if line[0] is None]
    return [dict(zip(names, row, strict=True)) for row in told], totals
