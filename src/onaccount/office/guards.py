"""Database guards that every stage uses in its migrations: rows that are never updated or deleted."""

from django.db import migrations

_REFUSE = """
CREATE OR REPLACE FUNCTION onaccount_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed; write a new row that points to the old', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""


def append_only(table: str) -> migrations.RunSQL:
    """This function will make a migration step after which the database refuses UPDATE, DELETE and TRUNCATE on the table."""
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
