-- Purpose: take an idempotency key. No row comes back when it was taken; another request that holds it is waited for.
INSERT INTO declarations_lodgekey (by, key, digest, answer, at)
VALUES (%(by)s, %(key)s, %(digest)s, 'null', %(at)s)
ON CONFLICT (by, key) DO NOTHING
RETURNING id
