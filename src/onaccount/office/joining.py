"""
Sums joined to the rows of a list 汇总关联: the database adds up a whole table once instead of asking for it row by row.

A subquery in a column is asked again for every row that is ordered or added up. The same sums as a joined subquery are hashed
once; those that a question does not use are left out by the planner, because each row finds at most one group. Django has
no such join of its own, so one is handed to its query here; beside `paging`, nothing else touches the inside of a query.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any, Self

from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Col, Expression
from django.db.models.functions import Coalesce


def joined(
    *,
    rows: "QuerySet[Any, Any]",
    name: str,
    groups: "QuerySet[Any, Any]",
    on: Mapping[str, str],
    sums: Mapping[str, Expression | F],
    required: bool,
) -> "QuerySet[Any, Any]":
    """
    Add to each row the sums of the group that belongs to it.

    `groups` says by `values` what is grouped by, `on` which column of the rows each of these equals (the first of them is what
    `of_keys` keeps groups by). A sum may be worked out of several, or name what is grouped by. A row without a group has what a
    sum names as its default, else None; with `required` it is left out.
    """
    summed = groups.order_by().annotate(**{f"of_{column}": sum_ for column, sum_ in sums.items()})
    found: Any = rows.all()
    query = found.query
    alias = query.join(_Groups(name, summed, tuple(on.items()), query.get_initial_alias(), required))
    told: QuerySet[Any, Any] = found.annotate(
        **{column: _column(alias, column, summed, None if required else sum_) for column, sum_ in sums.items()}
    )
    return told


def of_keys(*, rows: "QuerySet[Any, Any]", keys: Sequence[Any]) -> "QuerySet[Any, Any]":
    """Keep the rows with these keys, and of what is joined by key only the groups that belong to them."""
    found = rows.filter(pk__in=keys)
    joins: dict[str, Any] = found.query.alias_map
    key = found.model._meta.pk.column  # noqa: SLF001 Django documents it
    for alias, join in joins.items():
        if isinstance(join, _Groups) and join.on[0][0] == key:
            joins[alias] = join.narrowed(keys)
    return found


def _column(alias: str, column: str, summed: "QuerySet[Any, Any]", sum_: Any) -> Any:
    field = copy(summed.query.annotations[f"of_{column}"].output_field)
    field.name = field.attname = field.column = f"of_{column}"
    field.model = summed.model
    found = Col(alias, field)
    default = getattr(sum_, "default", None)
    return found if default is None else Coalesce(found, Value(default), output_field=field)


class _Groups:
    """The join as Django's query keeps it: the attributes and methods of `sql.datastructures.Join`."""

    join_field = filtered_relation = None

    def __init__(
        self, name: str, groups: "QuerySet[Any, Any]", on: tuple[tuple[str, str], ...], parent: str, required: bool
    ) -> None:
        self.table_name, self.table_alias, self.parent_alias = name, name, parent
        self.groups, self.on = groups, on
        self.nullable = not required
        self.join_type = "INNER JOIN" if required else "LEFT OUTER JOIN"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """The clause and what fills its places."""
        inside, filled = self.groups.query.get_compiler(connection=connection).as_sql()
        quoted = connection.ops.quote_name
        mine, theirs = map(compiler.quote_name_unless_alias, (self.parent_alias, self.table_alias))
        pairs = " AND ".join(f"{mine}.{quoted(one)} = {theirs}.{quoted(other)}" for one, other in self.on)
        return f"{self.join_type} ({inside}) {theirs} ON ({pairs})", list(filled)

    def relabeled_clone(self, names: Mapping[str, str]) -> Self:
        """The same join between tables that are called otherwise."""
        other = copy(self)
        other.parent_alias = names.get(self.parent_alias, self.parent_alias)
        other.table_alias = names.get(self.table_alias, self.table_alias)
        return other

    def narrowed(self, keys: Sequence[Any]) -> Self:
        """The same join with the groups of these keys alone."""
        other = copy(self)
        other.groups = self.groups.filter(**{f"{self.on[0][1]}__in": keys})
        return other

    def promote(self) -> Self:
        """Django's word for a join that keeps rows without a partner."""
        other = copy(self)
        other.join_type = "LEFT OUTER JOIN"
        return other

    def demote(self) -> Self:
        """Django's word for a join that leaves out rows without a partner."""
        other = copy(self)
        other.join_type = "INNER JOIN"
        return other
