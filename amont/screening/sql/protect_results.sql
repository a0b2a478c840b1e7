-- Purpose: results of bills and readings of images are never changed or taken away, not even by their owner.
CREATE OR REPLACE FUNCTION screening_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'results of bills are append-only: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
DO $$
DECLARE
    guarded text;
BEGIN
    FOREACH guarded IN ARRAY ARRAY['screening_bill_label', 'screening_image_reading'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS append_only ON %I', guarded);
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION screening_refuse()', guarded);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
            EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON %I FROM amont_app', guarded);
        END IF;
    END LOOP;
END $$;
