-- Purpose: what lines of the tariff are searched by, many at once.
UPDATE reference_tariff_line AS line
SET words = given.words
FROM unnest(%(keys)s::bigint[], %(words)s::text[]) AS given (id, words)
WHERE line.id = given.id
