-- Purpose: our lane against that of the system beside, with what was found, in each cell: each declaration once.
SELECT s.lane, o.lane, count(*) AS declarations, count(*) FILTER (WHERE r.inspected) AS inspected,
    count(*) FILTER (WHERE r.offence) AS offences
FROM screening_otherlane o
JOIN screening_screening s ON s.version_id = o.version_id
JOIN declarations_version v ON v.id = s.version_id
JOIN declarations_declaration d ON d.id = v.declaration_id AND d.version = v.number AND d.state <> 'cancelled'
CROSS JOIN LATERAL (
    SELECT COALESCE(bool_or(l.inspected = 1), false) AS inspected, COALESCE(bool_or(l.offence = 1), false) AS offence
    FROM declarations_item i JOIN screening_label l ON l.item_id = i.id
    WHERE i.version_id = v.id
) r
WHERE s.decided_at >= %(start)s AND s.decided_at < %(stop)s
    AND (%(offices)s::text[] IS NULL OR d.office = ANY(%(offices)s))
GROUP BY 1, 2
