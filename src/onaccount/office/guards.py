"""Database guards that every stage uses in its migrations: rows that are never updated or deleted, and rows that name them."""

from django.db import migrations

_REFUSE = """
CREATE OR REPLACE FUNCTION onaccount_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed; write a new row that points to the old', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
_EVENTS = ("INSERT", "UPDATE")


def append_only(table: str) -> migrations.RunSQL:
    """Make a migration step after which the database refuses UPDATE, DELETE and TRUNCATE on the table."""
    return migrations.RunSQL(
        sql=f"""{_REFUSE}
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION onaccount_refuse_change();
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION onaccount_refuse_change();""",
        reverse_sql=f"""
        DROP TRIGGER {table}_append_only ON {table};
        DROP TRIGGER {table}_no_truncate ON {table};""",
    )


def stays(table: str, *columns: str) -> migrations.RunSQL:
    """
    Make a migration step after which a row of the table is there for ever under the same key columns.

    Then whoever names the row need only look once whether it is there (`refers`).
    """
    changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns)
    listed = ", ".join(f'"{column}"' for column in columns)
    return migrations.RunSQL(
        sql=f"""{_REFUSE}
        CREATE TRIGGER {table}_stays BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION onaccount_refuse_change();
        CREATE TRIGGER {table}_keeps_its_key BEFORE UPDATE OF {listed} ON {table}
            FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION onaccount_refuse_change();
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION onaccount_refuse_change();""",
        reverse_sql=f"""
        DROP TRIGGER {table}_stays ON {table};
        DROP TRIGGER {table}_keeps_its_key ON {table};
        DROP TRIGGER {table}_no_truncate ON {table};""",
    )


def refers(table: str, **to: str) -> migrations.RunSQL:
    """
    Make a migration step after which every row of the table names only rows that are there.

    A foreign key asks for each row and each column by itself; this asks once for all rows a statement wrote, and may compare
    more than the key: `owner_id="owner(id, group_id)"` is the row of that id with the same `group_id`. The tables
    named must be ones whose rows stay (`stays`, `append_only`). Rows are looked up by their key even where a connection
    made its plan when the table was still small: a plan that reads the table would be kept while it grows.
    """
    lookups = [_lookup(place, column, named) for place, (column, named) in enumerate(to.items())]
    lost = " OR ".join(f'(rows."{column}" IS NOT NULL AND t{place}.there IS NULL)' for place, column in enumerate(to))
    found = f"SELECT FROM rows {' '.join(lookups)} WHERE {lost}"
    triggers = "".join(
        f"""
        CREATE TRIGGER {table}_refers_{event.lower()} AFTER {event} ON {table} REFERENCING NEW TABLE AS rows
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_refers();"""
        for event in _EVENTS
    )
    return migrations.RunSQL(
        sql=f"""
        CREATE FUNCTION {table}_refers() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan TO off AS $$
        BEGIN
            IF EXISTS ({found}) THEN
                RAISE EXCEPTION 'a row of % names a row that is not there', TG_TABLE_NAME
                    USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '{table}_refers';
            END IF;
            RETURN NULL;
        END $$;{triggers}""",
        reverse_sql=f"DROP FUNCTION {table}_refers() CASCADE;",
    )


def _lookup(place: int, column: str, named: str) -> str:
    """One look by the key for each row, never a plan over the whole table: it is kept for all statements, small and large."""
    table, _, keys = named.rstrip(")").partition("(")
    key, *others = [each.strip() for each in keys.split(",")]
    same = [f'p."{key}" = rows."{column}"', *(f'p."{other}" = rows."{other}"' for other in others)]
    return (
        f"LEFT JOIN LATERAL (SELECT true AS there FROM {table} p WHERE {' AND '.join(same)} LIMIT 1) t{place} ON true"  # noqa: S608
    )
