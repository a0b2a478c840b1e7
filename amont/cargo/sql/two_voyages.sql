-- Purpose: live boxes on two manifests at once, neither of them over, whose days overlap; one voyage that calls at two offices is none.
-- A day on which one arrives and the other departs is no overlap. Told once: those with an alert are left out.
WITH open AS (
    SELECT id, voyage, office, operator, imo, vessel, departed_on,
           GREATEST(departed_on, (COALESCE(arrived_at, expected_at) AT TIME ZONE 'UTC')::date) AS ends_on
    FROM cargo_manifest
    WHERE state <> ALL (%(over)s) AND departed_on >= %(since)s
)
SELECT DISTINCT a.number, x.id, x.voyage, x.operator, y.id, y.voyage, y.operator, y.office
FROM cargo_billbox AS a
JOIN cargo_billbox AS b ON b.number = a.number AND b.manifest_id > a.manifest_id AND b.is_live
JOIN open AS x ON x.id = a.manifest_id
JOIN open AS y ON y.id = b.manifest_id
WHERE a.is_live
  AND x.departed_on <= y.ends_on AND y.departed_on <= x.ends_on
  AND NOT (x.ends_on = y.departed_on AND x.departed_on < y.departed_on)
  AND NOT (y.ends_on = x.departed_on AND y.departed_on < x.departed_on)
  AND NOT (x.voyage = y.voyage AND ((x.imo <> '' AND x.imo = y.imo) OR (x.vessel <> '' AND x.vessel = y.vessel)))
  AND NOT EXISTS (
      SELECT FROM cargo_alert AS t
      WHERE t.kind = %(kind)s AND t.office = y.office
        AND t.about = 'box:' || a.number || ':' || x.id || ':' || y.id
  )
ORDER BY y.id, a.number
LIMIT %(most)s
