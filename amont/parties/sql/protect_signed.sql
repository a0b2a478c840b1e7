-- Purpose: what a passkey signed is never rewritten: a question is answered once, an answer is spent once.
CREATE OR REPLACE FUNCTION parties_signed_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    answer text[] := ARRAY['signed_at', 'credential', 'public_key', 'client_data', 'authenticator_data', 'signature'];
BEGIN
    IF OLD.spent_at IS NOT NULL THEN
        RAISE EXCEPTION 'signature % is spent', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.signed_at IS NULL AND to_jsonb(NEW) - answer IS DISTINCT FROM to_jsonb(OLD) - answer THEN
        RAISE EXCEPTION 'signature % is fixed: only its answer is written', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.signed_at IS NOT NULL AND to_jsonb(NEW) - 'spent_at'::text IS DISTINCT FROM to_jsonb(OLD) - 'spent_at'::text THEN
        RAISE EXCEPTION 'signature % is fixed: it is only spent', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION parties_signed_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'signatures are append-only: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER only_grows BEFORE UPDATE ON parties_signed_act FOR EACH ROW EXECUTE FUNCTION parties_signed_only_grows();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON parties_signed_act FOR EACH STATEMENT EXECUTE FUNCTION parties_signed_refuse();
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
        REVOKE DELETE, TRUNCATE ON parties_signed_act FROM amont_app;
    END IF;
END $$;
