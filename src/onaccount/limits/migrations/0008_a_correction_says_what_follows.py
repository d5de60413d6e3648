"""
A correction takes the place of what the wrong line was to fall back to as well: the database folds the journal as the rule does.

What is in force is written anew where that changes it.
"""

from importlib import import_module

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
        SELECT h.id, h.act, h.request_id, h.valid_from FROM here h WHERE h.corrects_id IS NULL
        UNION ALL
        SELECT h.id, a.act, a.request_id, a.valid_from FROM here h JOIN acting a ON a.id = h.corrects_id
    ), wrong AS (
        SELECT h.* FROM here h WHERE EXISTS (SELECT 1 FROM here c WHERE c.corrects_id = h.id)
    ), uncorrected AS (  -- less what a wrong line was to fall back to: of its request, beginning where it ends
        SELECT h.*, a.act AS acts_as FROM here h JOIN acting a ON a.id = h.id
        WHERE NOT EXISTS (SELECT 1 FROM here c WHERE c.corrects_id = h.id)
          AND (h.is_temporary OR NOT EXISTS (
              SELECT 1 FROM wrong w
              WHERE NOT w.is_temporary AND w.request_id = a.request_id AND w.valid_to = a.valid_from
          ))
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
ANEW = import_module("onaccount.limits.migrations.0006_a_cut_stays_a_cut").ANEW


class Migration(migrations.Migration):
    dependencies = [("limits", "0007_the_percentage_asked")]

    operations = [migrations.RunSQL(FOLD, migrations.RunSQL.noop), migrations.RunSQL(ANEW, migrations.RunSQL.noop)]
