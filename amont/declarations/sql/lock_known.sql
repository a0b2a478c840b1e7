-- Purpose: lock the declarations known under these references, always in the same order.
SELECT id FROM declarations_declaration WHERE reference = ANY(%s) ORDER BY id FOR UPDATE
