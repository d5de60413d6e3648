"""The version of what a group stands on 依据版本: the database gives a group a new one whenever a row changes that a check rests on.

A verdict rests on limits, suspensions, open items and many more tables, which seldom change between two orders. Whoever keeps
what was read of a group keeps it under `customers_group.changes`: while the number under the lock is the same, nothing has
changed. The number comes from a sequence, so that one which was rolled back never comes again. Totals of accounts and orders
are no part of it: they are read anew for every check.
"""

from django.db import migrations

FUNCTIONS = """
CREATE SEQUENCE customers_group_changes_seq OWNED BY customers_group.changes;
CREATE FUNCTION onaccount_group_changed(ids bigint[]) RETURNS void LANGUAGE sql AS $$
    SELECT 1 FROM customers_group WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
    UPDATE customers_group SET changes = nextval('customers_group_changes_seq') WHERE id = ANY(ids);
$$;
"""
NO_FUNCTIONS = """
DROP FUNCTION onaccount_group_changed(bigint[]);
DROP SEQUENCE customers_group_changes_seq;
"""
EVENTS = {
    "insert": "NEW TABLE AS rows",
    "update": "NEW TABLE AS rows OLD TABLE AS former",
    "delete": "OLD TABLE AS rows",
}
MARK = "_counts_as_change_"


def versions() -> migrations.RunSQL:
    """Make the step that lets the database number the changes of groups."""
    return migrations.RunSQL(sql=FUNCTIONS, reverse_sql=NO_FUNCTIONS)


def counts_as_change(
    table: str, *, group: str = "group_id", events: tuple[str, ...] = tuple(EVENTS)
) -> migrations.RunSQL:
    """
    Make a migration step after which every change of a row of the table is a change of its group.

    `group` is the SQL that finds the group's key (or keys) from a row of `rows`. One statement marks each group once, in key
    order.
    """
    created = "".join(_created(table, event, EVENTS[event], group) for event in events)
    dropped = "".join(f"DROP FUNCTION {table}{MARK}{event}() CASCADE;" for event in events)
    return migrations.RunSQL(sql=created, reverse_sql=dropped)


def _created(table: str, event: str, tables: str, group: str) -> str:
    found = " UNION ".join(f"SELECT {group} FROM {name} AS rows" for name in _names(tables))  # noqa: S608 our own words
    name = f"{table}{MARK}{event}"
    return f"""
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM onaccount_group_changed(ARRAY({found}));
        RETURN NULL;
    END $$;
    CREATE TRIGGER {name} AFTER {event.upper()} ON {table} REFERENCING {tables}
        FOR EACH STATEMENT EXECUTE FUNCTION {name}();"""


def _names(tables: str) -> list[str]:
    return tables.replace("NEW TABLE AS", "").replace("OLD TABLE AS", "").split()
