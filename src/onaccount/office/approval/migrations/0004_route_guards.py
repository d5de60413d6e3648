"""What the database itself refuses along a route: opinions and chairs of who asked, a false end, a moved delegation."""

from django.db import migrations

from onaccount.office.guards import append_only

GUARDS = """
CREATE OR REPLACE FUNCTION approval_check_opinion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE asked approval_request%ROWTYPE;
BEGIN
    SELECT * INTO asked FROM approval_request WHERE id = NEW.request_id FOR UPDATE;
    IF asked.maker_id IN (NEW.person_id, NEW.for_person_id) THEN
        RAISE EXCEPTION 'the maker gives no opinion' USING ERRCODE = 'restrict_violation';
    END IF;
    IF asked.barred && ARRAY[NEW.person_id, NEW.for_person_id] THEN
        RAISE EXCEPTION 'who stands behind a wish gives no opinion' USING ERRCODE = 'restrict_violation';
    END IF;
    IF asked.content_hash <> NEW.content_hash THEN
        RAISE EXCEPTION 'the opinion is about other content' USING ERRCODE = 'restrict_violation';
    END IF;
    IF asked.outcome <> '' THEN
        RAISE EXCEPTION 'the request is closed' USING ERRCODE = 'restrict_violation';
    END IF;
    IF asked.pause <> '' AND NEW.outcome = 'approved' THEN
        RAISE EXCEPTION 'the maker has not answered yet' USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM approval_opinion o WHERE o.request_id = NEW.request_id
               AND ARRAY[o.person_id, o.for_person_id] && ARRAY[NEW.person_id, NEW.for_person_id]) THEN
        RAISE EXCEPTION 'nobody speaks twice' USING ERRCODE = 'restrict_violation';
    END IF;
    IF asked.step <> NEW.step OR NOT EXISTS (
        SELECT 1 FROM approval_chair c WHERE c.request_id = asked.id AND c.number = NEW.chair) THEN
        RAISE EXCEPTION 'no such chair waits' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.for_person_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM approval_delegation d WHERE d.giver_id = NEW.for_person_id AND d.taker_id = NEW.person_id
        AND NOT EXISTS (SELECT 1 FROM approval_delegationend e WHERE e.delegation_id = d.id)) THEN
        RAISE EXCEPTION 'nobody delegated this' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION approval_check_chair() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM approval_request r WHERE r.id = NEW.request_id
               AND (r.maker_id = NEW.person_id OR NEW.person_id = ANY (r.barred))) THEN
        RAISE EXCEPTION 'who asked takes no chair' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approval_chair_of_another BEFORE INSERT OR UPDATE ON approval_chair
    FOR EACH ROW EXECUTE FUNCTION approval_check_chair();

CREATE OR REPLACE FUNCTION approval_keep_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.outcome <> ''
       OR (NEW.content, NEW.content_hash, NEW.maker_id, NEW.kind, NEW.subject_kind, NEW.subject_id, NEW.permission,
           NEW.route, NEW.barred, NEW.replaces_id)
          IS DISTINCT FROM
          (OLD.content, OLD.content_hash, OLD.maker_id, OLD.kind, OLD.subject_kind, OLD.subject_id, OLD.permission,
           OLD.route, OLD.barred, OLD.replaces_id) THEN
        RAISE EXCEPTION 'a request is never changed; withdraw it and ask anew' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.step < OLD.step THEN
        RAISE EXCEPTION 'a request never goes back a step' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.step > OLD.step AND (NEW.step > OLD.step + 1 OR NOT EXISTS (
        SELECT 1 FROM approval_opinion o WHERE o.request_id = NEW.id AND o.step = OLD.step)) THEN
        RAISE EXCEPTION 'no step is skipped' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.outcome = 'approved' AND (
        NEW.pause <> ''
        OR NEW.step <> COALESCE(jsonb_array_length(NEW.route -> 'steps'), 1) - 1
        OR EXISTS (SELECT 1 FROM approval_chair c WHERE c.request_id = NEW.id)
        OR NOT EXISTS (SELECT 1 FROM approval_opinion o
                       WHERE o.request_id = NEW.id AND o.step = NEW.step AND o.outcome = 'approved')) THEN
        RAISE EXCEPTION 'nobody approved this request' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

INSERT INTO approval_chair (request_id, number, permission, must, also)
    SELECT id, 1, permission, false, '' FROM approval_request WHERE outcome = '';
"""


class Migration(migrations.Migration):
    dependencies = [("approval", "0003_routes")]

    operations = [
        append_only("approval_move"),
        append_only("approval_delegation"),
        append_only("approval_delegationend"),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
