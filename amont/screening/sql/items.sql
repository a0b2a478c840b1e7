-- Purpose: items as declared with their results, in the order in which they came: what one learns from.
-- chosen: SQL condition, one of those of facts/history.py.
SELECT d.reference, i.item, CASE WHEN v.is_numbered THEN v.number END AS version, NULLIF(v.replaces, '') AS replaces, i.declared_on,
    NULLIF(i.office, '') AS office, NULLIF(i.border_office, '') AS border_office,
    NULLIF(i.declaration_type, '') AS declaration_type, NULLIF(i.procedure, '') AS procedure,
    NULLIF(i.import_type, '') AS import_type, NULLIF(i.import_use, '') AS import_use,
    NULLIF(i.payment_mode, '') AS payment_mode, NULLIF(i.transport_mode, '') AS transport_mode,
    NULLIF(i.importer, '') AS importer, NULLIF(i.declarant, '') AS declarant, NULLIF(i.seller, '') AS seller,
    NULLIF(i.carrier, '') AS carrier, NULLIF(i.hs_code, '') AS hs_code, NULLIF(i.description, '') AS description,
    NULLIF(i.origin, '') AS origin, NULLIF(i.departure, '') AS departure,
    NULLIF(i.loading_place, '') AS loading_place, NULLIF(i.transport_document, '') AS transport_document,
    NULLIF(i.origin_indicator, '') AS origin_indicator,
    NULLIF(i.preference, '') AS preference, NULLIF(i.container, '') AS container,
    i.packages, i.net_kg, i.gross_kg, i.quantity, NULLIF(i.unit, '') AS unit, i.item_price,
    NULLIF(i.currency, '') AS currency, i.customs_value, i.duty_rate_pct, NULLIF(i.tax_type, '') AS tax_type,
    i.duties,
    l.inspected, l.offence, l.critical, l.duty_recovered, l.resulted_on,
    i.held, i.id AS item_key, v.id AS version_key, s.as_of
FROM declarations_item i
JOIN declarations_version v ON v.id = i.version_id
JOIN declarations_declaration d ON d.id = v.declaration_id
LEFT JOIN screening_screening s ON s.version_id = v.id
LEFT JOIN screening_label l ON l.item_id = i.id AND ({labelled})
WHERE ({chosen})
ORDER BY i.id
