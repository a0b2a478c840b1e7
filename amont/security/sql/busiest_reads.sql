-- Purpose: who read most sensitive files in any span of time, since an instant. One row per reader over the limit.
SELECT by, max(n) AS most, sum(1) AS reads, max(at) FILTER (WHERE n >= %(limit)s) AS last
FROM (
    SELECT by, at, count(*) OVER (
        PARTITION BY by ORDER BY at RANGE BETWEEN %(span)s PRECEDING AND CURRENT ROW
    ) AS n
    FROM journal_entry
    WHERE kind = 'read' AND at >= %(since)s AND name <> 'journal.read'
) AS counted
GROUP BY by
HAVING max(n) >= %(limit)s
ORDER BY most DESC, by
