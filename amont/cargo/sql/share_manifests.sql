-- Purpose: manifests that stay as they are until the transaction ends: many may write off their bills meanwhile,
-- nobody amends or counts them.
SELECT id FROM cargo_manifest WHERE id = ANY(%s) ORDER BY id FOR SHARE
