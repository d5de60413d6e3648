"""What the database itself refuses in approval."""

from django.db import migrations

from onaccount.office.guards import append_only

OPINION = """
CREATE FUNCTION approval_check_opinion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE asked approval_request%ROWTYPE;
BEGIN
    SELECT * INTO asked FROM approval_request WHERE id = NEW.request_id FOR UPDATE;
    IF asked.maker_id = NEW.person_id THEN
        RAISE EXCEPTION 'the maker gives no opinion' USING ERRCODE = 'restrict_violation';
    END IF;
    IF asked.content_hash <> NEW.content_hash THEN
        RAISE EXCEPTION 'the opinion is about other content' USING ERRCODE = 'restrict_violation';
    END IF;
    IF asked.outcome <> '' THEN
        RAISE EXCEPTION 'the request is closed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approval_opinion_by_another BEFORE INSERT ON approval_opinion
    FOR EACH ROW EXECUTE FUNCTION approval_check_opinion();

CREATE FUNCTION approval_keep_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.outcome <> ''
       OR (NEW.content, NEW.content_hash, NEW.maker_id, NEW.kind, NEW.subject_kind, NEW.subject_id, NEW.permission)
          IS DISTINCT FROM
          (OLD.content, OLD.content_hash, OLD.maker_id, OLD.kind, OLD.subject_kind, OLD.subject_id, OLD.permission) THEN
        RAISE EXCEPTION 'a request is never changed; withdraw it and ask anew' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.outcome = 'approved' AND NOT EXISTS (
        SELECT 1 FROM approval_opinion o WHERE o.request_id = NEW.id AND o.outcome = 'approved') THEN
        RAISE EXCEPTION 'nobody approved this request' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approval_request_kept BEFORE UPDATE OR DELETE ON approval_request
    FOR EACH ROW EXECUTE FUNCTION approval_keep_content();
"""

UNDO = """
DROP TRIGGER approval_request_kept ON approval_request;
DROP FUNCTION approval_keep_content();
DROP TRIGGER approval_opinion_by_another ON approval_opinion;
DROP FUNCTION approval_check_opinion();
"""


class Migration(migrations.Migration):
    dependencies = [("approval", "0001_initial")]

    operations = [
        append_only("approval_opinion"),
        migrations.RunSQL(OPINION, UNDO),
    ]
