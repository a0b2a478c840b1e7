-- Purpose: the lanes of bills of a voyage, all in one statement; a bill that has changed since keeps waiting.
UPDATE cargo_bill AS bill
SET lane = told.lane, waiting = bill.waiting AND bill.versions <> told.versions
FROM unnest(%s::bigint[], %s::smallint[], %s::int[]) AS told(id, lane, versions)
WHERE bill.id = told.id AND bill.manifest_id = %s
