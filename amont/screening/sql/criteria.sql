-- Purpose: for each criterion, how many items met it, were selected, inspected and found at fault.
SELECT named.code, count(*) FILTER (WHERE named.is_hit) AS met, count(*) FILTER (WHERE NOT named.is_hit) AS selected,
    count(*) FILTER (WHERE NOT named.is_hit AND l.inspected = 1) AS inspected,
    count(*) FILTER (WHERE NOT named.is_hit AND l.inspected = 1 AND l.offence = 1) AS offences,
    COALESCE(sum(l.duty_recovered) FILTER (WHERE NOT named.is_hit AND l.inspected = 1), 0) AS recovered,
    max(s.decided_at) FILTER (WHERE named.is_hit) AS last_hit
FROM screening_screeneditem si
JOIN screening_screening s ON s.id = si.screening_id
CROSS JOIN LATERAL (
    SELECT unnest(string_to_array(si.hits, ' ')) AS code, true AS is_hit
    UNION ALL
    SELECT unnest(string_to_array(si.selected, ' ')), false
) named
LEFT JOIN screening_label l ON l.item_id = si.item_id
WHERE si.hits <> '' AND s.decided_at >= %(start)s
GROUP BY named.code
