-- Purpose: the first balance of each new bill of a manifest is what it announces; figures below zero count for none.
WITH fresh AS (
    UPDATE cargo_bill
    SET packages_left = CASE WHEN packages >= 0 THEN packages END, kg_left = CASE WHEN gross_kg >= 0 THEN gross_kg END,
        left_at = %(now)s
    WHERE manifest_id = %(manifest)s AND left_at IS NULL AND cancelled_in_id IS NULL AND NOT is_split
        AND (packages >= 0 OR gross_kg >= 0)
    RETURNING id, packages_left, kg_left
)
INSERT INTO cargo_balance_entry (bill_id, kind, reference, packages, kg, packages_left, kg_left, at, by, why)
SELECT id, 'announced', '', packages_left, kg_left, packages_left, kg_left, %(now)s, %(by)s, ''
FROM fresh
ORDER BY id
