-- Purpose: undo cache.sql, for a migration that goes back.
DROP TABLE site_cache;
