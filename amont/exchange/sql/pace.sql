-- Purpose: count one request of a key in its minute, whatever comes at the same time; an older minute is forgotten.
INSERT INTO exchange_pace AS p (key, minute, count)
VALUES (%(key)s, %(minute)s, 1)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN p.minute < EXCLUDED.minute THEN 1 ELSE p.count + 1 END,
    minute = GREATEST(p.minute, EXCLUDED.minute)
RETURNING count
