-- Purpose: by day and lane, how many declarations were decided.
SELECT (s.decided_at AT TIME ZONE %(zone)s)::date AS day, s.lane, count(*) AS declarations
FROM screening_screening s
JOIN declarations_version v ON v.id = s.version_id
JOIN declarations_declaration d ON d.id = v.declaration_id
WHERE s.decided_at >= %(start)s AND s.decided_at < %(stop)s
    AND (%(offices)s::text[] IS NULL OR d.office = ANY(%(offices)s))
GROUP BY 1, 2
ORDER BY 1, 2
