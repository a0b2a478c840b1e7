-- Purpose: one key with its operator and office, by its prefix or by its number (the other is null).
SELECT k.id, k.digest, k.role, k.label, ARRAY(SELECT jsonb_array_elements_text(k.acts)), k.per_minute,
       k.approved_by, k.expires_at, k.revoked_at, f.code, o.code, o.until_on
FROM parties_apikey k
LEFT JOIN reference_office f ON f.id = k.office_id
LEFT JOIN parties_operator o ON o.id = k.operator_id
WHERE k.prefix = %(prefix)s OR k.id = %(id)s
