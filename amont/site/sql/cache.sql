-- Purpose: the table of what processes count together (sign-ins that failed), as Django's DatabaseCache reads it.
CREATE TABLE site_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX site_cache_expires ON site_cache (expires);
