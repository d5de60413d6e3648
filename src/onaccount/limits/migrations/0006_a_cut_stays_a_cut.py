"""
A cut takes back what was planned before it to allow more on its days: the database folds the journal as the rule does.

What is in force is written anew where that changes it.
"""

from django.db import migrations

FOLD = """
CREATE OR REPLACE FUNCTION limits_fold(place limits_journalline)
RETURNS TABLE (line bigint, is_temporary boolean, validity daterange) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE here AS (
        SELECT l.*, array_position(ARRAY['none', 'prepay', 'amount', 'unlimited'], l.type::text) AS rank
        FROM limits_journalline l
        WHERE l.customer_id = place.customer_id AND l.segment_id IS NOT DISTINCT FROM place.segment_id
          AND l.dimension = place.dimension AND l.reach = place.reach
    ), acting AS (  -- a correction acts as what it corrects
        SELECT h.id, h.act FROM here h WHERE h.corrects_id IS NULL
        UNION ALL
        SELECT h.id, a.act FROM here h JOIN acting a ON a.id = h.corrects_id
    ), uncorrected AS (
        SELECT h.*, a.act AS acts_as FROM here h JOIN acting a ON a.id = h.id
        WHERE NOT EXISTS (SELECT 1 FROM here c WHERE c.corrects_id = h.id)
    ), standing AS (  -- the last posted of each first day, less what a later cut took back
        SELECT DISTINCT ON (l.is_temporary, l.valid_from) l.*
        FROM uncorrected l
        WHERE l.is_temporary OR NOT EXISTS (
            SELECT 1 FROM uncorrected c
            WHERE NOT c.is_temporary AND c.acts_as IN ('cut', 'expire') AND (c.posted_at, c.id) > (l.posted_at, l.id)
              AND c.valid_from < l.valid_from AND (c.valid_to IS NULL OR c.valid_to > l.valid_from)
              AND ((l.rank = c.rank AND l.currency <> c.currency)
                   OR (l.rank, coalesce(l.value, 0)) > (c.rank, coalesce(c.value, 0)))
        )
        ORDER BY l.is_temporary, l.valid_from, l.posted_at DESC, l.id DESC
    ), bounded AS (
        SELECT id, is_temporary, type, valid_from,
               LEAST(valid_to, lead(valid_from) OVER (PARTITION BY is_temporary ORDER BY valid_from)) AS until
        FROM standing
    )
    SELECT id, is_temporary, daterange(valid_from, until) FROM bounded WHERE type <> 'none'
$$;
"""

ANEW = """
CREATE TEMPORARY TABLE limits_folded ON COMMIT DROP AS
    SELECT l.*, f.validity
    FROM limits_journalline place CROSS JOIN LATERAL limits_fold(place) f JOIN limits_journalline l ON l.id = f.line
    WHERE place.id IN (SELECT max(id) FROM limits_journalline GROUP BY customer_id, segment_id, dimension, reach);
DELETE FROM limits_limitinforce k WHERE NOT EXISTS (
    SELECT 1 FROM limits_folded f WHERE f.id = k.line_id AND f.validity = k.validity
);
INSERT INTO limits_limitinforce
    (group_id, customer_id, segment_id, dimension, reach, type, value, currency, is_temporary, validity, line_id)
    SELECT group_id, customer_id, segment_id, dimension, reach, type, value, currency, is_temporary, validity, id
    FROM limits_folded f WHERE NOT EXISTS (SELECT 1 FROM limits_limitinforce k WHERE k.line_id = f.id);
"""


class Migration(migrations.Migration):
    dependencies = [("limits", "0005_drafts_suggestions_trials")]

    operations = [migrations.RunSQL(FOLD, migrations.RunSQL.noop), migrations.RunSQL(ANEW, migrations.RunSQL.noop)]
