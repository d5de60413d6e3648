"""What the database itself refuses in policy."""

from django.db import migrations

KEEP = """
CREATE FUNCTION policy_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.request_id IS NOT NULL OR OLD.active_from IS NOT NULL)
       AND (TG_OP = 'DELETE'
            OR (NEW.kind, NEW.number, NEW.content, NEW.digest, NEW.note, NEW.maker_id)
               IS DISTINCT FROM (OLD.kind, OLD.number, OLD.content, OLD.digest, OLD.note, OLD.maker_id)
            OR (OLD.request_id IS NOT NULL AND NEW.request_id IS DISTINCT FROM OLD.request_id)
            OR (OLD.active_from IS NOT NULL AND NEW.active_from IS DISTINCT FROM OLD.active_from)) THEN
        RAISE EXCEPTION 'a submitted version is never changed; write a new one' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER policy_version_kept BEFORE UPDATE OR DELETE ON policy_policyversion
    FOR EACH ROW EXECUTE FUNCTION policy_keep_version();
"""
UNDO = """
DROP TRIGGER policy_version_kept ON policy_policyversion;
DROP FUNCTION policy_keep_version();
"""


class Migration(migrations.Migration):
    dependencies = [("policy", "0001_initial")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
