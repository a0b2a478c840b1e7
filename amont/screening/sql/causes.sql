-- Purpose: by cause of selection, how many items were decided, inspected, found at fault, and what was recovered.
SELECT si.cause, count(*) AS items, count(*) FILTER (WHERE l.inspected = 1) AS inspected,
    count(*) FILTER (WHERE l.inspected = 1 AND l.offence = 1) AS offences,
    COALESCE(sum(l.duty_recovered) FILTER (WHERE l.inspected = 1), 0) AS recovered
FROM screening_screening s
JOIN declarations_version v ON v.id = s.version_id
JOIN declarations_declaration d ON d.id = v.declaration_id
JOIN screening_screeneditem si ON si.screening_id = s.id
LEFT JOIN screening_label l ON l.item_id = si.item_id
WHERE s.decided_at >= %(start)s AND s.decided_at < %(stop)s
    AND (%(offices)s::text[] IS NULL OR d.office = ANY(%(offices)s))
GROUP BY si.cause
