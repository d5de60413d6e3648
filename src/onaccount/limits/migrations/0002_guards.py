"""What the database itself refuses in limits."""

from django.db import migrations

from onaccount.office.guards import append_only

JOURNAL_IS_APPROVED = """
CREATE FUNCTION limits_check_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM approval_request r JOIN approval_opinion o ON o.request_id = r.id AND o.outcome = 'approved'
        WHERE r.id = NEW.request_id AND r.outcome = 'approved' AND r.maker_id = NEW.maker_id AND o.person_id = NEW.checker_id
    ) THEN
        RAISE EXCEPTION 'a limit changes only by an approved request' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER limits_line_is_approved BEFORE INSERT ON limits_journalline
    FOR EACH ROW EXECUTE FUNCTION limits_check_line();

CREATE FUNCTION limits_check_in_force() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM limits_journalline l
        WHERE l.id = NEW.line_id AND l.customer_id = NEW.customer_id AND l.group_id = NEW.group_id
          AND l.segment_id IS NOT DISTINCT FROM NEW.segment_id AND l.dimension = NEW.dimension AND l.reach = NEW.reach
          AND l.type = NEW.type AND l.value IS NOT DISTINCT FROM NEW.value AND l.currency = NEW.currency
          AND daterange(l.valid_from, l.valid_to) @> NEW.validity AND l.is_temporary = NEW.is_temporary
    ) THEN
        RAISE EXCEPTION 'no journal line stands behind this limit' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER limits_in_force_has_its_line BEFORE INSERT OR UPDATE ON limits_limitinforce
    FOR EACH ROW EXECUTE FUNCTION limits_check_in_force();

CREATE FUNCTION limits_fold(place limits_journalline)
RETURNS TABLE (line bigint, is_temporary boolean, validity daterange) LANGUAGE sql STABLE AS $$
    WITH standing AS (  -- the last posted of each first day, corrected lines left out
        SELECT DISTINCT ON (l.is_temporary, l.valid_from) l.*
        FROM limits_journalline l
        WHERE l.customer_id = place.customer_id AND l.segment_id IS NOT DISTINCT FROM place.segment_id
          AND l.dimension = place.dimension AND l.reach = place.reach
          AND NOT EXISTS (SELECT 1 FROM limits_journalline c WHERE c.corrects_id = l.id)
        ORDER BY l.is_temporary, l.valid_from, l.posted_at DESC, l.id DESC
    ), bounded AS (
        SELECT id, is_temporary, type, valid_from,
               LEAST(valid_to, lead(valid_from) OVER (PARTITION BY is_temporary ORDER BY valid_from)) AS until
        FROM standing
    )
    SELECT id, is_temporary, daterange(valid_from, until) FROM bounded WHERE type <> 'none'
$$;

CREATE FUNCTION limits_check_projection() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changed limits_limitinforce%ROWTYPE; place limits_journalline%ROWTYPE; differing integer;
BEGIN
    IF TG_TABLE_NAME = 'limits_journalline' THEN
        place := NEW;
    ELSE
        IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
        SELECT * INTO place FROM limits_journalline WHERE id = changed.line_id;
    END IF;
    WITH folded AS (SELECT line, is_temporary, validity FROM limits_fold(place)), kept AS (
        SELECT line_id, is_temporary, validity FROM limits_limitinforce f
        WHERE f.customer_id = place.customer_id AND f.segment_id IS NOT DISTINCT FROM place.segment_id
          AND f.dimension = place.dimension AND f.reach = place.reach
    )
    SELECT count(*) INTO differing FROM (
        (SELECT * FROM folded EXCEPT SELECT * FROM kept) UNION ALL (SELECT * FROM kept EXCEPT SELECT * FROM folded)
    ) AS difference;
    IF differing > 0 THEN
        RAISE EXCEPTION 'what is in force is not what the limit journal says' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER limits_in_force_is_the_fold AFTER INSERT OR UPDATE OR DELETE ON limits_limitinforce
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION limits_check_projection();
CREATE CONSTRAINT TRIGGER limits_line_is_in_force AFTER INSERT ON limits_journalline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION limits_check_projection();

CREATE FUNCTION limits_check_lift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM limits_suspension s WHERE s.id = NEW.suspension_id AND s.placed_by_id = NEW.lifted_by_id) THEN
        RAISE EXCEPTION 'a second person lifts a suspension' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER limits_lift_by_another BEFORE INSERT ON limits_suspensionlift
    FOR EACH ROW EXECUTE FUNCTION limits_check_lift();
"""

UNDO = """
DROP TRIGGER limits_lift_by_another ON limits_suspensionlift;
DROP FUNCTION limits_check_lift();
DROP TRIGGER limits_line_is_in_force ON limits_journalline;
DROP TRIGGER limits_in_force_is_the_fold ON limits_limitinforce;
DROP FUNCTION limits_check_projection();
DROP FUNCTION limits_fold(limits_journalline);
DROP TRIGGER limits_in_force_has_its_line ON limits_limitinforce;
DROP FUNCTION limits_check_in_force();
DROP TRIGGER limits_line_is_approved ON limits_journalline;
DROP FUNCTION limits_check_line();
"""


class Migration(migrations.Migration):
    dependencies = [("limits", "0001_initial")]

    operations = [
        append_only("limits_journalline"),
        append_only("limits_suspension"),
        append_only("limits_suspensionlift"),
        migrations.RunSQL(JOURNAL_IS_APPROVED, UNDO),
    ]
