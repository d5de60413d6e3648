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
