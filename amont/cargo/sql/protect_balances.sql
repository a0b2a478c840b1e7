-- Purpose: entries of balances and what a count found are never changed or taken away, not even by their owner.
CREATE OR REPLACE FUNCTION cargo_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger of bills is append-only: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
DO $$
DECLARE
    guarded text;
BEGIN
    FOREACH guarded IN ARRAY ARRAY['cargo_balance_entry', 'cargo_takeover', 'cargo_foundline', 'cargo_weighing', 'cargo_picture'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS append_only ON %I', guarded);
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION cargo_refuse()', guarded);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
            EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON %I FROM amont_app', guarded);
        END IF;
    END LOOP;
END $$;
