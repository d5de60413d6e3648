"""A version may be taken back before the day from which it would count; nothing else of it ever changes."""

from django.db import migrations

KEEP = """
CREATE OR REPLACE FUNCTION policy_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.request_id IS NOT NULL OR OLD.active_from IS NOT NULL)
       AND (TG_OP = 'DELETE'
            OR (NEW.kind, NEW.number, NEW.content, NEW.digest, NEW.note, NEW.maker_id)
               IS DISTINCT FROM (OLD.kind, OLD.number, OLD.content, OLD.digest, OLD.note, OLD.maker_id)
            OR (OLD.request_id IS NOT NULL AND NEW.request_id IS DISTINCT FROM OLD.request_id)
            OR (OLD.active_from IS NOT NULL AND NEW.active_from IS DISTINCT FROM OLD.active_from{unless})) THEN
        RAISE EXCEPTION 'a submitted version is never changed; write a new one' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
# the day of a session is not the company's: the earliest day on earth refuses nothing that the rule allows
TAKEN_BACK = " AND NOT (NEW.active_from IS NULL AND OLD.active_from > (now() AT TIME ZONE 'Etc/GMT+12')::date)"


class Migration(migrations.Migration):
    dependencies = [("policy", "0002_guards")]

    operations = [migrations.RunSQL(KEEP.format(unless=TAKEN_BACK), KEEP.format(unless=""))]
