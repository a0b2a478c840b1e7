-- Purpose: count one refused key in its hour, whatever comes at the same time.
INSERT INTO security_keyrefusals AS r (hour, address, prefix, why, n, last_at)
VALUES (%(hour)s, %(address)s, %(prefix)s, %(why)s, 1, %(at)s)
ON CONFLICT (hour, address, prefix, why) DO UPDATE SET
    n = r.n + 1,
    last_at = GREATEST(r.last_at, EXCLUDED.last_at)
