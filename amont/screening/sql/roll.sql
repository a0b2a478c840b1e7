-- Purpose: add sums to months of profiles, making the months that are missing.
INSERT INTO screening_profilemonth (kind, code, month, items, inspected, offences, critical, recovered)
SELECT kind, code, month, items, inspected, offences, critical, recovered
FROM unnest(%(kinds)s::text[], %(codes)s::text[], %(months)s::date[], %(items)s::int[], %(inspected)s::int[],
            %(offences)s::int[], %(critical)s::int[], %(recovered)s::numeric[])
    AS t(kind, code, month, items, inspected, offences, critical, recovered)
ORDER BY kind, code, month
ON CONFLICT (kind, code, month) DO UPDATE SET
    items = screening_profilemonth.items + EXCLUDED.items,
    inspected = screening_profilemonth.inspected + EXCLUDED.inspected,
    offences = screening_profilemonth.offences + EXCLUDED.offences,
    critical = screening_profilemonth.critical + EXCLUDED.critical,
    recovered = COALESCE(screening_profilemonth.recovered, 0) + COALESCE(EXCLUDED.recovered, 0)
